"""Thresholds: exact at every tie, and the arithmetic that is printed is the comparison that was made."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.errors import BadInput
from gitgov.core.ratio import Threshold, parse_threshold

# The least number of ayes among `whole` that meets the threshold.
LEAST = {
    "majority": {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 7: 4, 10: 6, 100: 51, 101: 51},
    "two-thirds": {1: 1, 2: 2, 3: 2, 4: 3, 5: 4, 6: 4, 7: 5, 9: 6, 89: 60, 90: 60, 99: 66, 100: 67},
    "unanimous": {1: 1, 2: 2, 3: 3, 100: 100},
    ">= 1/2": {1: 1, 2: 1, 3: 2, 4: 2, 5: 3, 100: 50},
    ">= 3/4": {3: 3, 4: 3, 5: 4, 7: 6, 100: 75},
    "> 2/3": {3: 3, 4: 3, 5: 4, 6: 5, 7: 5, 100: 67},
    ">= 1/3": {3: 1, 4: 2, 100: 34},
    ">= 1/9999": {100: 1},
    ">= 2/4": {2: 1, 4: 2},
}


@pytest.mark.parametrize(
    ("text", "whole", "least"), [(text, whole, least) for text, row in LEAST.items() for whole, least in row.items()]
)
def test_the_least_number_of_ayes(text: str, whole: int, least: int) -> None:
    threshold = parse_threshold(text)
    assert [part for part in range(whole + 1) if threshold.met(part, whole)] == list(range(least, whole + 1))


@pytest.mark.parametrize("text", LEAST)
def test_of_nothing_nothing_is_enough(text: str) -> None:
    assert not parse_threshold(text).met(0, 0)


def test_no_float_lies_between() -> None:
    """66 of 99 is two thirds, 66.666... of 100 is not 66 (RONR (12th ed.) 44:3)."""
    two_thirds = parse_threshold("two-thirds")
    huge = 3 * 10**30
    assert two_thirds.met(2 * 10**30, huge)
    assert not two_thirds.met(2 * 10**30 - 1, huge)


@pytest.mark.parametrize(
    "text",
    [
        "", "half", "Majority", "50%", "0.5", "1/2", "> 0.5", ">1", "> 1/0", ">= 0/2", "> 0/1", "> 1/1", "> 2/2", ">= 3/2",
        ">= 12345/99999", "<= 1/2", "=> 1/2", "> -1/2", ">  1/2", " > 1/2", "> 1/2\n", "> 1 / 2", "> ١/٢",
    ],
)  # fmt: skip
def test_what_is_no_threshold_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_threshold(text)
    assert "majority" in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("majority", "a majority"),
        ("> 1/2", "a majority"),
        ("two-thirds", "two thirds"),
        ("unanimous", "all"),
        (">= 1/2", "at least 1/2"),
        (">= 2/4", "at least 1/2"),
        ("> 2/3", "more than 2/3"),
    ],
)
def test_in_words(text: str, words: str) -> None:
    assert str(parse_threshold(text)) == words


THRESHOLDS = st.builds(
    Threshold, st.fractions(0, 1, max_denominator=99).filter(lambda share: 0 < share < 1), st.booleans()
) | st.just(Threshold(Fraction(1), strict=False))


@given(THRESHOLDS, st.integers(0, 200), st.integers(0, 200))
def test_the_comparison_is_that_of_fractions(threshold: Threshold, part: int, more: int) -> None:
    whole = part + more
    share = Fraction(part, whole) if whole else Fraction(0)
    exact = share > threshold.share if threshold.strict else share >= threshold.share
    assert threshold.met(part, whole) == exact


@given(THRESHOLDS, st.integers(0, 200), st.integers(1, 200))
def test_the_printed_arithmetic_is_true_and_says_whether_it_is_enough(
    threshold: Threshold, part: int, more: int
) -> None:
    text = threshold.arithmetic(part, part + more)
    match = re.fullmatch(r"(\d+) x (\d+) = (\d+) (>=|>|<=|<) (\d+) = (\d+) x (\d+)", text)
    assert match, text
    given_part, by, left, sign, right, whole, times = match.groups()
    assert (int(given_part), int(whole)) == (part, part + more)
    assert int(given_part) * int(by) == int(left)
    assert int(whole) * int(times) == int(right)
    says = {">": int(left) > int(right), ">=": int(left) >= int(right)}.get(sign, False)
    assert says == threshold.met(part, part + more)


def test_of_nothing_the_printed_arithmetic_does_not_claim_that_it_is_enough() -> None:
    assert "= 0 >= 0 =" not in parse_threshold("unanimous").arithmetic(0, 0)
