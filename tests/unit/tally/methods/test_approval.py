"""Approval: the most approved, one or several."""

from __future__ import annotations

from gitgov.tally.ballots import collect
from gitgov.tally.methods.approval import count
from gitgov.tally.result import Tie
from gitgov.tally.terms import Terms

HEARD = collect("approval", ("A", "B", "C"), [("A", "B")] * 3 + [("B",)] * 2 + [("C",)] * 3)


def test_the_most_approved_win() -> None:
    result = count(HEARD, Terms())
    assert (result.winners, result.tiers) == (("B",), (("B",), ("A", "C")))
    assert result.lines[:2] == ("A: approved on 3 of 8 ballots", "B: approved on 5 of 8 ballots")


def test_several_seats_and_a_tie_for_the_last() -> None:
    result = count(HEARD, Terms(seats=2))
    assert (result.winners, result.unfilled, result.tie) == (("B",), 1, Tie(("A", "C"), 1))
    assert count(HEARD, Terms(seats=3)).decided
