"""A team's sprint as a fold over its thread: total, and the same on every clone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from gitgov.charter.teams import Team, above, leads_of, people_of
from gitgov.core.ids import EventId, Member
from gitgov.core.visible import many
from gitgov.ledger.event import Event
from gitgov.procedure.motions.sprint import SOURCE
from gitgov.procedure.motions.sprint import Sprint as Commitment
from gitgov.sprints.events import (
    ImpedimentRaised,
    ImpedimentRemoved,
    SprintPlanned,
    SprintStarted,
    StandupGiven,
)
from gitgov.sprints.outcome import Feedback, Improvement, Observation, Review
from gitgov.sprints.packs import Pinned, pinned, why_not_a_pack
from gitgov.threads.ratified import Ratified, why_not_ratified, why_not_ratified_now
from gitgov.threads.rows import Family, Objections, Row, Seen, object_to


class Plan(NamedTuple):
    """A plan of a sprint, and who drew it up."""

    id: EventId
    by: Member
    at: int
    body: SprintPlanned

    @property
    def points(self) -> int:
        """The points of all items together."""
        return sum(each.points for each in self.body.items)


class Said(NamedTuple):
    """What a member said at a standup."""

    id: EventId
    by: Member
    at: int
    body: StandupGiven


class Impediment(NamedTuple):
    """What is in the way, since when, and who removed it; nobody yet, where `removed_by` is empty."""

    id: EventId
    by: Member
    at: int
    text: str
    item: str
    removed_by: str = ""
    removed_at: int = 0


@dataclass(frozen=True)
class Sprint:
    """A team's sprint: its plans, of which the last counts until it starts, what has been said since, and what came of it.

    `team` is as the charter had it when the plan was drawn up that opened the thread.
    """

    id: EventId
    subject: str
    team: Team
    plans: tuple[Plan, ...]
    started: EventId | None = None
    as_planned: EventId | None = None
    started_at: int = 0
    motion: str = ""
    standups: tuple[Said, ...] = ()
    impediments: tuple[Impediment, ...] = ()
    review: Review | None = None
    feedback: tuple[Feedback, ...] = ()
    observations: tuple[Observation, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    packs: tuple[Pinned, ...] = ()

    @property
    def name(self) -> str:
        """What the sprint is called."""
        return self.plans[0].body.sprint

    @property
    def plan(self) -> Plan:
        """The plan that counts: the one that was committed to, or the last one."""
        return next((each for each in self.plans if each.id == self.as_planned), self.plans[-1])

    @property
    def hindering(self) -> tuple[Impediment, ...]:
        """The impediments that nobody has removed."""
        return tuple(each for each in self.impediments if not each.removed_by)


def _opened(seen: Seen, event: Event) -> Sprint:
    body = event.body
    if not isinstance(body, SprintPlanned):
        raise TypeError(event.kind)
    team = seen.step(event).charter.teams[body.team]
    return Sprint(event.id, event.subject, team, (Plan(event.id, event.actor, event.at, body),))


def _why_not_planned(seen: Seen, event: Event) -> Objections:
    body = event.body
    if not isinstance(body, SprintPlanned):
        raise TypeError(event.kind)
    charter = seen.step(event).charter
    team = charter.teams.get(body.team)
    if team is None:
        return object_to("GOV-600", f"the charter has no team {body.team}", SOURCE, event, "git gov charter show")
    if event.actor not in (leads := leads_of(charter.teams, body.team)):
        what = f"{event.actor} does not plan for {body.team}: {' or '.join(sorted(leads)) or 'nobody'} does"
        return object_to("GOV-604", what, SOURCE, event, "ask one of them, or change the charter's [teams]")
    if body.begins > body.ends:
        return object_to("GOV-605", f"sprint {body.sprint} would end on {body.ends}, before it begins", SOURCE, event)
    points = sum(each.points for each in body.items)
    if points > body.capacity:
        over = ", ".join(beyond(body))
        what = f"the plan has {many(points, 'point')}, and {body.team} can do {body.capacity}: no room for {over}"
        return object_to("GOV-601", what, SOURCE, event, "leave items out; --proposed takes what fits")
    return ()


def beyond(plan: SprintPlanned) -> list[str]:
    """Name the items of a plan that its capacity has no room for, if all that do fit are taken in their order."""
    left, out = plan.capacity, list[str]()
    for each in plan.items:
        if each.points > left:
            out.append(each.id)
        else:
            left -= each.points
    return out


def _why_not_replanned(seen: Seen, sprint: Sprint, event: Event) -> Objections:
    body = event.body
    if not isinstance(body, SprintPlanned):
        raise TypeError(event.kind)
    if sprint.started:
        return object_to(
            "GOV-606", f"sprint {sprint.name} of {sprint.team.name} has begun", SOURCE, event, "plan the next one"
        )
    if (body.team, body.sprint) != (sprint.team.name, sprint.name):
        what = f"this is sprint {sprint.name} of {sprint.team.name}, not {body.sprint} of {body.team}"
        return object_to("GOV-603", what, SOURCE, event, "git sprint plan begins a plan of its own")
    return _why_not_planned(seen, event)


def _replanned(sprint: Sprint, event: Event) -> Sprint:
    plan = Plan(event.id, event.actor, event.at, event.body)  # type: ignore[arg-type]
    return replace(sprint, plans=(*sprint.plans, plan))


def _why_not_started(seen: Seen, sprint: Sprint, event: Event) -> Objections:
    body = event.body
    if not isinstance(body, SprintStarted):
        raise TypeError(event.kind)
    if sprint.started:
        return object_to("GOV-606", f"sprint {sprint.name} of {sprint.team.name} has begun", SOURCE, event)
    teams = seen.step(event).charter.teams
    if sprint.team.name not in teams:
        return object_to("GOV-600", f"the charter has no team {sprint.team.name} any more", SOURCE, event)
    if event.actor not in leads_of(teams, sprint.team.name):
        what = f"{event.actor} does not start sprints of {sprint.team.name}"
        return object_to("GOV-604", what, SOURCE, event, "its scrum master or its product owner does")
    if body.plan != sprint.plan.id:
        what = f"plan {body.plan[:12]} of sprint {sprint.name} has been replaced by {sprint.plan.id[:12]}"
        return object_to("GOV-607", what, SOURCE, event, f"git sprint commit {sprint.name} --team {sprint.team.name}")
    return why_not_ratified(seen, event, _basis(sprint, body))


def _why_not_started_now(seen: Seen, sprint: Sprint, event: Event) -> Objections:
    return why_not_ratified_now(seen, event, _basis(sprint, event.body))  # type: ignore[arg-type]


def _basis(sprint: Sprint, body: SprintStarted) -> Ratified:
    team, name = sprint.team.name, sprint.name
    return Ratified(
        motion=body.motion,
        decision=body.decision,
        plan=body.plan,
        kind=Commitment,
        whole=f"{team} has not committed itself to plan {body.plan[:12]} of sprint {name}",
        part=f"{team} commits itself to sprint {name}",
        remedy=f"git sprint commit {name} --team {team}, and the team votes",
        source=SOURCE,
    )


def _started(sprint: Sprint, event: Event) -> Sprint:
    body: SprintStarted = event.body  # type: ignore[assignment]
    if sprint.started:
        return sprint
    return replace(sprint, started=event.id, started_at=event.at, motion=body.motion, as_planned=EventId(body.plan))


def why_not_begun(_seen: Seen, sprint: Sprint, event: Event) -> Objections:
    """Object to what is done in a sprint before it has begun."""
    if sprint.started:
        return ()
    what = f"sprint {sprint.name} of {sprint.team.name} has not begun"
    return object_to("GOV-610", what, SOURCE, event, f"git sprint start {sprint.name} --team {sprint.team.name}")


def why_not_of_team(seen: Seen, sprint: Sprint, event: Event, besides: frozenset[Member] = frozenset()) -> Objections:
    """Object to what is done in a sprint that has not begun, or by who is not of its team, nor one of those `besides`."""
    if objections := why_not_begun(seen, sprint, event):
        return objections
    teams = seen.step(event).charter.teams
    those = people_of(teams, sprint.team.name) | leads_of(teams, sprint.team.name) | besides
    if sprint.team.name not in teams or event.actor not in those:
        return object_to(
            "GOV-611", f"{event.actor} is not of {sprint.team.name}", SOURCE, event, "git gov charter show"
        )
    return ()


def _why_not_under_way(seen: Seen, sprint: Sprint, event: Event) -> Objections:
    """Object to what is done in a sprint that is over, or has not begun, or by who is not of its team."""
    if sprint.review:
        what = f"sprint {sprint.name} of {sprint.team.name} is over: {sprint.review.by} has reviewed it"
        return object_to("GOV-622", what, SOURCE, event, "plan the next one")
    return why_not_of_team(seen, sprint, event)


def _stood_up(sprint: Sprint, event: Event) -> Sprint:
    said = Said(event.id, event.actor, event.at, event.body)  # type: ignore[arg-type]
    return replace(sprint, standups=(*sprint.standups, said))


def _hindered(sprint: Sprint, event: Event) -> Sprint:
    body: ImpedimentRaised = event.body  # type: ignore[assignment]
    new = Impediment(event.id, event.actor, event.at, body.text, body.item)
    return replace(sprint, impediments=(*sprint.impediments, new))


def _why_not_removed(seen: Seen, sprint: Sprint, event: Event) -> Objections:
    body: ImpedimentRemoved = event.body  # type: ignore[assignment]
    higher = above(seen.step(event).charter.teams, sprint.team.name)  # to whom it climbs
    if objections := why_not_of_team(seen, sprint, event, frozenset().union(*(each.people for each in higher))):
        return objections
    if body.impediment not in {each.id for each in sprint.hindering}:
        what = f"{body.impediment[:12]} is no impediment that is in the way of sprint {sprint.name}"
        return object_to("GOV-612", what, SOURCE, event, "git sprint status lists them")
    return ()


def _removed(sprint: Sprint, event: Event) -> Sprint:
    body: ImpedimentRemoved = event.body  # type: ignore[assignment]
    found = tuple(
        each._replace(removed_by=event.actor, removed_at=event.at)
        if each.id == body.impediment and not each.removed_by
        else each
        for each in sprint.impediments
    )
    return replace(sprint, impediments=found)


def _why_not_pinned(seen: Seen, sprint: Sprint, event: Event) -> Objections:
    if objections := _why_not_under_way(seen, sprint, event):
        return objections
    return why_not_a_pack(seen.step(event).charter.teams, sprint.team.name, event)


def _pinned(sprint: Sprint, event: Event) -> Sprint:
    return replace(sprint, packs=pinned(sprint.packs, event))


FAMILY = Family(
    "sprint.planned",
    "sprint",
    _why_not_planned,
    _opened,
    {
        "sprint.planned": Row(_why_not_replanned, _replanned),
        "sprint.started": Row(_why_not_started, _started, _why_not_started_now),
        "standup.given": Row(_why_not_under_way, _stood_up),
        "impediment.raised": Row(_why_not_under_way, _hindered),
        "impediment.removed": Row(_why_not_removed, _removed),
        "pack.pinned": Row(_why_not_pinned, _pinned),
    },
)
