"""Ties are broken as announced, or not at all."""

from __future__ import annotations

from hashlib import sha256

import pytest

from gitgov.tally.result import Tie
from gitgov.tally.terms import Terms, TieRule
from gitgov.tally.ties import break_tie, by_count, fill, lot, seated

LISTED = ("C", "A", "B", "D")
ORDER, REPEAT = TieRule("order"), TieRule("repeat")


def test_the_order_of_the_motion() -> None:
    assert break_tie(ORDER, {"A", "B", "C"}, LISTED) == (("C",), ("A",), ("B",))


def test_another_ballot() -> None:
    assert break_tie(REPEAT, ("B", "A"), LISTED) == (("A", "B"),)


def test_lots_are_hashes_that_anybody_can_compute() -> None:
    assert lot("seed", "A") == sha256(b"seed\0A").digest()
    assert lot("s", "eed") != lot("se", "ed")
    drawn = break_tie(TieRule("hash", "M-1"), LISTED, LISTED)
    by_hand = sorted(LISTED, key=lambda option: sha256(b"M-1\0" + option.encode()).hexdigest())
    assert drawn == tuple((option,) for option in by_hand)
    assert drawn == break_tie(TieRule("hash", "M-1"), LISTED[::-1], LISTED[::-1]), "the order of the list is not in it"
    seeds = {break_tie(TieRule("hash", str(seed)), LISTED, LISTED) for seed in range(200)}
    assert len(seeds) == 24, "every order comes up"


@pytest.mark.parametrize(
    ("choice", "tiers"),
    [
        ((), (("C", "A", "B"),)),
        (("B",), (("B",), ("C", "A"))),
        (("B", "D", "C"), (("B",), ("C",), ("A",))),
        (("A", "B", "C"), (("A",), ("B",), ("C",))),
    ],
)
def test_the_chair_chooses_and_leaves_the_rest_tied(choice: tuple[str, ...], tiers: object) -> None:
    assert break_tie(TieRule("chair", choice=choice), ("A", "B", "C"), LISTED) == tiers


@pytest.mark.parametrize(
    ("seats", "rule", "winners", "tie"),
    [
        (1, REPEAT, ("A",), None),
        (2, REPEAT, ("A",), Tie(("C", "B"), 1)),
        (3, REPEAT, ("A", "C", "B"), None),
        (4, REPEAT, ("A", "C", "B", "D"), None),
        (5, REPEAT, ("A", "C", "B", "D"), None),
        (2, ORDER, ("A", "C"), None),
        (2, TieRule("chair", choice=("B",)), ("A", "B"), None),
        (2, TieRule("chair", choice=("D",)), ("A",), Tie(("C", "B"), 1)),
    ],
)
def test_seats_go_to_whole_tiers(seats: int, rule: TieRule, winners: tuple[str, ...], tie: Tie | None) -> None:
    assert fill((("A",), ("C", "B"), ("D",)), seats, rule, LISTED) == (winners, tie)


def test_a_result_says_what_is_open() -> None:
    result = seated((("A", "B"), ("C",)), Terms(), ["A 3", "B 3", "C 1"])
    assert not result.decided
    assert (result.winners, result.unfilled, result.tie) == ((), 1, Tie(("A", "B"), 1))
    assert result.lines[-2:] == ("tie between A, B: 1 of them to be elected", "chosen: nobody")
    assert seated((("A", "B"), ("C",)), Terms(seats=2), []).decided


def test_tiers_by_number() -> None:
    assert by_count(LISTED, {"A": 2, "B": 1, "C": 2, "D": 0}) == (("C", "A"), ("B",), ("D",))
