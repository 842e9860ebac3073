"""Instant run-off: rounds, exhausted ballots, ties, and what it is known to do wrong."""

from __future__ import annotations

from fractions import Fraction

from gitgov.tally.methods import schulze
from gitgov.tally.methods.irv import count
from gitgov.tally.result import Tie
from gitgov.tally.terms import Terms, TieRule
from tests.kit.elections import rankings


def test_the_lowest_leaves_until_somebody_has_more_than_half() -> None:
    result = count(rankings((42, "A>B"), (26, "B>C"), (15, "C>D"), (17, "D>C")), Terms())
    assert [str(each) for each in result.rounds] == [
        "A 42, B 26, C 15, D 17: C eliminated",
        "A 42, B 26, D 32: B eliminated",
        "A 42, D 32, exhausted 26: A has more than half of 74",
    ]
    assert result.tiers == (("A",), ("D",), ("B",), ("C",))
    assert result.lines[-1] == "chosen: A"


def test_exactly_half_is_not_enough() -> None:
    result = count(rankings((5, "A"), (3, "B"), (2, "C>B")), Terms())
    assert len(result.rounds) == 2
    assert result.tie == Tie(("A", "B"), 1)
    assert (result.winners, result.unfilled) == ((), 1)


def test_equals_who_cannot_catch_up_leave_together() -> None:
    profile = rankings((5, "A"), (4, "B"), (1, "C>B"), (1, "D>B"))
    assert count(profile, Terms()).winners == ("B",)
    assert count(profile, Terms()).tiers == (("B",), ("A",), ("C", "D"))
    assert count(profile, Terms(elimination="strict")).tie == Tie(("C", "D"), 1, "eliminated")
    assert count(profile, Terms(elimination="strict", ties=TieRule("order"))).tiers[-1] == ("D",)


def test_who_had_fewer_before_leaves() -> None:
    profile = rankings((6, "A"), (3, "B"), (2, "C"), (1, "D>C"))
    assert count(profile, Terms()).tie == Tie(("B", "C"), 1, "eliminated")
    result = count(profile, Terms(elimination="previous"))
    assert [each.what for each in result.rounds] == ["D eliminated", "C eliminated", "A has more than half of 9"]


def test_equal_rankings_are_shared() -> None:
    result = count(rankings((3, "AB>C"), (2, "C>A")), Terms())
    assert dict(result.rounds[0].counts) == {"A": Fraction(3, 2), "B": Fraction(3, 2), "C": 2}


def test_it_may_drop_whom_most_prefer_to_every_other_one() -> None:
    """Burlington 2009 in small: the middle is squeezed out."""
    profile = rankings((40, "A>B>C"), (25, "B>A>C"), (35, "C>B>A"))
    assert schulze.count(profile, Terms()).winners == ("B",)
    assert count(profile, Terms()).winners == ("A",)


def test_more_support_may_lose_it() -> None:
    """Ten voters raise A to the top, and A loses by it."""
    before = rankings((39, "A>B>C"), (35, "B>C>A"), (26, "C>A>B"))
    after = rankings((49, "A>B>C"), (25, "B>C>A"), (26, "C>A>B"))
    assert count(before, Terms()).winners == ("A",)
    assert count(after, Terms()).winners == ("C",)
