"""Numbers as people read them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.quality.page.numbers import day, digits, drawn, minute, reach, said

AMOUNTS = st.floats(-1e15, 1e15) | st.fractions(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (Fraction(8612, 100), "%", "86.12 %"),
        (Fraction(1, 3), "1", "0.3333"),
        (Fraction(0), "{count}", "0"),
        (Fraction(12345678, 100), "By", "123457 By"),
        (Fraction(119), "s", "119 s"),
        (Fraction(5400), "s", "90 min"),
        (Fraction(93784), "s", "26.05 h"),
        (Fraction(400_000), "s", "4.63 d"),
        (-5400.0, "s", "-90 min"),
        (0.00001234, "1", "0.00001234"),
        (99999.6, "h", "100000 h"),
        (Fraction(2556, 100_000), "h", "92.02 s"),
        (Fraction(1, 2), "h", "30 min"),
        (Fraction(2917, 10_000), "d", "7.001 h"),
        (-0.5, "d", "-12 h"),
        (Fraction(0), "h", "0 h"),
        (Fraction(3, 2), "d", "1.5 d"),
        (None, "%", "no data"),
        (float("nan"), "%", "no data"),
        (float("inf"), "s", "no data"),
    ],
)
def test_it_is_said_as_people_say_it(value: Fraction | float | None, unit: str, words: str) -> None:
    assert said(value, unit) == words


def test_the_ends_of_an_interval_of_times_have_a_unit_each() -> None:
    assert reach(0.5, 30.0, "h") == "30 min to 30 h"
    assert reach(0.5, 30.0, "%") == "0.5 to 30"


@given(AMOUNTS)
def test_what_is_read_is_what_is_meant(value: Fraction | float) -> None:
    assert abs(Fraction(digits(value)) - Fraction(value)) <= abs(Fraction(value)) / 1999


@given(AMOUNTS)
def test_what_is_drawn_is_told_apart_by_no_screen(value: Fraction | float) -> None:
    found = drawn(value)
    assert found is not None
    assert abs(Fraction(found) - Fraction(value)) <= abs(Fraction(value)) / 10**6


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_stays_whole(value: int) -> None:
    assert drawn(Fraction(value)) == value
    assert isinstance(drawn(float(value)), int)


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_no_data(value: float | None) -> None:
    assert drawn(value) is None


@given(st.integers())
def test_any_instant_has_a_day(at: int) -> None:
    assert minute(at).startswith(day(at))
