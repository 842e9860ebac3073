"""From one meeting to the next: what each call freezes anew, and what stays as it was."""

from __future__ import annotations

from gitgov.core.ids import EventId
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.events import DecisionEnacted, MotionMoved
from gitgov.procedure.meeting_events import MeetingCalled, MeetingOpened, RollAnswered
from gitgov.procedure.motions.adjourn import Adjourn
from gitgov.procedure.motions.adjourn_main import AdjournMain
from gitgov.procedure.quorum import needed
from gitgov.procedure.rows import Question
from gitgov.procedure.state import Decision
from gitgov.tally.events import BallotCast
from tests.kit.assembly import Body
from tests.kit.charters import Draft, team
from tests.kit.lines import START
from tests.kit.questions import architecture, merge, oid

NAMES = ("alice", "bob", "carol", "dave")


def sitting(draft: Draft) -> tuple[Body, EventId]:
    """A meeting without a chair at which alice, bob and carol are."""
    body = Body.found(draft)
    return body, opened(body, body.call("alice", MeetingCalled(name="one")))


def opened(body: Body, meeting: EventId, at: int = 0) -> EventId:
    body.act("alice", meeting, MeetingOpened(), at=at)
    for member in NAMES[:3]:
        body.act(member, meeting, RollAnswered(), at=at)
    return meeting


def moved(body: Body, meeting: EventId, question: Question, actor: str = "alice", at: int = 0) -> EventId:
    return body.act(actor, meeting, MotionMoved(question=question), at=at)


def carried(body: Body, meeting: EventId, question: Question, at: int = 0) -> EventId:
    """Moves something and has all who are there say aye."""
    motion = moved(body, meeting, question, at=at)
    for member in NAMES[:3]:
        body.act(member, meeting, BallotCast(on=motion, choice="aye"), at=at)
    floor = body.floor(meeting)
    result = resolve(floor, floor.motions[motion], tuple(floor.lineage), START + at)
    assert isinstance(result, Decision), result
    body.act("alice", meeting, body_of(result, motion), at=at)
    return motion


def test_the_next_call_freezes_rules_and_electorate_anew_and_open_questions_keep_theirs() -> None:
    draft = team(*NAMES, quorum="2").but(retired=("dave",))
    body, meeting = sitting(draft)
    pending = moved(body, meeting, architecture())
    carried(body, meeting, Adjourn())
    body.replace_charter(draft.next(retired=(), rules={"quorum": "3", "threshold": "two-thirds"}))
    assert needed(body.floor(meeting)) == 2
    assert body.codes(body.act("dave", meeting, RollAnswered())) == ("GOV-503",)
    assert body.codes(body.act("alice", meeting, MeetingCalled(name="two"))) == ()
    opened(body, meeting)
    floor = body.floor(meeting)
    assert needed(floor) == 3
    assert body.codes(body.act("dave", meeting, RollAnswered())) == ()
    assert "dave" not in floor.motions[pending].electorate
    assert floor.motions[pending].rules.threshold != floor.rules.threshold
    assert floor.stack == (pending,)


def test_a_member_of_the_old_charter_alone_answers_no_roll_after_the_next_call() -> None:
    draft = team(*NAMES)
    body, meeting = sitting(draft)
    carried(body, meeting, AdjournMain())
    body.replace_charter(draft.next(retired=("dave",)))
    body.act("alice", meeting, MeetingCalled(name="two"))
    assert body.codes(body.act("dave", meeting, RollAnswered())) == ("GOV-305",)


def test_a_charter_is_not_adopted_by_what_names_a_meeting() -> None:
    """Nor does a floor without a motion of its own make the fold of the charters raise."""
    body, meeting = sitting(team(*NAMES))
    motion = body.move("alice", architecture())
    step = body.adopt("alice", motion, "")
    for forged in (meeting, motion):
        event = body.event(step)
        changed = event.body.model_copy(update={"motion": forged})
        assert body.codes(body._step("alice", changed, {"parents": [meeting]}))[0].startswith("GOV-4")


def test_a_decision_is_enacted_after_the_meeting_has_adjourned() -> None:
    body, meeting = sitting(team(*NAMES))
    motion = carried(body, meeting, merge())
    carried(body, meeting, AdjournMain())
    decision = body.floor(meeting).motions[motion].decision
    assert decision is not None
    record = DecisionEnacted(on=motion, decision=decision.id, ref="refs/heads/main", old=oid("old"), new=oid("new"))
    assert body.codes(body.act("dave", meeting, record)) == ()
    assert body.codes(moved(body, meeting, architecture())) == ("GOV-504",)


def test_a_question_of_a_meeting_is_judged_by_the_charter_that_it_was_called_under() -> None:
    draft = team(*NAMES)
    body, meeting = sitting(draft)
    motion = carried(body, meeting, merge())
    body.replace_charter(draft.next(branches={"other": ("merge",)}))
    decision = body.floor(meeting).motions[motion].decision
    assert decision is not None
    assert decision.carried


def test_who_leaves_gives_up_the_floor_and_attendance_is_kept() -> None:
    body, meeting = sitting(team(*NAMES))
    body.act("bob", meeting, RollAnswered(here=False), at=60)
    body.act("bob", meeting, RollAnswered(here=False), at=61)
    body.act("bob", meeting, RollAnswered(), at=62)
    sat = body.floor(meeting).meeting
    assert sat is not None
    assert [(each.member, each.here) for each in sat.attendance][3:] == [("bob", False), ("bob", True)]
