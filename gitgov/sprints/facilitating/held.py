"""Meetings that were held, as the records of them say: a thread each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gitgov.charter.teams import leads_of, people_of
from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Event
from gitgov.sprints.facilitating.record import HeldTally, RoomHeld
from gitgov.sprints.facilitating.tallies import DOTS
from gitgov.sprints.facilitating.values import SOURCE, Action, Carried
from gitgov.threads.rows import Family, Objections, Seen, object_to


@dataclass(frozen=True)
class Held:
    """A meeting that was held, and who recorded it."""

    id: EventId
    subject: str
    by: Member
    at: int
    body: RoomHeld


def _why_not_held(seen: Seen, event: Event) -> Objections:
    body: RoomHeld = event.body  # type: ignore[assignment]
    teams = seen.step(event).charter.teams
    if body.team not in teams:
        return object_to("GOV-600", f"the charter has no team {body.team}", SOURCE, event, "git gov charter show")
    if event.actor not in people_of(teams, body.team) | leads_of(teams, body.team):
        what = f"{event.actor} does not record what {body.team} meets about"
        return object_to("GOV-685", what, SOURCE, event, "somebody of the team does, or who leads it")
    if sum(each.taken for each in body.agenda) > body.ended - body.began:
        what = f"its points took longer than the meeting “{body.title}” itself"
        return object_to("GOV-686", what, SOURCE, event, "git sprint room open, close: the laptop that holds it counts")
    if wrong := next((each for each in body.tallies if not _adds_up(each)), None):
        what = f"more was chosen on “{wrong.question}” than {wrong.voters} people can"
        return object_to("GOV-686", what, SOURCE, event, "git sprint room open, close: the laptop that holds it counts")
    return ()


def _adds_up(tally: HeldTally) -> bool:
    total = sum(each.count for each in tally.counts)
    return tally.voters <= total <= DOTS * tally.voters if tally.kind == "dots" else total == tally.voters


def _opened(_seen: Seen, event: Event) -> Held:
    return Held(event.id, event.subject, event.actor, event.at, event.body)  # type: ignore[arg-type]


FAMILY = Family("room.held", "meeting in the room", _why_not_held, _opened, {})


def open_actions(held: Iterable[Held]) -> tuple[Carried, ...]:
    """Return the actions of meetings that no meeting has found done, the oldest meeting's first."""
    every = sorted(held, key=lambda each: (each.body.ended, each.id))
    done = {(each.room, each.number) for one in every for each in one.body.done}
    return tuple(
        Carried(one.id, number, Action(each.text, each.owner, each.due, each.link))
        for one in every
        for number, each in enumerate(one.body.actions, 1)
        if (one.id, number) not in done
    )
