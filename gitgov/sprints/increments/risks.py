"""Risks and what is done about them (ROAM), and the days on which teams are to be in step."""

from __future__ import annotations

from dataclasses import replace

from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Event
from gitgov.sprints.increments.events import RiskRaised, RiskRoamed, SyncPointKept, SyncPointSet
from gitgov.sprints.increments.guards import (
    SOURCE,
    crew,
    why_not_among,
    why_not_known,
    why_not_led,
    why_not_of_train,
)
from gitgov.sprints.increments.state import Increment, Risk, SyncPoint
from gitgov.threads.rows import Objections, Row, Seen, object_to

NAMED = frozenset({"owned", "mitigated"})
"""What needs a person who sees to it."""


def _why_not_raised(seen: Seen, increment: Increment, event: Event) -> Objections:
    body: RiskRaised = event.body  # type: ignore[assignment]
    people = crew(seen.step(event).charter.teams, increment.train)
    if body.team and (objections := why_not_of_train(seen, increment, event, body.team)):
        return objections
    return why_not_among(event, people, f"raise risks for {increment.train}")


def _raised(increment: Increment, event: Event) -> Increment:
    body: RiskRaised = event.body  # type: ignore[assignment]
    return _with_risk(increment, Risk(event.id, event.actor, body.text, body.team))


def _why_not_roamed(seen: Seen, increment: Increment, event: Event) -> Objections:
    body: RiskRoamed = event.body  # type: ignore[assignment]
    known = increment.risks.get(EventId(body.risk))
    if known is None:
        what = f"{body.risk[:12]} is no risk of {increment.name}"
        return object_to("GOV-639", what, SOURCE, event, "git sprint pi show lists them")
    if body.roam in NAMED and body.owner not in crew(seen.step(event).charter.teams, increment.train):
        what = f"a risk that is {body.roam} needs a person of {increment.train} who sees to it"
        return object_to("GOV-640", what, SOURCE, event, "git sprint pi roam owned ID --owner MEMBER")
    if body.roam == "accepted" and not body.why.strip():
        what = "a risk is accepted for a reason"
        return object_to("GOV-640", what, SOURCE, event, "git sprint pi roam accepted ID -m REASON")
    return why_not_led(seen, event, known.team or increment.train, "roam risks")


def _roamed(increment: Increment, event: Event) -> Increment:
    body: RiskRoamed = event.body  # type: ignore[assignment]
    known = increment.risks[EventId(body.risk)]
    return _with_risk(increment, known._replace(roam=body.roam, owner=body.owner, why=body.why))


def _with_risk(increment: Increment, risk: Risk) -> Increment:
    return replace(increment, risks={**increment.risks, risk.id: risk})


def _why_not_set(seen: Seen, increment: Increment, event: Event) -> Objections:
    body: SyncPointSet = event.body  # type: ignore[assignment]
    teams = seen.step(event).charter.teams
    unknown = next((each for each in body.teams if each not in teams), "")
    if unknown:
        return why_not_known(seen, event, unknown)
    if not body.teams:
        what = f"no team is to be in step at {body.point}"
        return object_to("GOV-645", what, SOURCE, event, "name teams: --team NAME")
    return why_not_led(seen, event, increment.train, "set sync points")


def _set(increment: Increment, event: Event) -> Increment:
    body: SyncPointSet = event.body  # type: ignore[assignment]
    return _with_point(increment, SyncPoint(body.point, body.day, tuple(sorted({*body.teams}))))


def _why_not_kept(seen: Seen, increment: Increment, event: Event) -> Objections:
    body: SyncPointKept = event.body  # type: ignore[assignment]
    point = increment.points.get(body.point)
    if point is None or body.team not in point.missing():
        what = f"{body.team} is awaited at no sync point {body.point} of {increment.name}"
        return object_to("GOV-645", what, SOURCE, event, "git sprint pi sync-points lists them")
    return why_not_led(seen, event, body.team, "keep sync points")


def _kept(increment: Increment, event: Event) -> Increment:
    body: SyncPointKept = event.body  # type: ignore[assignment]
    point = increment.points[body.point]
    return _with_point(increment, point._replace(kept={**point.kept, body.team: Member(event.actor)}))


def _with_point(increment: Increment, point: SyncPoint) -> Increment:
    return replace(increment, points={**increment.points, point.name: point})


ROWS = {
    "risk.raised": Row(_why_not_raised, _raised),
    "risk.roamed": Row(_why_not_roamed, _roamed),
    "syncpoint.set": Row(_why_not_set, _set),
    "syncpoint.kept": Row(_why_not_kept, _kept),
}
