"""Previous notice: what a motion takes without it, whether it was given, and how far it reaches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.ids import EventId
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.events import MotionAnnounced, MotionMoved, NoticeGiven
from gitgov.procedure.motions.amend import Amend
from gitgov.procedure.motions.previous_question import PreviousQuestion
from gitgov.procedure.motions.rescind_amend_adopted import Rescind
from gitgov.procedure.notice import is_within
from gitgov.procedure.state import Decision
from gitgov.tally.events import BallotCast
from tests.kit.assembly import Body
from tests.kit.charters import DAY, Value, team
from tests.kit.lines import START
from tests.kit.questions import architecture, change, merge

MEMBERS = tuple("abcdefghij")
WITH_OR_WITHOUT: dict[str, Value] = {
    "threshold": "two-thirds", "notice": "7d", "otherwise": ["majority of membership"], "quorum": "1",
}  # fmt: skip


def moved(*, unnoticed: bool, ayes: int, nays: int = 0, **rules: Value) -> tuple[Body, str]:
    here = Body.team(*MEMBERS, **(WITH_OR_WITHOUT | rules))
    body = MotionMoved(question=architecture(), unnoticed=unnoticed)
    motion = here.call("a", body)
    at = 0 if unnoticed else 7 * DAY
    for voter, choice in zip(MEMBERS, ["aye"] * ayes + ["nay"] * nays, strict=False):
        here.vote(voter, motion, choice, at=at)
    here.announce("a", motion, at=at + 7 * DAY)
    return here, motion


class TestOnItsOwnFloor:
    @pytest.mark.parametrize(
        ("unnoticed", "ayes", "nays", "carried"),
        [(False, 4, 2, True), (False, 4, 3, False), (True, 4, 2, False), (True, 5, 0, False), (True, 6, 4, True), (False, 6, 4, True)],
    )  # fmt: skip
    def test_two_thirds_with_notice_or_a_majority_of_all(
        self, unnoticed: bool, ayes: int, nays: int, carried: bool
    ) -> None:
        here, motion = moved(unnoticed=unnoticed, ayes=ayes, nays=nays)
        assert here.decision(motion).outcome.carried == carried, here.decision(motion).outcome.arithmetic

    def test_with_notice_the_poll_waits_for_it(self) -> None:
        here = Body.team("a", "b", **WITH_OR_WITHOUT)
        motion = here.move("a")
        assert here.state(motion).noticed
        assert here.codes(here.vote("a", motion, "aye", at=7 * DAY - 1)) == ("GOV-316",)

    def test_not_without_where_the_charter_knows_no_other_vote(self) -> None:
        here = Body.team("a", "b", notice="7d")
        assert here.codes(here.call("a", MotionMoved(question=merge(), unnoticed=True), subject=merge().head)) == (
            "GOV-545",
        )

    def test_rescinding_takes_a_majority_once_notice_has_lasted(self) -> None:
        for at, carried in ((7 * DAY - 1, False), (7 * DAY, True)):
            here = Body.team(*MEMBERS, notice="7d", quorum="1", early=False)
            motion = here.move("a", architecture())
            for voter in MEMBERS:
                here.vote(voter, motion, "aye", at=7 * DAY)
            here.announce("a", motion, at=7 * DAY)
            undo = Rescind(of=motion)
            assert here.codes(here.act("a", motion, NoticeGiven(question=undo), at=7 * DAY)) == ()
            rescission = here.act("a", motion, MotionMoved(question=undo), at=7 * DAY + at)
            assert here.floor(motion).motions[rescission].noticed == carried
            for voter, choice in zip(MEMBERS, ["aye"] * 5 + ["nay"] * 4, strict=False):
                ballot = BallotCast.model_validate({"choice": choice, "on": rescission})
                here.act(voter, motion, ballot, at=7 * DAY + at)
            here.act("a", motion, announced(here, motion, rescission, 22 * DAY), at=22 * DAY)
            decision = here.floor(motion).motions[rescission].decision
            assert decision is not None
            assert decision.carried == carried, decision.outcome.arithmetic

    def test_of_main_motions_only(self) -> None:
        here = Body.team("a", "b")
        motion = here.move("a")
        assert here.codes(here.act("a", motion, NoticeGiven(question=PreviousQuestion()))) == ("GOV-549",)


def announced(here: Body, thread: str, on: str, at: int) -> MotionAnnounced:
    """Words the result of a question on somebody else's floor."""
    floor = here.floor(thread)
    result = resolve(floor, floor.motions[EventId(on)], tuple(floor.lineage), START + at)
    assert isinstance(result, Decision)
    return body_of(result, on)


class TestItsReach:
    @pytest.mark.parametrize(
        ("now", "told", "text", "within"),
        [
            ("", "raise the dues from 10 to 15", "raise the dues from 10 to 12", True),
            ("", "raise the dues from 10 to 15", "raise the dues from 10 to 20", False),
            ("", "raise the dues from 10 to 15", "raise the dues from 5 to 15", False),
            ("", "raise the dues from 10 to 15", "raise the members' dues from 10 to 15", True),
            ("", "raise the dues from 10 to 15", "raise the dues to 15", False),
            ("", "use tabs", "use spaces", True),
            ("the quorum is 5", "the quorum is 7", "the quorum is 6", True),
            ("the quorum is 5", "the quorum is 7", "the quorum is 9", False),
            ("the quorum is 5", "the quorum is 7", "the quorum is 4", False),
            ("the quorum is 5", "the quorum is 7", "there is no quorum", False),
            ("a = 1\nb = 2\n", "a = 1\nb = 4\n", "a = 1\nb = 3\n", True),
            ("a = 1\nb = 2\n", "a = 1\nb = 4\n", "a = 0\nb = 3\n", False),
            ("a = 1\nb = 2\n", "a = 1\nb = 4\n", "b = 3\n", False),
            ("a = 1\nb = 2\n", "a = 1\n", "a = 1\nb = 2\n", True),
        ],
    )
    def test_between_what_holds_and_what_was_said(self, now: str, told: str, text: str, within: bool) -> None:
        assert is_within(now, told, text) == within

    @given(st.text(max_size=60), st.text(min_size=1, max_size=60))
    def test_what_was_said_is_within_and_so_is_what_holds(self, now: str, told: str) -> None:
        assert is_within(now, told, told)
        assert not now or is_within(now, told, now)

    @given(*[st.integers(0, 100)] * 3)
    def test_numbers_lie_between(self, now: int, told: int, moved: int) -> None:
        within = is_within(f"pay {now}", f"pay {told}", f"pay {moved}")
        assert within == (min(now, told) <= moved <= max(now, told))

    def test_a_charter_is_not_amended_beyond_what_it_was_moved_as(self) -> None:
        draft = team("a", "b", "c", quorum="1", notice="7d", threshold="two-thirds")
        here = Body.found(draft)
        motion = here.move("a", change(draft.next(rules=dict(draft.rules, quorum="3"))))
        for insert, codes in (("2", ()), ("0", ("GOV-546",))):
            body = Amend(strike='quorum = "3"', insert=f'quorum = "{insert}"')
            clone = here.clone()
            assert clone.codes(clone.act("b", motion, MotionMoved(question=body))) == codes
