"""Vetoes, with a reason, withdrawn or not; and silence that is consent until somebody objects."""

from __future__ import annotations

import pytest

from tests.kit.assembly import Body
from tests.kit.charters import DAY, HOUR, Value, team
from tests.kit.questions import architecture, merge

CAST = {"alice": "aye", "bob": "aye", "carol": "aye"}


def body(**rules: Value) -> tuple[Body, str]:
    """Founds a body in which bob alone holds the role that may veto merges."""
    draft = team("alice", "bob", "carol", "dave", quorum="1", **rules)
    here = Body.found(draft.but(special={"merge": {"veto": ["security"]}}, roles={"bob": ("security",)}))
    return here, here.move("alice", merge())


def votes(here: Body, motion: str, **choices: str) -> None:
    for voter, choice in choices.items():
        here.vote(voter, motion, choice)


class TestWhoAndWhy:
    def test_a_holder_with_a_reason(self) -> None:
        here, motion = body()
        assert here.codes(here.veto("bob", motion, "It leaks keys.")) == ()
        assert [(each.member, each.reason) for each in here.state(motion).standing_vetoes] == [
            ("bob", "It leaks keys.")
        ]

    @pytest.mark.parametrize("reason", ["", " \n"])
    def test_without_a_reason_it_is_void(self, reason: str) -> None:
        here, motion = body()
        assert here.codes(here.veto("bob", motion, reason)) == ("GOV-551",)
        assert here.state(motion).vetoes == ()

    def test_nobody_else(self) -> None:
        here, motion = body()
        assert here.codes(here.veto("carol", motion, "No.")) == ("GOV-550",)
        other = here.move("alice", architecture())
        assert here.codes(here.veto("bob", other, "No.")) == ("GOV-550",)

    def test_every_member_where_the_charter_says_so(self) -> None:
        here = Body.team("alice", "bob", quorum="1", veto=["member"])
        motion = here.move("alice")
        assert here.codes(here.veto("alice", motion, "I was wrong.")) == ()

    def test_not_before_the_poll_nor_twice(self) -> None:
        here, motion = body(debate="1h")
        assert here.codes(here.veto("bob", motion, "No.")) == ("GOV-316",)
        here.veto("bob", motion, "No.", at=HOUR)
        assert here.codes(here.veto("bob", motion, "No!", at=HOUR)) == ("GOV-552",)

    def test_only_ones_own_is_withdrawn_and_once(self) -> None:
        here, motion = body()
        assert here.codes(here.withdraw_veto("bob", motion)) == ("GOV-552",)
        here.veto("bob", motion, "No.")
        assert here.codes(here.withdraw_veto("carol", motion)) == ("GOV-552",)
        assert here.codes(here.withdraw_veto("bob", motion)) == ()
        assert here.codes(here.withdraw_veto("bob", motion)) == ("GOV-552",)
        assert here.codes(here.veto("bob", motion, "After all.")) == ()


class TestTheResult:
    def test_a_veto_defeats_whatever_the_count_when_the_poll_ends(self) -> None:
        here, motion = body()
        votes(here, motion, alice="aye", carol="aye", dave="aye")
        here.veto("bob", motion, "It leaks keys.")
        assert here.codes(here.announce("alice", motion, at=7 * DAY - 1)) == ("GOV-337",)
        here.announce("alice", motion, at=7 * DAY)
        outcome = here.decision(motion).outcome
        assert not outcome.carried
        assert "vetoed by bob" in outcome.arithmetic

    def test_withdrawn_it_is_as_if_it_had_not_been(self) -> None:
        here, motion = body()
        here.veto("bob", motion, "It leaks keys.")
        votes(here, motion, alice="aye", carol="aye", dave="aye")
        here.withdraw_veto("bob", motion, at=HOUR)
        here.announce("alice", motion, at=HOUR)
        assert here.decision(motion).carried

    def test_early_only_when_who_may_veto_has_answered(self) -> None:
        here, motion = body()
        votes(here, motion, alice="aye", carol="aye", dave="aye")
        clone = here.clone()
        assert clone.codes(clone.announce("alice", motion)) == ("GOV-337",)
        here.vote("bob", motion, "abstain")
        assert here.codes(here.announce("alice", motion)) == ()
        assert here.decision(motion).carried

    def test_lost_early_whatever_vetoes_may_come(self) -> None:
        here, motion = body()
        votes(here, motion, alice="nay", carol="nay", dave="nay")
        here.announce("alice", motion)
        assert not here.decision(motion).outcome.carried

    def test_a_veto_after_the_result_is_late_and_one_beside_it_changes_nothing(self) -> None:
        here, motion = body()
        votes(here, motion, alice="aye", carol="aye", dave="aye", bob="aye")
        other = here.clone()
        other.veto("bob", motion, "Wait!")
        here.announce("alice", motion)
        assert here.codes(here.veto("bob", motion, "Wait!")) == ("GOV-311",)
        here.unite(other)
        assert here.decision(motion).carried


