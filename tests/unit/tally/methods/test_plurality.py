"""Plurality: most votes, however few."""

from __future__ import annotations

from gitgov.tally.ballots import collect
from gitgov.tally.methods.plurality import count, votes_for
from gitgov.tally.result import Tie
from gitgov.tally.terms import Terms
from tests.kit.elections import ballots_of, read_elections

OPTIONS = ("A", "B", "C")
HEARD = collect("single", OPTIONS, [("A",)] * 8 + [("B",)] * 7 + [("C",)] * 3 + [None])


def test_most_votes_win_without_a_majority() -> None:
    result = count(HEARD, Terms())
    assert (result.winners, result.tiers) == (("A",), (("A",), ("B",), ("C",)))
    assert result.lines[0] == "A: 8 of 19 votes cast"


def test_several_seats() -> None:
    profile = collect("single", OPTIONS, [("A", "B")] * 2 + [("B",), ("C",), ("C", "A")], seats=2)
    assert votes_for(profile) == {"A": 3, "B": 3, "C": 2}
    assert count(profile, Terms(seats=2)).winners == ("A", "B")
    assert count(profile, Terms(seats=1)).tie == Tie(("A", "B"), 1)


def test_tennessee() -> None:
    election = read_elections()["elections"][0]
    first = [ranking[0] for count, ranking in ballots_of(election).ballots for _ in range(count)]
    assert count(collect("single", tuple(election["candidates"]), first), Terms()).winners == (
        election["published"]["plurality_winner"],
    )
