"""Casting a ballot (RONR (12th ed.) 45): when the poll is open, who votes, and which of several ballots counts."""

from __future__ import annotations

import pytest

from gitgov.core.ids import Member
from tests.kit.assembly import Body
from tests.kit.charters import DAY, HOUR, Value, team


def choices(body: Body, motion: str) -> dict[str, str]:
    return {member: ballot.choice for member, ballot in body.state(motion).last_ballots().items()}


def test_members_vote_aye_nay_or_abstain_and_may_say_why() -> None:
    body, motion = Body.pending()
    for voter, choice in (("alice", "aye"), ("bob", "nay"), ("carol", "abstain")):
        assert body.codes(body.vote(voter, motion, choice, f"as {voter} thinks")) == ()
    assert choices(body, motion) == {"alice": "aye", "bob": "nay", "carol": "abstain"}
    assert body.state(motion).last_ballots()[Member("bob")].reason == "as bob thinks"


class TestTheOpenPoll:
    @pytest.mark.parametrize(
        ("rules", "opens"),
        [({}, 0), ({"debate": "1h"}, HOUR), ({"notice": "1d"}, DAY), ({"debate": "1h", "notice": "1d"}, DAY)],
    )
    def test_it_opens_after_debate_and_notice(self, rules: dict[str, Value], opens: int) -> None:
        body, motion = Body.pending(**rules)
        if opens:
            assert body.codes(body.vote("bob", motion, "aye", at=opens - 1)) == ("GOV-316",)
        assert body.codes(body.vote("bob", motion, "aye", at=opens)) == ()

    def test_it_waits_for_a_second(self) -> None:
        body, motion = Body.pending(second=True, debate="1h")
        assert body.codes(body.vote("bob", motion, "aye", at=DAY)) == ("GOV-314",)
        body.second("bob", motion, at=DAY)
        assert body.codes(body.vote("bob", motion, "aye", at=DAY)) == ("GOV-316",)
        assert body.codes(body.vote("bob", motion, "aye", at=DAY + HOUR)) == ()

    def test_it_waits_for_the_chair_to_state_and_to_put_the_question(self) -> None:
        body, motion = Body.chaired_pending()
        unstated = body.vote("bob", motion, "aye")
        assert body.codes(unstated) == ("GOV-315",)
        assert "state" in body.why(unstated)[0].remedy
        body.state_question("alice", motion)
        unput = body.vote("bob", motion, "aye")
        assert body.codes(unput) == ("GOV-315",)
        assert "put" in body.why(unput)[0].remedy
        body.put("alice", motion, at=HOUR)
        assert body.codes(body.vote("bob", motion, "aye", at=HOUR)) == ()

    def test_it_waits_for_the_second_before_the_chair(self) -> None:
        body, motion = Body.chaired_pending(second=True)
        assert body.codes(body.vote("bob", motion, "aye")) == ("GOV-314",)

    def test_it_stays_open_until_the_announcement_however_late(self) -> None:
        body, motion = Body.pending()
        assert body.codes(body.vote("bob", motion, "aye", at=300 * DAY)) == ()

    def test_it_is_closed_by_withdrawal_and_announcement(self) -> None:
        body, motion = Body.pending()
        other = body.clone()
        body.withdraw("alice", motion)
        assert body.codes(body.vote("bob", motion, "aye")) == ("GOV-310",)
        for voter in ("alice", "bob"):
            other.vote(voter, motion, "aye")
        other.announce("bob", motion)
        assert other.codes(other.vote("carol", motion, "nay")) == ("GOV-311",)


class TestWhoVotes:
    def test_the_electorate_is_frozen_when_the_motion_is_moved(self) -> None:
        body, motion = Body.pending()
        body.replace_charter(team("alice", "bob", "carol", "dave").next())
        assert body.codes(body.vote("dave", motion, "aye")) == ("GOV-326",)
        assert body.state(motion).electorate == {"alice", "bob", "carol"}
        later = body.move("alice")
        assert body.codes(body.vote("dave", later, "aye")) == ()

    def test_duties_may_be_separated(self) -> None:
        body, motion = Body.pending(mover_votes=False)
        assert body.codes(body.vote("alice", motion, "aye")) == ("GOV-327",)
        assert body.state(motion).electorate == {"bob", "carol"}

    def test_two_keys_are_one_member(self) -> None:
        body = Body.found(team("alice", "bob", "carol").but(keys={"alice": ("alice", "alice's other key")}))
        motion = body.move("bob")
        body.vote("alice", motion, "aye")
        body.vote("alice", motion, "aye", key="alice's other key")
        assert body.state(motion).tally().ayes == 1

    def test_a_reason_may_be_asked_for(self) -> None:
        body, motion = Body.pending(reasons=True)
        for reason in ("", " ", "\n\t", "\u3000"):
            assert body.codes(body.vote("bob", motion, "aye", reason)) == ("GOV-329",)
        assert body.codes(body.vote("bob", motion, "aye", "It is tested.")) == ()


class TestChangingOnesMind:
    def test_the_last_ballot_in_causal_order_counts(self) -> None:
        body, motion = Body.pending()
        for choice in ("aye", "nay", "abstain", "nay"):
            body.vote("bob", motion, choice)
        assert choices(body, motion) == {"bob": "nay"}

    @pytest.mark.parametrize("second", range(4))
    def test_not_the_last_by_the_clock(self, second: int) -> None:
        """All four at one instant: only who answers whom tells which came last."""
        body, motion = Body.pending()
        for choice in ("nay", "nay", "nay", "aye"):
            body.vote("bob", motion, choice, at=second)
        assert choices(body, motion) == {"bob": "aye"}

    @pytest.mark.parametrize("second", range(6))
    def test_of_two_that_have_not_seen_each_other_one_counts_and_everywhere_the_same(self, second: int) -> None:
        body, motion = Body.pending()
        other = body.clone()
        body.vote("bob", motion, "aye", at=second)
        other.vote("bob", motion, "nay", at=5 - second)
        body, other = body.clone().unite(other), other.unite(body)
        assert choices(body, motion) == choices(other, motion)
        assert len(body.state(motion).ballots) == 2
        body.vote("bob", motion, "abstain", at=9)
        assert choices(body, motion) == {"bob": "abstain"}

    def test_the_charter_may_make_ballots_final(self) -> None:
        body, motion = Body.pending(change_ballots=False)
        body.vote("bob", motion, "aye")
        assert body.codes(body.vote("bob", motion, "nay")) == ("GOV-328",)
        assert body.codes(body.vote("bob", motion, "aye")) == ("GOV-328",)
        assert choices(body, motion) == {"bob": "aye"}

    def test_a_ballot_that_was_out_of_order_is_not_the_final_one(self) -> None:
        body, motion = Body.pending(change_ballots=False, reasons=True)
        assert body.codes(body.vote("bob", motion, "nay")) == ("GOV-329",)
        assert body.codes(body.vote("bob", motion, "aye", "It is tested.")) == ()
