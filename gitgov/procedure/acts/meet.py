"""Call and open a meeting, and be there (RONR (12th ed.) 3:15, 8-9, 40)."""

from __future__ import annotations

from gitgov.core.ids import Member
from gitgov.ledger.event import Event
from gitgov.procedure.events import MeetingCalled, RollAnswered
from gitgov.procedure.floor import Floor, Meeting
from gitgov.procedure.presiding import presiding
from gitgov.procedure.rows import ActRow, Objections, object_to

SOURCE = "RONR (12th ed.) 3:15-16"
ROLL = "RONR (12th ed.) 40:1-5"


def not_in_the_chair(floor: Floor, event: Event, source: str) -> Objections:
    """Object unless the actor presides over the meeting; where nobody is to preside, anybody does what is the chair's."""
    members = presiding(floor, event)
    if not floor.chaired or event.actor in members:
        return ()
    who = ", ".join(sorted(members)) or "nobody"
    return object_to("GOV-313", f"{event.actor} does not preside: the chair does ({who})", source, f"ask {who}")


def why_not_call(floor: Floor, _event: Event) -> Objections:
    """Object to calling the next meeting of a series while one is still to be closed."""
    if floor.meeting is None:
        return object_to(
            "GOV-501", "this floor is a motion's own, and holds no meetings", SOURCE, "git gov meeting call"
        )
    if floor.meeting.phase != "adjourned":
        return object_to("GOV-502", f"the meeting {floor.meeting.name} has not been adjourned", SOURCE)
    return ()


def call(floor: Floor, event: Event) -> Floor:
    """Call the next meeting: what was unfinished, tabled or postponed comes with it."""
    body = event.body
    if not isinstance(body, MeetingCalled) or floor.meeting is None:
        return floor
    return floor.but(meeting=called(body, floor.meeting.number + 1))


def called(body: MeetingCalled, number: int) -> Meeting:
    """Return a meeting as it is called."""
    return Meeting(number, body.name, body.kind, "called", tuple(body.business), tuple(body.notices))


def why_not_open(floor: Floor, event: Event) -> Objections:
    """Object unless the chair calls a meeting to order that was called, or that was in recess."""
    if floor.meeting is None or floor.meeting.phase not in {"called", "recess"}:
        return object_to("GOV-503", "there is no meeting to be called to order", SOURCE, "git gov meeting call")
    return not_in_the_chair(floor, event, SOURCE)


def open_meeting(floor: Floor, event: Event) -> Floor:
    """Call the meeting to order; what was pending when the last one closed is resumed (21:7)."""
    if floor.meeting is None:
        return floor
    opened = floor.meeting.opened_at or event.at
    return floor.but(meeting=floor.meeting._replace(phase="open", opened_at=opened)).due(event.at)


def why_not_answer(floor: Floor, event: Event) -> Objections:
    """Object to answering a roll where there is no meeting, or for somebody who is no member."""
    if floor.meeting is None or floor.meeting.phase == "adjourned":
        return object_to("GOV-503", "there is no meeting to be present at", ROLL, "git gov meeting call")
    if event.actor not in floor.step.charter.electorate:
        return object_to("GOV-324", f"{event.actor} was not a member when this meeting was called", ROLL)
    return ()


def answer(floor: Floor, event: Event) -> Floor:
    """Note that a member is there, or has left."""
    body, meeting = event.body, floor.meeting
    if not isinstance(body, RollAnswered) or meeting is None:
        return floor
    member = frozenset({Member(event.actor)})
    present = meeting.present | member if body.here else meeting.present - member
    return floor.but(meeting=meeting._replace(present=present))


CALL = ActRow("meeting.called", "RONR (12th ed.) 9:2-16", why_not_call, call, upon=False)
OPEN = ActRow("meeting.opened", SOURCE, why_not_open, open_meeting, upon=False)
ANSWER = ActRow("roll.answered", ROLL, why_not_answer, answer, upon=False)