class TestLazyConsensus:
    def test_a_veto_makes_it_a_vote_with_all_its_time(self) -> None:
        here, motion = body(lazy="3d")
        here.veto("bob", motion, "It leaks keys.", at=2 * DAY)
        assert here.codes(here.announce("alice", motion, at=9 * DAY - 1)) == ("GOV-337",)
        here.announce("alice", motion, at=9 * DAY)
        assert not here.decision(motion).outcome.carried

    def test_withdrawn_it_leaves_silence(self) -> None:
        here, motion = body(lazy="3d")
        here.veto("bob", motion, "It leaks keys.", at=2 * DAY)
        here.withdraw_veto("bob", motion, at=4 * DAY)
        here.announce("alice", motion, at=4 * DAY)
        assert "lazy consensus" in here.decision(motion).outcome.arithmetic

    def test_an_objection_after_another_was_withdrawn_has_its_own_time(self) -> None:
        here, motion = body(lazy="3d")
        here.vote("carol", motion, "nay", at=HOUR)
        here.vote("carol", motion, "aye", at=2 * HOUR)
        here.vote("dave", motion, "nay", at=2 * DAY)
        assert here.state(motion).closes_at == here.state(motion).at + 9 * DAY

    def test_a_second_objection_beside_the_first_takes_no_more_time(self) -> None:
        here, motion = body(lazy="3d")
        here.vote("carol", motion, "nay", at=HOUR)
        here.vote("dave", motion, "nay", at=2 * DAY)
        here.vote("carol", motion, "aye", at=3 * DAY)
        assert here.state(motion).closes_at == here.state(motion).at + HOUR + 7 * DAY


class TestConsent:
    def asked(self, **rules: Value) -> tuple[Body, str]:
        here = Body.team("alice", "bob", "carol", consent="1d", threshold="unanimous", quorum="unanimous", **rules)
        motion = here.move("alice")
        assert here.codes(here.seek_consent("bob", motion)) == ()
        return here, motion

    def test_silence_adopts_after_its_time(self) -> None:
        here, motion = self.asked()
        assert here.codes(here.announce("carol", motion, at=DAY - 1)) == ("GOV-337",)
        here.announce("carol", motion, at=DAY)
        assert "unanimous consent" in here.decision(motion).outcome.arithmetic
        assert here.decision(motion).carried

    def test_one_objection_takes_the_ordinary_way(self) -> None:
        here, motion = self.asked()
        assert here.codes(here.refuse_consent("carol", motion, at=23 * HOUR)) == ()
        assert here.codes(here.announce("alice", motion, at=DAY)) == ("GOV-337",)
        assert here.codes(here.refuse_consent("bob", motion, at=DAY)) == ("GOV-548",)
        assert here.codes(here.seek_consent("bob", motion, at=DAY)) == ("GOV-547",)
        for voter in CAST:  # to object is not to vote nay
            here.vote(voter, motion, "aye", at=DAY)
        here.announce("alice", motion, at=DAY)
        assert here.decision(motion).carried

    def test_a_nay_is_an_objection_too(self) -> None:
        here, motion = self.asked()
        here.vote("carol", motion, "nay", at=HOUR)
        assert not here.state(motion).consenting
        here.announce("bob", motion, at=HOUR)  # all must agree, and will not
        assert not here.decision(motion).outcome.carried

    def test_nobody_objects_where_nobody_asks(self) -> None:
        here, motion = Body.pending()
        assert here.codes(here.refuse_consent("bob", motion)) == ("GOV-548",)

    def test_only_where_the_charter_gives_time_for_it(self) -> None:
        here, motion = Body.pending()
        assert here.codes(here.seek_consent("bob", motion)) == ("GOV-547",)

    def test_not_of_what_is_opposed(self) -> None:
        here = Body.team("alice", "bob", "carol", consent="1d")
        motion = here.move("alice")
        here.vote("bob", motion, "nay")
        assert here.codes(here.seek_consent("carol", motion)) == ("GOV-547",)

    def test_it_shortens_no_notice(self) -> None:
        here, motion = self.asked(notice="7d")
        assert here.codes(here.announce("carol", motion, at=7 * DAY - 1)) == ("GOV-337",)
        here.announce("carol", motion, at=7 * DAY)
        assert here.decision(motion).carried

    def test_where_a_chair_presides_the_chair_asks(self) -> None:
        here, motion = Body.chaired_pending(consent="1d")
        assert here.codes(here.seek_consent("alice", motion)) == ("GOV-321",)
        here.state_question("alice", motion)
        assert here.codes(here.seek_consent("dave", motion)) == ("GOV-313",)
        assert here.codes(here.seek_consent("alice", motion)) == ()
        here.announce("alice", motion, at=DAY)
        assert here.decision(motion).carried

    @pytest.mark.parametrize("attempt", range(16))
    def test_an_objection_beside_the_result_is_late(self, attempt: int) -> None:
        here, motion = self.asked()
        other = here.clone()
        announcement = here.announce("bob", motion, at=DAY)
        other.refuse_consent("carol", motion, at=DAY + attempt)
        here.unite(other)
        assert here.codes(announcement) == ()
        assert here.decision(motion).carried
