"""Call and open a meeting, and be there (RONR (12th ed.) 3:15, 8-9, 40)."""

from __future__ import annotations

from gitgov.charter.chain import Step
from gitgov.core.ids import Member
from gitgov.core.instants import show_instant
from gitgov.ledger.event import Event
from gitgov.procedure.committee import sitting_under, why_not_committee
from gitgov.procedure.floor import Floor
from gitgov.procedure.meeting import left_over, resumed, session_closed
from gitgov.procedure.meeting_events import MeetingCalled, RollAnswered
from gitgov.procedure.presiding import presiding
from gitgov.procedure.rows import ActRow, Objections, object_to
from gitgov.procedure.sitting import Attendance, Item, Meeting

SOURCE = "RONR (12th ed.) 3:15-16"
CALL_SOURCE = "RONR (12th ed.) 9:2-16"
ROLL = "RONR (12th ed.) 40:1-5"


def not_in_the_chair(floor: Floor, event: Event, source: str) -> Objections:
    """Object unless the actor presides over the meeting; where nobody is to preside, anybody does what is the chair's."""
    members = presiding(floor, event)
    if not floor.chaired or event.actor in members:
        return ()
    who = ", ".join(sorted(members)) or "nobody"
    return object_to("GOV-313", f"{event.actor} does not preside: the chair does ({who})", source, f"ask {who}")


def why_not_call(floor: Floor, event: Event) -> Objections:
    """Object to calling the next meeting of a series while one is still to be closed."""
    if floor.meeting is None:
        return object_to(
            "GOV-501", "this floor is a motion's own, and holds no meetings", SOURCE, "git gov meeting call"
        )
    if floor.meeting.phase != "adjourned":
        what = f"the meeting {floor.meeting.name} has not been adjourned"
        return object_to("GOV-502", what, SOURCE, "git motion adjourn, in that meeting")
    return why_not_called(event, floor.meeting, floor.chain.step_of(event) or floor.step)


def why_not_called(event: Event, before: Meeting | None, step: Step) -> Objections:
    """Object to a call of a kind that does not fit: an adjourned meeting that nobody fixed, a special one without business."""
    body = event.body
    if not isinstance(body, MeetingCalled):
        return ()
    if body.kind == "adjourned" and (before is None or not before.continues):
        what = "an adjourned meeting continues a session: the assembly fixes its time before it adjourns"
        return object_to("GOV-515", what, "RONR (12th ed.) 9:17, 22:1", "call a regular meeting")
    if body.kind == "special" and not body.business:
        what = "the call of a special meeting says what it is for"
        return object_to("GOV-510", what, "RONR (12th ed.) 9:13-16", "git gov meeting call --special --business ITEM")
    return why_not_committee(step.charter, event, before)


def call(floor: Floor, event: Event) -> Floor:
    """Call the next meeting: rules and electorate are those of the charter in force now; open questions keep theirs.

    What was unfinished, tabled or postponed comes with it.
    """
    before, step = floor.meeting, floor.chain.step_of(event) or floor.step
    if before is None:
        return floor
    meeting = called(event, before)
    if meeting.committee:
        step = sitting_under(step, meeting.committee)
    if meeting.session != before.session and before.continues:
        floor = session_closed(floor, event.at)  # the meeting that was to continue it has not been held
    floor = floor.but(meeting=meeting, earlier=(*floor.earlier, before), step=step, rules=step.charter.rules["main"])
    return left_over(floor, event.at)


def called(event: Event, before: Meeting | None = None) -> Meeting:
    """Return a meeting as it is called, after the one before it."""
    body = event.body
    if not isinstance(body, MeetingCalled):
        raise TypeError(event.kind)
    number, session = (before.number + 1, before.session + 1) if before else (1, 1)
    items = tuple(Item(each.text, each.at) for each in body.agenda)
    notices = tuple(body.notices)
    meeting = Meeting(
        number, body.name, body.kind, "called", session, event.id, event.at, body.begins, notices=notices, agenda=items,
        committee=before.committee if before else tuple(map(Member, body.committee)),
    )  # fmt: skip
    if before is not None and body.kind == "adjourned":  # it goes on where that one stopped
        left = tuple(before.agenda[place] for place in before.waiting_items)
        return meeting._replace(
            session=before.session, business=before.business, agenda=items or left,
            notices=(*before.notices, *notices),
        )  # fmt: skip
    if body.kind != "special":
        return meeting
    business = tuple(body.business)
    return meeting._replace(business=business, agenda=items or tuple(Item(each) for each in business))


def why_not_open(floor: Floor, event: Event) -> Objections:
    """Object unless the chair calls a meeting to order that was called, when its time has come, or that was in recess."""
    meeting = floor.meeting
    if meeting is None or meeting.phase not in {"called", "recess"}:
        return object_to("GOV-503", "there is no meeting to be called to order", SOURCE, "git gov meeting call")
    if objections := not_in_the_chair(floor, event, SOURCE):
        return objections
    if event.at < meeting.begins:
        what = f"the meeting {meeting.name} begins at {show_instant(meeting.begins)}"
        return object_to("GOV-518", what, SOURCE, "members may answer the roll meanwhile: git gov meeting here")
    return ()


def open_meeting(floor: Floor, event: Event) -> Floor:
    """Call the meeting to order; what was pending when the last one closed is resumed (21:7)."""
    meeting = floor.meeting
    if meeting is None:
        return floor
    opened = floor.but(meeting=meeting._replace(phase="open", opened_at=meeting.opened_at or event.at))
    return opened if meeting.opened_at else resumed(opened, event.at)


def why_not_answer(floor: Floor, event: Event) -> Objections:
    """Object to answering a roll where there is no meeting, or for somebody who is no member."""
    if floor.meeting is None or floor.meeting.phase == "adjourned":
        return object_to("GOV-503", "there is no meeting to be present at", ROLL, "git gov meeting call")
    if event.actor not in floor.step.charter.electorate:
        return object_to(
            "GOV-324",
            f"{event.actor} was not a member when this meeting was called",
            ROLL,
            "the next meeting has the roll of its own day",
        )
    return ()


def answer(floor: Floor, event: Event) -> Floor:
    """Note that a member is there, or has left; who leaves gives up the floor."""
    body, meeting, member = event.body, floor.meeting, Member(event.actor)
    if not isinstance(body, RollAnswered) or meeting is None or body.here == (member in meeting.present):
        return floor
    attendance = (*meeting.attendance, Attendance(member, event.at, body.here))
    if body.here:
        return floor.but(meeting=meeting._replace(present=meeting.present | {member}, attendance=attendance))
    left = meeting.seated(member)._replace(present=meeting.present - {member}, attendance=attendance)
    return floor.but(meeting=left)


CALL = ActRow("meeting.called", CALL_SOURCE, why_not_call, call, upon=False, sitting=False)
OPEN = ActRow("meeting.opened", SOURCE, why_not_open, open_meeting, upon=False, sitting=False)
ANSWER = ActRow("roll.answered", ROLL, why_not_answer, answer, upon=False, sitting=False)
