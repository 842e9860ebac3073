"""Withdrawing (RONR (12th ed.) 33:11-19): the mover takes a motion back while it is the mover's."""

from __future__ import annotations

import pytest

from tests.kit.assembly import Body
from tests.kit.charters import DAY
from tests.kit.lines import START


def test_the_mover_takes_it_back() -> None:
    body, motion = Body.pending()
    withdrawal = body.withdraw("alice", motion)
    state = body.state(motion)
    assert (state.withdrawn, state.pending, state.phase(START)) == (withdrawal, False, "withdrawn")


def test_also_before_it_is_seconded_or_stated() -> None:
    body, motion = Body.pending(second=True)
    assert body.codes(body.withdraw("alice", motion)) == ()
    body, motion = Body.chaired_pending()
    assert body.codes(body.withdraw("carol", motion)) == ()


@pytest.mark.parametrize("actor", ["bob", "carol"])
def test_nobody_else_does(actor: str) -> None:
    body, motion = Body.pending()
    assert body.codes(body.withdraw(actor, motion)) == ("GOV-332",)


def test_once_another_has_voted_it_belongs_to_the_assembly() -> None:
    body, motion = Body.pending()
    body.vote("alice", motion, "aye")
    before = body.clone()
    assert before.codes(before.withdraw("alice", motion)) == ()
    body.vote("bob", motion, "abstain")
    assert body.codes(body.withdraw("alice", motion)) == ("GOV-333",)


def test_a_ballot_that_was_out_of_order_does_not_hold_it() -> None:
    body, motion = Body.pending(debate="1d")
    assert body.codes(body.vote("bob", motion, "nay")) == ("GOV-316",)
    assert body.codes(body.withdraw("alice", motion)) == ()


def test_it_is_withdrawn_once() -> None:
    body, motion = Body.pending()
    body.withdraw("alice", motion)
    assert body.codes(body.withdraw("alice", motion)) == ("GOV-310",)


def test_what_was_decided_is_not_withdrawn() -> None:
    body, motion = Body.pending(quorum="1")
    body.vote("alice", motion, "aye")
    body.announce("bob", motion, at=7 * DAY)
    assert body.codes(body.withdraw("alice", motion, at=7 * DAY)) == ("GOV-311",)


@pytest.mark.parametrize("second", range(6))
def test_a_withdrawal_beside_the_announcement_comes_too_late(second: int) -> None:
    """Whichever of the two comes first by its id: the result did not see it, and stands."""
    body, motion = Body.pending(quorum="1")
    body.vote("alice", motion, "aye")
    other = body.clone()
    body.announce("bob", motion, at=7 * DAY)
    withdrawal = other.withdraw("alice", motion, at=second)
    assert other.state(motion).phase(START) == "withdrawn"
    body.unite(other)
    assert body.codes(withdrawal) == ("GOV-343",)
    assert body.state(motion).phase(START) == "carried"


def test_an_announcement_that_has_seen_the_withdrawal_is_out_of_order() -> None:
    body, motion = Body.pending(quorum="1")
    body.withdraw("alice", motion)
    assert body.codes(body.announce("bob", motion, at=7 * DAY)) == ("GOV-310",)
    assert body.state(motion).decision is None
