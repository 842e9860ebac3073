"""How well an order finds what was bad: exact shares, ties by lot, and nothing where there is too little to say."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.evaluating import LEAST_BAD, Judged, evaluated

CHANGES = st.lists(st.builds(Judged, st.integers(0, 9), st.integers(0, 99), st.booleans()), min_size=60, max_size=120)


def test_an_order_that_knows_catches_all_and_one_that_is_wrong_nothing() -> None:
    judged = [Judged(9, 1, bad=True)] * 20 + [Judged(1, 5, bad=False)] * 180
    found = evaluated(judged, (5, 10, 20))
    assert (found.changes, found.bad, found.sufficient) == (200, 20, True)
    assert [each.caught for each in found.rows] == [Fraction(1, 2), 1, 1]
    assert [each.by_size for each in found.rows] == [0, 0, 0]
    assert found.rows[1].effort == Fraction(20, 920)
    assert found.rows[1].size_effort == Fraction(100, 920)


def test_what_is_on_a_par_is_gated_by_lot() -> None:
    judged = [Judged(3, 0, bad=number < 20) for number in range(200)]
    assert [(each.caught, each.by_size) for each in evaluated(judged, (5, 20)).rows] == [
        (Fraction(1, 20), Fraction(1, 20)),
        (Fraction(1, 5), Fraction(1, 5)),
    ]


def test_too_few_say_nothing() -> None:
    judged = [Judged(number, number, bad=number < LEAST_BAD - 1) for number in range(500)]
    found = evaluated(judged)
    assert (found.bad, found.rows, found.sufficient) == (LEAST_BAD - 1, (), False)
    assert not evaluated([]).sufficient


@given(CHANGES, st.randoms())
def test_the_order_in_which_changes_are_given_plays_no_part(judged: list[Judged], dice: object) -> None:
    shuffled = sorted(judged, key=lambda each: dice.random())  # type: ignore[attr-defined]
    assert evaluated(shuffled) == evaluated(judged)


@given(CHANGES)
def test_gating_more_catches_no_less_and_gating_all_catches_all(judged: list[Judged]) -> None:
    found = evaluated(judged, (0, 5, 10, 20, 100)).rows
    caught = [each.caught for each in found]
    assert caught == sorted(caught)
    assert caught in ([], [0, *caught[1:-1], 1])
