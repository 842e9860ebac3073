"""Seek the floor, be recognized, and yield it: one speaks at a time (RONR (12th ed.) 42)."""

from __future__ import annotations

from gitgov.core.ids import Member
from gitgov.ledger.event import Event
from gitgov.procedure.acts.meet import not_in_the_chair
from gitgov.procedure.debate import assigned, freed, has_had_time, recognition
from gitgov.procedure.events import FloorAssigned, FloorSought
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import ActRow, Objections, object_to
from gitgov.procedure.sitting import Rise

SOURCE = "RONR (12th ed.) 42:2-22"


def _no_meeting(floor: Floor) -> Objections:
    if floor.meeting is not None:
        return ()
    return object_to("GOV-504", "no meeting is in session here", SOURCE, "on a motion's own floor, just speak")


def why_not_seek(floor: Floor, _event: Event) -> Objections:
    """Object unless it is at a meeting that a member rises."""
    return _no_meeting(floor)


def seek(floor: Floor, event: Event) -> Floor:
    """Add a member to those who seek the floor; where the rule presides, the first in turn has it."""
    meeting = floor.meeting
    if meeting is None:
        return floor
    rise = Rise(event.id, Member(event.actor), event.body.side if isinstance(event.body, FloorSought) else "")
    floor = floor.but(meeting=meeting._replace(rises=(*meeting.rises, rise)))
    return floor if floor.chaired or meeting.speaker else freed(floor, event.at)


def why_not_assign(floor: Floor, event: Event) -> Objections:
    """Object unless the chair recognizes the member whose turn it is."""
    body, meeting = event.body, floor.meeting
    if objections := _no_meeting(floor) or not_in_the_chair(floor, event, SOURCE):
        return objections
    order = recognition(floor, event)
    if meeting is None or not isinstance(body, FloorAssigned) or body.to not in order:
        return object_to(
            "GOV-506",
            "the chair recognizes a member who seeks the floor",
            SOURCE,
            "git gov meeting show lists who does",
        )
    if meeting.speaker and not has_had_time(floor, event.at):
        return object_to("GOV-505", f"{meeting.speaker} has the floor", SOURCE, "wait until it is yielded")
    if body.to != order[0]:
        return object_to(
            "GOV-349",
            f"{order[0]} is to be recognized before {body.to}",
            "RONR (12th ed.) 42:9",
            f"git gov meeting recognize {order[0]}",
        )
    return ()


def assign(floor: Floor, event: Event) -> Floor:
    """Give the floor to a member."""
    return assigned(floor, Member(event.body.to), event.at) if isinstance(event.body, FloorAssigned) else floor


def why_not_yield(floor: Floor, event: Event) -> Objections:
    """Object unless it is the member who has the floor."""
    if floor.meeting is None or floor.meeting.speaker != event.actor:
        return object_to("GOV-505", f"{event.actor} does not have the floor", SOURCE, "git gov meeting rise seeks it")
    return ()


def give_up(floor: Floor, event: Event) -> Floor:
    """Leave the floor to whoever is recognized next; time that is left cannot be given away (43:10)."""
    return freed(floor, event.at)


SEEK = ActRow("floor.sought", SOURCE, why_not_seek, seek, upon=False)
ASSIGN = ActRow("floor.assigned", SOURCE, why_not_assign, assign, upon=False)
YIELD = ActRow("floor.yielded", SOURCE, why_not_yield, give_up, upon=False)
