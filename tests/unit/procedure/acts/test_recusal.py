"""Standing aside; who is kept from voting; and the chair, who votes to decide."""

from __future__ import annotations

import pytest

from tests.kit.assembly import Body
from tests.kit.charters import DAY, Value, chaired
from tests.kit.questions import merge


class TestRecusal:
    def test_who_stands_aside_says_why_and_does_not_vote(self) -> None:
        here, motion = Body.pending()
        assert here.codes(here.recuse("bob", motion, " ")) == ("GOV-554",)
        assert here.codes(here.recuse("bob", motion, "It pays me.")) == ()
        assert here.codes(here.recuse("bob", motion, "Again.")) == ("GOV-553",)
        assert here.codes(here.vote("bob", motion, "aye")) == ("GOV-553",)

    def test_it_may_be_taken_back(self) -> None:
        here, motion = Body.pending()
        assert here.codes(here.end_recusal("bob", motion)) == ("GOV-554",)
        here.recuse("bob", motion, "It pays me.")
        assert here.codes(here.end_recusal("bob", motion)) == ()
        assert here.codes(here.vote("bob", motion, "aye")) == ()

    def test_a_ballot_cast_before_is_refused_while_it_lasts(self) -> None:
        here, motion = Body.pending()
        ballot = here.vote("bob", motion, "aye")
        here.recuse("bob", motion, "It pays me.")
        here.vote("alice", motion, "nay")
        here.vote("carol", motion, "abstain")
        clone = here.clone()
        here.announce("carol", motion)
        assert [(each.ballot, each.code) for each in here.decision(motion).refused] == [(ballot, "GOV-559")]
        assert "0 aye, 1 nay, 1 abstain, 1 recused of 3 members" in here.decision(motion).outcome.arithmetic
        clone.end_recusal("bob", motion)
        clone.announce("carol", motion)
        assert "1 aye, 1 nay, 1 abstain of 3 members" in clone.decision(motion).outcome.arithmetic

    @pytest.mark.parametrize(
        ("recusal", "carried", "members"), [("stays", False, "of 4 members"), ("leaves", True, "of 3 members")]
    )
    def test_the_denominator_is_as_the_charter_says(self, recusal: str, carried: bool, members: str) -> None:
        here = Body.team("alice", "bob", "carol", "dave", basis="membership", recusal=recusal, early=False)
        motion = here.move("alice")
        here.recuse("bob", motion, "It pays me.")
        for voter, choice in (("alice", "aye"), ("carol", "aye"), ("dave", "nay")):
            here.vote(voter, motion, choice)
        here.announce("alice", motion)
        outcome = here.decision(motion).outcome
        assert outcome.carried == carried
        assert members in outcome.arithmetic

    @pytest.mark.parametrize(("recusal", "quorate"), [("stays", True), ("leaves", False)])
    def test_who_stays_is_present(self, recusal: str, quorate: bool) -> None:
        here, motion = Body.pending(quorum="2", recusal=recusal)
        here.recuse("bob", motion, "It pays me.")
        here.vote("alice", motion, "aye")
        here.announce("alice", motion, at=7 * DAY)
        assert here.decision(motion).outcome.quorate == quorate

    def test_a_veto_falls_with_its_member_and_none_is_entered(self) -> None:
        here = Body.team("alice", "bob", "carol", veto=["member"], quorum="1")
        motion = here.move("alice")
        here.veto("bob", motion, "No.")
        here.recuse("bob", motion, "It pays me.")
        assert here.state(motion).standing_vetoes == ()
        assert here.codes(here.veto("bob", motion, "No!")) == ("GOV-553",)


class TestWhoIsKeptFromIt:
    def test_the_seconder(self) -> None:
        here, motion = Body.pending(second=True, seconder_votes=False)
        here.second("bob", motion)
        assert here.state(motion).electorate == {"alice", "carol"}
        assert here.codes(here.vote("bob", motion, "aye")) == ("GOV-556",)

    def test_the_authors_of_a_merge(self) -> None:
        here = Body.team("alice", "bob", "carol", author_votes=False)
        motion = here.move("alice", merge().model_copy(update={"authors": ["bob"]}))
        assert here.state(motion).electorate == {"alice", "carol"}
        assert here.codes(here.vote("bob", motion, "aye")) == ("GOV-556",)

    def test_the_chair_where_the_charter_says_never(self) -> None:
        here, motion = Body.chaired_pending(chair_votes="never")
        assert here.state(motion).electorate == {"bob", "carol", "dave"}
        here.state_question("alice", motion)
        here.put("alice", motion)
        assert here.codes(here.vote("alice", motion, "aye")) == ("GOV-555",)

    def test_somebody_must_be_left(self) -> None:
        here = Body.team("alice", "bob", author_votes=False, second=True, seconder_votes=False)
        assert here.codes(here.move("alice", merge().model_copy(update={"authors": ["alice", "bob"]}))) == ("GOV-557",)
        motion = here.move("alice", merge().model_copy(update={"authors": ["alice"]}))
        assert here.codes(here.second("bob", motion)) == ("GOV-557",)


def put(**rules: Value) -> tuple[Body, str]:
    """An assembly of five in which ch presides and has put a question to the vote."""
    here = Body.found(chaired("ch", "a", "b", "c", "d", chair_votes="deciding", **rules))
    motion = here.move("a")
    here.state_question("ch", motion)
    here.put("ch", motion)
    return here, motion


class TestTheChair:
    def test_votes_after_the_others(self) -> None:
        here, motion = put()
        early = here.vote("ch", motion, "aye")
        assert here.codes(early) == ("GOV-555",)
        assert "a, b, c, d may vote until" in str(here.why(early)[0])

    @pytest.mark.parametrize(
        ("ballots", "choice", "affects"),
        [
            (("aye", "aye", "nay", "nay"), "aye", True),
            (("aye", "aye", "nay", "nay"), "nay", False),
            (("aye", "aye", "nay", "abstain"), "nay", True),
            (("aye", "aye", "aye", "nay"), "nay", False),
        ],
        ids=["makes the majority", "a tie is lost already", "makes a tie", "cannot undo it"],
    )
    def test_only_when_it_affects_the_result(self, ballots: tuple[str, ...], choice: str, affects: bool) -> None:
        here, motion = put()
        for voter, each in zip("abcd", ballots, strict=True):
            here.vote(voter, motion, each)
        assert here.codes(here.vote("ch", motion, choice)) == (() if affects else ("GOV-555",))
        if affects:
            assert here.codes(here.vote("ch", motion, choice)) == ("GOV-555",)  # one vote

    def test_when_time_is_up_the_silent_are_not_waited_for(self) -> None:
        here, motion = put(quorum="1")
        here.vote("a", motion, "aye")
        here.vote("b", motion, "nay")
        assert here.codes(here.vote("ch", motion, "aye", at=7 * DAY)) == ()

    def test_who_presides_is_present(self) -> None:
        here, motion = put(quorum="3")
        here.vote("a", motion, "aye")
        here.vote("b", motion, "aye")
        here.announce("ch", motion, at=7 * DAY)
        assert here.decision(motion).carried
