"""A set of small numbers as bits gives back the numbers, in order."""

from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.bits import bits


@given(st.sets(st.integers(0, 300)))
def test_places_are_those_that_were_set(numbers: set[int]) -> None:
    assert [*bits(sum(1 << each for each in numbers))] == sorted(numbers)
