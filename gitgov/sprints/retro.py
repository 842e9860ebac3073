"""The retrospective of a sprint: observations, votes on them, and improvements (Scrum Guide 2020)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gitgov.charter.teams import leads_of
from gitgov.core.ids import Member
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.motions.process import Process
from gitgov.sprints.outcome import Improvement, Observation, reason
from gitgov.sprints.outcome_events import ImprovementClosed, ImprovementDrafted, ImprovementMoved, ObservationBacked
from gitgov.sprints.sprint import Sprint, why_not_of_team
from gitgov.threads.rows import Objections, Row, Seen, object_to

SOURCE = "Scrum Guide (2020), Sprint Retrospective"


def _observed(sprint: Sprint, event: Event) -> Sprint:
    made = Observation(event.id, event.actor, event.at, event.body)  # type: ignore[arg-type]
    return replace(sprint, observations=(*sprint.observations, made))


def _why_not_backed(seen: Seen, sprint: Sprint, event: Event) -> Objections:
    """Object to a vote for what nobody observed, and to a member's second one."""
    body: ObservationBacked = event.body  # type: ignore[assignment]
    if objections := why_not_of_team(seen, sprint, event):
        return objections
    found = next((each for each in sprint.observations if each.id == body.observation), None)
    if found is None:
        what = f"{body.observation[:12]} is no observation of sprint {sprint.name} of {sprint.team.name}"
        return object_to("GOV-625", what, SOURCE, event, f"git sprint retro show {sprint.name} lists them")
    return tuple(each._replace(records=(event.id,)) for each in why_not_twice(event.actor, found.id, found.backers))


def why_not_twice(member: str, observation: str, backers: frozenset[Member]) -> Objections:
    """Object to a member's second vote for an observation."""
    if member not in backers:
        return ()
    what = f"{member} has voted for {observation[:12]} before: one member has one vote on each"
    return (Objection("GOV-626", what, SOURCE, "vote for another one"),)


def _backed(sprint: Sprint, event: Event) -> Sprint:
    body: ObservationBacked = event.body  # type: ignore[assignment]
    found = tuple(
        each._replace(backers=each.backers | {event.actor}) if each.id == body.observation else each
        for each in sprint.observations
    )
    return replace(sprint, observations=found)


def _why_not_drafted(seen: Seen, sprint: Sprint, event: Event) -> Objections:
    """Object to an improvement that nobody on the roll would see to."""
    body: ImprovementDrafted = event.body  # type: ignore[assignment]
    if objections := why_not_of_team(seen, sprint, event):
        return objections
    if body.owner not in seen.step(event).charter.electorate:
        what = f"{body.owner}, who is to see to it, is not an active member"
        return object_to("GOV-627", what, SOURCE, event, "name a member: --owner NAME")
    return ()


def _drafted(sprint: Sprint, event: Event) -> Sprint:
    new = Improvement(event.id, event.actor, event.at, event.body)  # type: ignore[arg-type]
    return replace(sprint, improvements=(*sprint.improvements, new))


def _found(sprint: Sprint, name: str) -> Improvement | None:
    return next((each for each in sprint.improvements if each.id == name), None)


def _why_none(sprint: Sprint, event: Event, name: str) -> Objections:
    what = f"{name[:12]} is no improvement of sprint {sprint.name} of {sprint.team.name} that is still open"
    return object_to("GOV-625", what, SOURCE, event, f"git sprint retro show {sprint.name} lists them")


def _why_not_moved(seen: Seen, sprint: Sprint, event: Event) -> Objections:
    """Object to a link between an improvement and what is not the motion that puts it forward, which any member may move."""
    body: ImprovementMoved = event.body  # type: ignore[assignment]
    found = _found(sprint, body.improvement)
    if found is None or found.closed_by:
        return _why_none(sprint, event, body.improvement)
    if found.motion:
        what = f"{found.id[:12]} has been moved before"
        return object_to("GOV-628", what, SOURCE, event, f"git motion show {found.motion[:12]}")
    motion = seen.motion(body.motion)
    if motion is None or not isinstance(motion.question, Process) or motion.why.strip() != reason(found):
        what = f"{body.motion[:12]} is no motion that puts the improvement {found.id[:12]} forward"
        return object_to("GOV-628", what, SOURCE, event, f"git sprint retro move {found.id[:12]}")
    return ()


def _why_not_closed(seen: Seen, sprint: Sprint, event: Event) -> Objections:
    """Object to the end of an improvement that is not open, or by who neither owns it nor leads the team."""
    body: ImprovementClosed = event.body  # type: ignore[assignment]
    found = _found(sprint, body.improvement)
    if found is None or found.closed_by:
        return _why_none(sprint, event, body.improvement)
    if event.actor not in leads_of(seen.step(event).charter.teams, sprint.team.name) | {Member(found.body.owner)}:
        what = f"{event.actor} neither owns the improvement {found.id[:12]} nor leads {sprint.team.name}"
        return object_to("GOV-604", what, SOURCE, event, f"ask {found.body.owner}")
    return ()


def _changed(to: Callable[[Improvement, Event], Improvement]) -> Callable[[Sprint, Event], Sprint]:
    """Make what changes the improvement that an event names."""

    def changed(sprint: Sprint, event: Event) -> Sprint:
        body: ImprovementMoved | ImprovementClosed = event.body  # type: ignore[assignment]
        found = tuple(to(each, event) if each.id == body.improvement else each for each in sprint.improvements)
        return replace(sprint, improvements=found)

    return changed


def _moved(found: Improvement, event: Event) -> Improvement:
    body: ImprovementMoved = event.body  # type: ignore[assignment]
    return found if found.motion else found._replace(motion=body.motion)


def _closed(found: Improvement, event: Event) -> Improvement:
    body: ImprovementClosed = event.body  # type: ignore[assignment]
    return found if found.closed_by else found._replace(closed_by=event.actor, result=body.result)


ROWS = {
    "observation.made": Row(why_not_of_team, _observed),
    "observation.backed": Row(_why_not_backed, _backed),
    "improvement.drafted": Row(_why_not_drafted, _drafted),
    "improvement.moved": Row(_why_not_moved, _changed(_moved)),
    "improvement.closed": Row(_why_not_closed, _changed(_closed)),
}
