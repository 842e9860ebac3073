"""Papers lie where their best standing option is, and nothing of their value is lost."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gitgov.tally.piles import Piles, lowest
from gitgov.tally.terms import TieRule
from tests.kit.elections import rankings

HALF = Fraction(1, 2)
REPEAT = TieRule("repeat")


def test_a_paper_goes_to_the_best_who_stands() -> None:
    piles = Piles(rankings((3, "A>B"), (2, "B>C"), (1, "A")))
    assert piles.votes("ABC") == {"A": 4, "B": 2, "C": 0}
    piles.leave("A")
    piles.pass_on("A")
    assert piles.votes(piles.standing) == {"B": 5, "C": 0}
    assert piles.exhausted == 1
    piles.leave("B")
    piles.pass_on("B")
    assert piles.votes("C") == {"C": 2}
    assert piles.exhausted == 4


def test_equals_share_a_paper() -> None:
    piles = Piles(rankings((2, "ABC>D")))
    assert piles.votes("ABCD") == {"A": Fraction(2, 3), "B": Fraction(2, 3), "C": Fraction(2, 3), "D": 0}
    piles.leave("A")
    piles.pass_on("A")
    assert piles.votes("BCD") == {"B": 1, "C": 1, "D": 0}


def test_a_share_is_passed_on_and_the_rest_stays_with_the_elected() -> None:
    piles = Piles(rankings((4, "A>B"), (2, "A")))
    piles.leave("A")
    piles.pass_on("A", HALF)
    assert piles.votes("B") == {"B": 2}
    assert piles.exhausted == 1


def test_what_is_cut_to_decimals_is_exhausted() -> None:
    piles = Piles(rankings((3, "A>B")))
    piles.leave("A")
    piles.pass_on("A", Fraction(1, 3), 2)
    assert piles.votes("B") == {"B": Fraction(99, 100)}
    assert piles.exhausted == Fraction(1, 100)


VOTES = {"A": Fraction(9), "B": Fraction(2), "C": Fraction(2), "D": Fraction(5)}
EARLIER = [
    {"A": Fraction(7), "B": Fraction(1), "C": Fraction(2), "D": Fraction(5)},
    {"A": Fraction(8), "B": Fraction(2), "C": Fraction(2), "D": Fraction(5)},
]


@pytest.mark.parametrize(
    ("rule", "ties", "leaving", "settled"),
    [
        ("lowest", REPEAT, ("B", "C"), True),
        ("strict", REPEAT, ("B", "C"), False),
        ("strict", TieRule("order"), ("C",), True),
        ("strict", TieRule("chair", choice=("C",)), ("B",), True),
        ("previous", REPEAT, ("B",), True),
    ],
)
def test_of_equals(rule: object, ties: TieRule, leaving: tuple[str, ...], settled: bool) -> None:
    assert lowest(VOTES, rule, ties, EARLIER, 1) == (leaving, settled)  # type: ignore[arg-type]


def test_equals_leave_together_only_if_their_order_cannot_matter() -> None:
    close = VOTES | {"D": Fraction(4)}
    assert lowest(close, "lowest", REPEAT, [], 1) == (("B", "C"), False), "2 + 2 is not below 4"
    assert lowest(VOTES, "lowest", REPEAT, [], 3) == (("B", "C"), False), "three must stay"
    even = dict.fromkeys("AB", Fraction(1))
    assert lowest(even, "lowest", REPEAT, [], 1) == (("A", "B"), False)


def test_the_latest_round_in_which_they_differed_counts() -> None:
    """B had fewer at first, C in the round after it, and in the last one they were equal."""
    rounds = [EARLIER[0], EARLIER[1] | {"B": Fraction(3)}, EARLIER[1]]
    assert lowest(VOTES, "previous", REPEAT, rounds, 1) == (("C",), True)
