"""Entropy in whole numbers, against floating point, and what holds whatever the numbers are."""

from __future__ import annotations

from math import log2 as real_log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.risk.entropy import log2, scattered

LINES = st.lists(st.integers(0, 10_000), min_size=1, max_size=30)


@given(st.integers(1, 10**9))
def test_a_logarithm_is_that_of_floating_point(number: int) -> None:
    assert log2(number) / 2**48 == pytest.approx(real_log2(number), abs=1e-12)
    assert log2(number) <= log2(number + 1)


@given(LINES)
def test_scatter_is_lines_times_their_entropy(lines: list[int]) -> None:
    bits, spread = scattered(lines)
    total = sum(lines)
    entropy = -sum(each / total * real_log2(each / total) for each in lines if each)
    assert bits == pytest.approx(total * entropy, abs=1.001)
    assert 0 <= spread <= 1_000


@given(LINES, st.data())
def test_more_lines_of_a_file_never_scatter_less(lines: list[int], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(lines) - 1))
    more = [each + data.draw(st.integers(0, 10_000)) * (place == at) for at, each in enumerate(lines)]
    assert scattered(more)[0] >= scattered(lines)[0]


def test_examples() -> None:
    assert scattered([]) == (0, 0)
    assert scattered([500]) == scattered([500, 0]) == (0, 0)
    assert scattered([8, 8]) == (16, 1_000)
    assert scattered([4, 4, 4, 4]) == (32, 1_000)
    assert scattered([8, 8, 0, 0]) == (16, 500)
