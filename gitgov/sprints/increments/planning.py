"""An increment from its first plan to its start: the train's frame, and the ratification without which nothing begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gitgov.charter.charter import Charter
from gitgov.charter.teams import below
from gitgov.core.ratio import in_tenths
from gitgov.core.visible import many
from gitgov.ledger.event import Event
from gitgov.procedure.motions.increment import Increment as Ratification
from gitgov.sprints.increments import confidence, dependencies, objectives, risks
from gitgov.sprints.increments.confidence import confidence_in, unheard
from gitgov.sprints.increments.events import IncrementPlanned, IncrementStarted
from gitgov.sprints.increments.guards import SOURCE, why_not_known, why_not_led, why_not_planning
from gitgov.sprints.increments.state import Increment
from gitgov.threads.ratified import Ratified, why_not_ratified, why_not_ratified_now
from gitgov.threads.rows import Family, Objections, Row, Seen, object_to

LAST_YEAR = "2900"
"""No increment begins later: its days can be counted."""


def _why_not_planned(seen: Seen, event: Event) -> Objections:
    body: IncrementPlanned = event.body  # type: ignore[assignment]
    if objections := (
        why_not_known(seen, event, body.team) or why_not_led(seen, event, body.team, "plan an increment")
    ):
        return objections
    if not below(seen.step(event).charter.teams, body.team):
        what = f"{body.team} is no train: no team is below it"
        return object_to("GOV-630", what, SOURCE, event, "name the team that others have as their parent")
    if body.begins >= LAST_YEAR:
        return object_to("GOV-605", f"increment {body.increment} would begin in {body.begins[:4]}", SOURCE, event)
    return ()


def _opened(_seen: Seen, event: Event) -> Increment:
    return Increment(event.id, event.subject, event.actor, event.at, event.body)  # type: ignore[arg-type]


def _why_not_replanned(seen: Seen, increment: Increment, event: Event) -> Objections:
    body: IncrementPlanned = event.body  # type: ignore[assignment]
    if (body.team, body.increment) != (increment.train, increment.name):
        what = f"this is increment {increment.name} of {increment.train}, not {body.increment} of {body.team}"
        return object_to("GOV-603", what, SOURCE, event, "git sprint pi plan begins a plan of its own")
    if beyond := next(_beyond(increment, body.iterations), ""):
        what = f"{beyond} stands in an iteration that would be no more, or the last"
        return object_to("GOV-634", what, SOURCE, event, "move it first")
    return why_not_planning(increment, event) or _why_not_planned(seen, event)


def _replanned(increment: Increment, event: Event) -> Increment:
    return increment if increment.started else replace(increment, body=event.body)  # type: ignore[arg-type]


def _beyond(increment: Increment, iterations: int) -> Iterator[str]:
    """Name what stands where there is no iteration, or no work in it."""
    for feature in increment.features.values():
        if feature.iteration >= iterations:
            yield feature.item
    for each in increment.dependencies.values():
        if max(each.need_by, each.committed) > iterations and not each.settled:
            yield each.what


def lacking(increment: Increment, charter: Charter) -> Iterator[tuple[str, str]]:
    """Say what a plan lacks before it can be ratified, and what helps; a charter that needs a confidence of 0 asks nobody."""
    worthless = sorted(each.name for each in increment.objectives.values() if not each.value)
    if not increment.objectives:
        yield "it has no objectives", "git sprint pi objective NAME TEXT --team TEAM"
    if worthless:
        yield f"no value is set for {', '.join(worthless[:5])}", "git sprint pi value NAME 1-10 --team TEAM"
    if beyond := next(_beyond(increment, increment.body.iterations), ""):
        yield f"{beyond} stands in no iteration that it has", "move it: git sprint pi place"
    if charter.sprints.confidence:
        yield from _unsure(increment, charter)


def _unsure(increment: Increment, charter: Charter) -> Iterator[tuple[str, str]]:
    vote, threshold = confidence_in(increment, increment.plan), charter.sprints.confidence
    if vote is None:
        yield "nobody was asked how sure they are of it", "git sprint pi call-vote"
        return
    if missing := unheard(vote, charter.teams):
        what = f"no member of {' or '.join(missing)} has said how sure they are of it"
        yield what, "git sprint pi call-vote; git sprint pi vote, by somebody of each team"
    if vote.mean() < threshold:
        sure = f"{in_tenths(vote.mean())} of {threshold} fingers in {many(len(vote.counted), 'ballot')}"
        yield f"the train is not sure of it: {sure}", "hear who showed few, plan anew, git sprint pi call-vote"


def _why_not_started(seen: Seen, increment: Increment, event: Event) -> Objections:
    body: IncrementStarted = event.body  # type: ignore[assignment]
    if objections := (
        why_not_planning(increment, event)
        or why_not_known(seen, event, increment.train)
        or why_not_led(seen, event, increment.train, "start an increment")
    ):
        return objections
    if body.plan != increment.plan:
        what = f"plan {body.plan[:12]} of increment {increment.name} has been replaced by {increment.plan[:12]}"
        return object_to("GOV-643", what, SOURCE, event, f"git sprint pi commit {increment.name}")
    found = next(lacking(increment, seen.step(event).charter), None)
    if found:
        what, remedy = found
        return object_to("GOV-644", f"increment {increment.name} cannot begin: {what}", SOURCE, event, remedy)
    return why_not_ratified(seen, event, _basis(increment, body))


def _why_not_started_now(seen: Seen, increment: Increment, event: Event) -> Objections:
    return why_not_ratified_now(seen, event, _basis(increment, event.body))  # type: ignore[arg-type]


def _basis(increment: Increment, body: IncrementStarted) -> Ratified:
    train, name = increment.train, increment.name
    return Ratified(
        motion=body.motion,
        decision=body.decision,
        plan=body.plan,
        kind=Ratification,
        whole=f"{train} has not ratified plan {body.plan[:12]} of increment {name}",
        part=f"{train} ratifies its plan of {name}",
        remedy=f"git sprint pi commit {name}, and the train votes",
        source=SOURCE,
    )


def _started(increment: Increment, event: Event) -> Increment:
    body: IncrementStarted = event.body  # type: ignore[assignment]
    if increment.started:
        return increment
    return replace(increment, started=event.id, started_at=event.at, motion=body.motion)


def _as_ratified(increment: Increment, seen: Increment, event: Event) -> Increment:
    """Bring back what was ratified: what was planned beside the start had not seen it, and is no part of it."""
    if increment.started != event.id:
        return increment
    return replace(increment, body=seen.body, objectives=seen.objectives, features=seen.features)


FAMILY = Family(
    "increment.planned",
    "increment",
    _why_not_planned,
    _opened,
    {
        "increment.planned": Row(_why_not_replanned, _replanned),
        "increment.started": Row(_why_not_started, _started, _why_not_started_now, _as_ratified),
        **objectives.ROWS,
        **dependencies.ROWS,
        **risks.ROWS,
        **confidence.ROWS,
    },
)
