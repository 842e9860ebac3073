"""Putting the question: the chair opens the poll when debate and notice have run their time (RONR (12th ed.) 4:34)."""

from __future__ import annotations

import pytest

from gitgov.procedure.events import FloorAssigned, FloorSought, MotionMoved, MotionPut, MotionStated, SpeechMade
from gitgov.procedure.meeting_events import MeetingCalled, MeetingOpened, RollAnswered
from gitgov.tally.events import BallotCast
from tests.kit.assembly import Body
from tests.kit.charters import DAY, HOUR
from tests.kit.lines import START
from tests.kit.questions import architecture


def test_the_chair_puts_what_was_stated() -> None:
    body, motion = Body.chaired_pending()
    assert body.codes(body.put("alice", motion)) == ("GOV-321",)
    body.state_question("alice", motion)
    assert body.codes(body.put("alice", motion, at=HOUR)) == ()
    state = body.state(motion)
    assert (state.put_at, state.opens_at, state.closes_at) == (START + HOUR, START + HOUR, START + HOUR + 7 * DAY)
    assert state.phase(START + HOUR) == "voting"


@pytest.mark.parametrize(
    ("periods", "earliest"),
    [
        ({"debate": "1d"}, 3 * DAY),  # from the stating, two days after the moving
        ({"notice": "7d"}, 7 * DAY),  # from the moving
        ({"debate": "1d", "notice": "7d"}, 7 * DAY),
        ({"debate": "6d", "notice": "7d"}, 8 * DAY),
    ],
)
def test_debate_and_notice_run_first(periods: dict[str, str], earliest: int) -> None:
    body, motion = Body.chaired_pending(**periods)
    body.state_question("alice", motion, at=2 * DAY)
    assert body.codes(body.put("alice", motion, at=earliest - 1)) == ("GOV-323",)
    assert body.codes(body.put("alice", motion, at=earliest)) == ()


def test_a_question_is_put_once() -> None:
    body, motion = Body.chaired_pending()
    body.state_question("alice", motion)
    body.put("alice", motion, at=HOUR)
    assert body.codes(body.put("alice", motion, at=2 * HOUR)) == ("GOV-322",)
    assert body.state(motion).put_at == START + HOUR


def test_nobody_puts_it_where_the_rule_presides() -> None:
    body, motion = Body.pending()
    assert body.codes(body.put("alice", motion)) == ("GOV-312",)


def test_a_member_does_not_and_a_deputy_only_after_an_absence() -> None:
    body, motion = Body.chaired_pending()
    body.state_question("alice", motion, at=DAY)
    assert body.codes(body.put("carol", motion, at=3 * DAY)) == ("GOV-313",)
    other = body.clone()
    assert other.codes(other.put("bob", motion, at=9 * DAY)) == ()
    early = body.clone()
    assert early.codes(early.put("bob", motion, at=4 * DAY - 1)) == ("GOV-313",)


def test_nothing_is_put_once_it_is_decided() -> None:
    body, motion = Body.chaired_pending()
    body.state_question("alice", motion)
    body.put("alice", motion)
    body.announce("alice", motion, at=7 * DAY)
    assert body.codes(body.put("alice", motion, at=7 * DAY)) == ("GOV-311",)


@pytest.mark.parametrize("riser", ["bob", "carol", "dave"])
def test_whoever_rises_beside_the_putting_or_a_recognition_undoes_neither(riser: str) -> None:
    body = Body.chaired("alice", "bob", "carol", "dave", "eve")
    thread = body.call("alice", MeetingCalled(name="the meeting"))
    body.act("alice", thread, MeetingOpened())
    for name in ("alice", "bob", "carol", "dave", "eve"):
        body.act(name, thread, RollAnswered())
    motion = body.act("eve", thread, MotionMoved(question=architecture("linter X")))
    body.act("alice", thread, MotionStated(on=motion))
    other = body.clone()
    rises = [other.act(riser, thread, FloorSought(side=side)) for side in ("", "for", "against")]
    body.act("eve", thread, FloorSought())
    acts = [
        body.act("alice", thread, FloorAssigned(to="eve")),
        body.act("eve", thread, SpeechMade(side="for", text="Hear me.", on=motion)),
        body.act("alice", thread, MotionPut(on=motion)),
        body.act("bob", thread, BallotCast(choice="aye", on=motion)),
    ]
    assert len({act > rise for act in acts for rise in rises}) == 2  # some are folded before some, and some after
    whole = body.unite(other)
    assert [whole.codes(each) for each in (*acts, *rises)] == [()] * 7
