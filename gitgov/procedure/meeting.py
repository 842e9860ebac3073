"""From one meeting to the next: recess, adjournment, and what becomes of business that is left (RONR (12th ed.) 8, 20, 21)."""

from __future__ import annotations

from collections.abc import Iterable

from gitgov.core.ids import EventId
from gitgov.procedure.calling import due
from gitgov.procedure.entries import Aside
from gitgov.procedure.floor import QUARTER, Floor
from gitgov.procedure.sitting import Meeting, TakenUp
from gitgov.procedure.state import Motion, decided_at

DIED = "died"
"""The fate of what was not taken up in time; it may be moved anew."""
LAPSED = "lapsed"
CLOSING = frozenset({"adjourn", "adjourn_main"})
"""The kinds of motions that close a meeting."""


def recessed(floor: Floor, _motion: Motion) -> Floor:
    """Interrupt the meeting; what is pending stays so (20:1)."""
    meeting = floor.meeting
    return floor if meeting is None else floor.but(meeting=meeting._replace(phase="recess", speaker="", rises=()))


def continued(floor: Floor, motion: Motion) -> Floor:
    """Fix the time of an adjourned meeting, which continues this session (22:1)."""
    meeting = floor.meeting
    text = getattr(motion.question, "text", "") or "a time that the chair names"
    return floor if meeting is None else floor.but(meeting=meeting._replace(continues=text))


def adjourned(floor: Floor, motion: Motion) -> Floor:
    """Close the meeting, and with it the session unless one was fixed that continues it.

    What is pending is unfinished business of the next one (21:7).
    """
    meeting, at = floor.meeting, decided_at(motion)
    if meeting is None:
        return floor
    continues = getattr(motion.question, "text", "") or meeting.continues
    closed = meeting._replace(phase="adjourned", speaker="", rises=(), closed_at=at, continues=continues)
    floor = floor.but(meeting=closed)
    return floor if continues else session_closed(floor, at)


def take_up(floor: Floor, place: int, at: int, by: EventId) -> Floor:
    """Take up an item; what is pending is interrupted, and comes up again after it."""
    meeting = floor.meeting
    if meeting is None:
        return floor
    floor = floor.laid_aside(Aside("interrupted", floor.stack, by, floor.business), at)
    taken_up = (*meeting.taken_up, TakenUp(place, at, by))
    return floor.but(meeting=meeting.seated(meeting.speaker)._replace(taken_up=taken_up))


def session_closed(floor: Floor, at: int) -> Floor:
    """End the orders upon debate of a session; with a regular one, what was to be taken up by its end (16:11, 34:3, 37:11)."""
    floor = floor.but(orders=())
    if floor.meeting is None or session_kind(floor, floor.meeting) != "regular":
        return floor
    late = {
        main
        for main, place in floor.aside.items()
        if place.how == "tabled" and floor.motions[place.by].session < floor.session
    }
    return lapsed(died(floor, late, at), at, before=floor.session)


def session_kind(floor: Floor, meeting: Meeting) -> str:
    """Say of which kind a meeting's session is: that of the meeting which began it."""
    sitting = (each for each in (*floor.earlier, meeting) if each.session == meeting.session)
    return next(sitting, meeting).kind


def died(floor: Floor, mains: Iterable[EventId], at: int) -> Floor:
    """Return this floor without questions that were set aside and not taken up in time."""
    gone = [each for main in mains for each in floor.aside[main].stack]
    if not gone:
        return floor
    dead = {each: floor.motions[each].but(fate=DIED, touched_at=at) for each in gone}
    aside = {main: place for main, place in floor.aside.items() if place.stack[0] not in dead}
    return floor.but(motions={**floor.motions, **dead}, aside=aside)


def lapsed(floor: Floor, at: int, *, before: int) -> Floor:
    """Let votes stand that were to be reconsidered, where nobody called that up in time."""
    for motion in floor.motions.values():
        if motion.row.suspends and motion.pending and motion.stated_at is None and motion.session < before:
            target = floor.reconsidered_by(motion)
            floor = floor.having(motion.but(fate=LAPSED, touched_at=at))
            if target is not None:
                floor = floor.having(floor.motions[target.id].but(reconsidering=False))
    return floor


def left_over(floor: Floor, at: int) -> Floor:
    """Set aside what a meeting left pending or interrupted, until the next one takes it up."""
    aside = {
        main: place._replace(how="unfinished") if place.how == "interrupted" else place
        for main, place in floor.aside.items()
    }
    waiting = {
        each: floor.motions[each].but(fate="unfinished")
        for place in aside.values()
        if place.how == "unfinished"
        for each in place.stack
    }
    floor = floor.but(aside=aside, motions={**floor.motions, **waiting})
    if not floor.stack:
        return floor
    return floor.laid_aside(Aside("unfinished", floor.stack, floor.stack[-1], floor.business), at)


def resumed(floor: Floor, at: int) -> Floor:
    """Begin a meeting with what the one before it left; beyond a quarter, all that falls to the ground (21:7, 9:14)."""
    meeting, before = floor.meeting, next(reversed(floor.earlier), None)
    if meeting is None or before is None or meeting.session == before.session:
        return due(floor, at)
    if at - before.closed_at > QUARTER:
        mains = [main for main, place in floor.aside.items() if place.how != "referred"]
        floor = lapsed(died(floor, mains, at), at, before=floor.session)
    return due(floor, at)
