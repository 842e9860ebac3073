"""Schulze: what the published elections do not show."""

from __future__ import annotations

import pytest

from gitgov.tally.methods.schulze import count, decide, strengths, strongest_paths
from gitgov.tally.pairwise import Pairwise, compare
from gitgov.tally.result import Tie
from gitgov.tally.terms import Terms, TieRule
from tests.kit.elections import rankings

CYCLE = rankings((4, "A>B>C"), (3, "B>C>A"), (2, "C>A>B"))


def test_the_arithmetic_of_a_cycle() -> None:
    result = count(CYCLE, Terms())
    assert result.lines == (
        "A over B: 6 to 3",
        "C over A: 5 to 4",
        "B over C: 7 to 2",
        "no option beats every other one; Smith set: A, B, C",
        "strongest paths (votes): A to B 6, B to A 5",
        "strongest paths (votes): A to C 6, C to A 5",
        "strongest paths (votes): B to C 7, C to B 5",
        "chosen: A",
    )
    assert result.tiers == (("A",), ("B",), ("C",))


def test_a_condorcet_winner_is_named() -> None:
    assert "B beats every other option (Condorcet winner)" in count(rankings((3, "B>A>C"), (2, "A>B>C")), Terms()).lines


def test_of_equal_votes_for_those_with_fewer_against_are_stronger() -> None:
    """All three defeats have 6 votes; that of A by C has most against it and is the weakest (Debian constitution A.6)."""
    matrix = Pairwise(("A", "B", "C"), ((0, 6, 5), (3, 0, 6), (6, 2, 0)))
    paths = strongest_paths(matrix)
    assert paths.votes("A", "C") == paths.votes("C", "A") == 6
    assert decide(matrix, Terms()).tiers == (("A",), ("B",), ("C",))


def test_strengths_are_ordered_by_votes_for_and_then_against() -> None:
    matrix = Pairwise(("A", "B", "C"), ((0, 6, 7), (3, 0, 6), (6, 2, 0)))
    base, rows = strengths(matrix)
    assert rows[0][2] > rows[1][2] > rows[0][1] > 0 == rows[1][0]
    assert [rows[0][2] // base, rows[1][2] // base] == [7, 6]
    assert strengths(matrix, "margins") == (1, [[0, 3, 1], [0, 0, 4], [0, 0, 0]])


def test_winning_votes_and_margins_differ() -> None:
    """B over C: 6 to 5, the most votes and the smallest lead."""
    matrix = Pairwise(("A", "B", "C"), ((0, 4, 0), (0, 0, 6), (3, 5, 0)))
    assert decide(matrix, Terms()).winners == ("A",)
    cycle = Pairwise(("A", "B", "C"), ((0, 6, 1), (5, 0, 5), (4, 1, 0)))
    assert decide(cycle, Terms()).winners == ("A",)
    assert decide(cycle, Terms(strength="margins")).winners == ("B",)


@pytest.mark.parametrize(
    ("ties", "winners", "tie"),
    [
        (TieRule(), (), Tie(("B", "A"), 1)),
        (TieRule("order"), ("B",), None),
        (TieRule("chair", choice=("A",)), ("A",), None),
    ],
)
def test_ties(ties: TieRule, winners: tuple[str, ...], tie: Tie | None) -> None:
    profile = rankings((1, "A>B>C"), (1, "B>A>C"), options="CBA")
    result = count(profile, Terms(ties=ties))
    assert (result.winners, result.tie, result.tiers) == (winners, tie, (("B", "A"), ("C",)))


def test_seats_are_taken_from_the_top() -> None:
    assert count(CYCLE, Terms(seats=2)).winners == ("A", "B")


def test_unranked_is_last_or_of_no_opinion() -> None:
    profile = rankings((3, "A"), (2, "B>A"), (2, "B"))
    assert compare(profile).over("A", "B") == 3
    assert count(profile, Terms()).winners == ("B",)
    assert compare(profile, "ignore").rows == ((0, 0), (2, 0))
    assert count(rankings((5, "A"), (1, "B>A")), Terms()).winners == ("A",)
    assert count(rankings((5, "A"), (1, "B>A")), Terms(unranked="ignore")).winners == ("B",)
