"""Comparing groups, proportions and rates: published and hand-worked answers, and where there is none."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations
from typing import Any, TypeVar

import pytest

from gitgov.core.errors import BadInput
from gitgov.quality.stats import (
    many_groups,
    many_tests,
    normality,
    proportions,
    quantiles,
    rates,
    two_groups,
)
from gitgov.quality.stats.outcome import CONFIDENCE, Insufficient, confident, finite, mean
from gitgov.quality.stats.proportions import Part
from gitgov.quality.stats.ranks import midranks, ties
from gitgov.quality.stats.rates import Events

T = TypeVar("T")
SLOW, FAST = [31.0, 44.0, 29.0, 52.0, 38.0, 61.0, 35.0, 47.0], [12.0, 18.0, 9.0, 21.0, 15.0, 26.0, 11.0, 17.0]


def sure(found: T | Insufficient) -> T:
    assert not isinstance(found, Insufficient), found
    return found


def test_groups_that_do_not_overlap_differ_as_much_as_can_be() -> None:
    """Of all 12,870 ways to deal 16 values to two groups of 8, this one and its reverse are the most extreme."""
    found = sure(two_groups.compare(SLOW, FAST))
    assert found.test.p == 2 / math.comb(16, 8)
    assert found.test.method == "exact"
    assert found.delta.value == 1
    assert found.delta.interval.high == 1
    assert 0.3 < found.delta.interval.low < 0.4  # (8 - z^2) / (8 + z^2)
    assert found.medians == (41.0, 16.0)
    assert found.shift.value == pytest.approx(26.0)
    assert found.shift.interval.low > 0


def test_large_groups_are_compared_without_writing_down_all_pairs() -> None:
    one, other = [float(i % 997) for i in range(20_000)], [float(i % 991) + 10 for i in range(20_000)]
    found = sure(two_groups.compare(one, other))
    assert found.test.method == "normal"
    assert found.shift.interval.low <= found.shift.value == -5 <= found.shift.interval.high


@pytest.mark.parametrize(("one", "other"), [([1.0, 4.0, 6.0], [2.0, 3.0, 5.0, 7.0]), ([9.0], [1.0, 2.0])])
def test_small_groups_are_counted_out_as_by_hand(one: list[float], other: list[float]) -> None:
    together = one + other
    us = []
    for chosen in combinations(range(len(together)), len(one)):
        mine = [together[i] for i in chosen]
        rest = [each for i, each in enumerate(together) if i not in chosen]
        us.append(sum(a > b for a in mine for b in rest))
    found = sure(two_groups.mann_whitney(one, other))
    assert found.p_greater == sum(u >= found.u for u in us) / len(us)
    assert found.p_less == sum(u <= found.u for u in us) / len(us)


def test_a_group_that_is_small_says_how_many_are_needed() -> None:
    assert two_groups.compare(SLOW, FAST[:4]) == Insufficient("a group to compare is small", 4, 5)
    assert two_groups.compare(SLOW, FAST, least=20) == Insufficient("a group to compare is small", 8, 20)
    assert isinstance(two_groups.compare([1.0] * 9, [1.0] * 9), Insufficient)
    assert isinstance(two_groups.mann_whitney([], [1.0]), Insufficient)


def test_hedges_g_is_smaller_than_cohens_d_by_the_bias_of_small_samples() -> None:
    """With 14 degrees of freedom J is 0.9453; the usual approximation 1 - 3 / (4 df - 1) says 0.9455."""
    found = sure(two_groups.hedges_g(SLOW, FAST))
    pooled = math.sqrt((sum((x - mean(SLOW)) ** 2 for x in SLOW) + sum((x - mean(FAST)) ** 2 for x in FAST)) / 14)
    assert found.value == pytest.approx((mean(SLOW) - mean(FAST)) / pooled * (1 - 3 / 55), rel=1e-3)
    assert found.interval.low > 0


@pytest.mark.parametrize("ask", [two_groups.welch, two_groups.hedges_g, two_groups.mean_difference])
def test_means_of_what_does_not_vary_are_not_compared(ask: Callable[..., Any]) -> None:
    assert isinstance(ask([2.0, 2.0], [3.0, 3.0]), Insufficient)
    assert isinstance(ask([2.0], [3.0, 4.0]), Insufficient)


@pytest.mark.parametrize("ask", [many_groups.kruskal_wallis, many_groups.welch_anova])
def test_many_groups_need_two_that_are_large_enough(ask: Callable[..., Any]) -> None:
    assert isinstance(ask([SLOW]), Insufficient)
    assert ask([SLOW, FAST[:3]], 4) == Insufficient("a group to compare is small", 3, 4)
    assert isinstance(ask([[1.0, 1.0], [1.0, 1.0]]), Insufficient)


def test_ranks_are_shared_by_ties() -> None:
    assert midranks([7.0, 3.0, 7.0, 1.0]) == (3.5, 2.0, 3.5, 1.0)
    assert ties([7.0, 3.0, 7.0, 1.0]) == 6


def test_fisher_and_the_lady_who_tasted_tea() -> None:
    """Fisher (1935): 3 of 4 right, two-sided p = 34 / 70; all right 2 / 70."""
    found = sure(proportions.fisher(Part(3, 4), Part(1, 4)))
    assert (found.statistic, found.p) == (9.0, 34 / 70)
    every = sure(proportions.fisher(Part(4, 4), Part(0, 4)))
    assert (every.statistic, every.p) == (math.inf, 2 / 70)
    assert isinstance(proportions.fisher(Part(0, 4), Part(0, 4)), Insufficient)


def test_fisher_of_thousands_is_still_exact() -> None:
    large = sure(proportions.fisher(Part(2_050, 20_000), Part(1_950, 20_000)))
    assert large.p == pytest.approx(
        sure(proportions.homogeneous([Part(2_050, 20_000), Part(1_950, 20_000)], corrected=True)).p, rel=2e-3
    )


@pytest.mark.parametrize("n", [1, 7, 20, 333])
def test_none_and_all_have_an_end_that_is_exact(n: int) -> None:
    for confidence in (0.5, 0.502, 0.8, 0.95, 0.998):
        for ask in (proportions.wilson, proportions.wilson_corrected, proportions.exact):
            assert sure(ask(0, n, confidence)).interval.low == 0
            assert sure(ask(n, n, confidence)).interval.high == 1


def test_newcombes_difference_as_he_prints_it() -> None:
    """Newcombe (1998), table II, method 10: 56/70 - 48/80 is 0.0524 to 0.3339."""
    found = sure(proportions.difference(Part(56, 70), Part(48, 80)))
    assert found.value == pytest.approx(0.2)
    assert [round(each, 4) for each in found.interval[:2]] == [0.0524, 0.3339]


def test_of_nothing_there_is_no_proportion_and_no_rate() -> None:
    assert proportions.wilson(0, 0) == Insufficient("nothing was counted", 0, 1)
    assert isinstance(proportions.difference(Part(0, 0), Part(1, 2)), Insufficient)
    assert isinstance(proportions.difference(Part(1, 2), Part(0, 0)), Insufficient)
    assert isinstance(proportions.z_test(Part(0, 3), Part(0, 9)), Insufficient)
    assert isinstance(proportions.homogeneous([Part(3, 3)]), Insufficient)
    assert isinstance(rates.rate(0, 0), Insufficient)
    assert isinstance(rates.ratio(Events(3, 1), Events(0, 1)), Insufficient)
    assert isinstance(rates.compare(Events(0, 1), Events(0, 1)), Insufficient)


@pytest.mark.parametrize(("count", "n"), [(-1, 5), (6, 5)])
def test_a_part_is_part_of_its_whole(count: int, n: int) -> None:
    for ask in (proportions.wilson, proportions.exact):
        with pytest.raises(BadInput, match="not a part of a whole"):
            ask(count, n)


@pytest.mark.parametrize("events", [(-1, 1.0), (1, -1.0), (1, math.inf), (1, math.nan)])
def test_neither_events_nor_exposure_are_negative(events: tuple[int, float]) -> None:
    with pytest.raises(BadInput, match="no rate"):
        rates.rate(*events)


def test_no_event_bounds_the_rate_by_three_over_the_exposure() -> None:
    """The rule of three, exactly: -log 0.025 on the two-sided scale is 3.689."""
    found = sure(rates.rate(0, 100.0)).interval
    assert found.low == 0
    assert found.high == pytest.approx(-math.log(0.025) / 100)


def test_a_rate_ratio_is_unbounded_where_all_events_are_of_one() -> None:
    found = sure(rates.ratio(Events(0, 10.0), Events(5, 10.0)))
    assert (found.value, found.interval.low) == (0, 0)
    assert 0 < found.interval.high < 2


def test_no_number_tells_what_is_the_same_apart() -> None:
    for p, q in ((0.2, 0.2), (0.2, 1.2), (-0.1, 0.2)):
        with pytest.raises(BadInput, match="no number of records"):
            proportions.sample_size(p, q)


def test_a_median_takes_six_values() -> None:
    assert quantiles.needed(50) == 6
    assert quantiles.estimate(SLOW[:5]) == Insufficient("an interval of the percentile 50", 5, 6)
    found = sure(quantiles.estimate(SLOW[:6]))
    assert found.interval == (29.0, 61.0, 1 - 2 / 2**6)


def test_percentiles_of_one_value_and_of_none() -> None:
    assert quantiles.quantile([4.0], 85) == 4
    assert isinstance(quantiles.quantile([], 50), Insufficient)
    assert isinstance(quantiles.lower_median([]), Insufficient)
    assert isinstance(quantiles.estimate([]), Insufficient)
    with pytest.raises(BadInput, match="no percentile: 101"):
        quantiles.quantile([4.0], 101)
    with pytest.raises(BadInput, match="no interval"):
        quantiles.estimate(SLOW, 100)


def test_normality_of_few_of_many_and_of_what_is_all_the_same() -> None:
    for values in ([1.0, 2.0], [1.0] * 9, [float(i) for i in range(5_001)]):
        assert isinstance(normality.shapiro_wilk(values), Insufficient)
    assert sure(normality.shapiro_wilk([1.0, 2.0, 3.0])).p == pytest.approx(1)
    assert sure(normality.shapiro_wilk([1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 90.0])).p < 1e-4


def test_one_test_of_many_is_not_adjusted() -> None:
    assert many_tests.holm([0.03]) == many_tests.benjamini_hochberg([0.03]) == (0.03,)
    assert many_tests.holm([]) == many_tests.benjamini_hochberg([]) == ()
    with pytest.raises(BadInput, match="not all of them are p-values"):
        many_tests.holm([0.1, 1.2])


def test_a_confidence_lies_between_0_and_1() -> None:
    assert confident(CONFIDENCE) == pytest.approx(0.05)
    for wrong in (0.0, 1.0, 95.0):
        with pytest.raises(BadInput, match="not a confidence"):
            confident(wrong)
    with pytest.raises(BadInput, match="durations: not all of them are finite"):
        finite([1.0, math.inf], "durations")
