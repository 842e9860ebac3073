"""Two groups of values: is there a difference, how large, and within what.

Durations are skewed, so Mann and Whitney (1947) is the usual question, with Cliff's delta (the chance that a value of the first is
larger, less that of the reverse) and the shift of Hodges and Lehmann (1963). Where means matter: Welch (1947), and Hedges' g.
NIST/SEMATECH e-Handbook 7.3.1, 7.3.5; Hollander and Wolfe, Nonparametric Statistical Methods, chapter 4; the interval of delta after
Feng and Cliff (2004), "Monte Carlo evaluation of ordinal d with improved confidence interval"; that of g after Hedges and Olkin (1985).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from statistics import median
from typing import NamedTuple

from gitgov.quality.stats.distributions import StudentT, normal_below, normal_quantile
from gitgov.quality.stats.outcome import (
    CONFIDENCE,
    Estimate,
    Insufficient,
    Interval,
    Significance,
    confident,
    finite,
    mean,
    variance,
)
from gitgov.quality.stats.ranks import midranks, ties

LEAST = 5
"""Values that each group has at least, unless a caller asks for more: with 4 and 4, nothing can be shown at 1 percent."""
EXACT_BELOW = 50
"""Groups that are smaller, and without ties, are counted out; larger ones are near enough to normal (as R does)."""

Values = Sequence[float]


class Ranked(NamedTuple):
    """Mann-Whitney: U of the first group (pairs in which its value is larger, ties half), z, and p of both sides and of each.

    `z` is corrected for ties and not for continuity; p of the normal approximation is corrected for both.
    """

    u: float
    z: float
    p: float
    p_greater: float
    p_less: float
    method: str


class Comparison(NamedTuple):
    """Two groups: sizes and medians, the test, Cliff's delta, and by how much the first is larger (Hodges-Lehmann)."""

    n: tuple[int, int]
    medians: tuple[float, float]
    test: Ranked
    delta: Estimate
    shift: Estimate


def compare(
    one: Values, other: Values, least: int = LEAST, confidence: float = CONFIDENCE
) -> Comparison | Insufficient:
    """Compare two groups of any shape; raises `BadInput` for what is no number."""
    first, second = finite(one), finite(other)
    if short := too_few(first, second, least):
        return short
    test = mann_whitney(first, second)
    if isinstance(test, Insufficient):
        return test
    return Comparison(
        n=(len(first), len(second)),
        medians=(median(first), median(second)),
        test=test,
        delta=cliffs_delta(first, second, confidence),
        shift=hodges_lehmann(first, second, confidence),
    )


def too_few(one: Values, other: Values, least: int) -> Insufficient | None:
    """Return the answer for a group that is smaller than `least`."""
    smaller = min(len(one), len(other))
    return Insufficient("a group to compare is small", smaller, least) if smaller < least else None


def mann_whitney(one: Values, other: Values, corrected: bool = True) -> Ranked | Insufficient:  # noqa: FBT001, FBT002 - as R's
    """Return the rank test of two groups, each of at least one value; `corrected` for continuity where it is normal."""
    n, m = len(one), len(other)
    if not n or not m:
        return Insufficient("a group is empty", 0, 1)
    together = (*one, *other)
    u = math.fsum(midranks(together)[:n]) - n * (n + 1) / 2
    size, tied = n + m, ties(together)
    spread = math.sqrt(n * m / 12 * (size + 1 - tied / (size * (size - 1))))
    if spread == 0:
        return Insufficient("all values are the same", size)
    off = u - n * m / 2
    if not tied and max(n, m) < EXACT_BELOW:
        below, above = _counted_out(round(u), n, m)
        return Ranked(u, off / spread, min(1.0, 2 * min(below, above)), above, below, "exact")
    half = 0.5 if corrected else 0.0
    less, greater = normal_below((off + half) / spread), normal_below(-(off - half) / spread)
    both = 2 * normal_below(-max(0.0, abs(off) - half) / spread)
    return Ranked(u, off / spread, both, greater, less, "normal")


def cliffs_delta(one: Values, other: Values, confidence: float = CONFIDENCE) -> Estimate:
    """Return Cliff's delta, -1 to 1, above 0 where the first is larger; each group has 2 values or more."""
    first, second = _dominance(one, other), _dominance(other, one)
    n, m, z = len(one), len(other), normal_quantile(1 - confident(confidence) / 2)
    delta = mean(first)
    if abs(delta) == 1:
        end = delta * (min(n, m) - z * z) / (min(n, m) + z * z)
        return Estimate(delta, Interval(min(end, delta), max(end, delta), confidence), n + m)
    apart = n * m - _alike(one, other)
    of_pairs = (apart - n * m * delta * delta) / ((n - 1) * (m - 1))
    square = ((m - 1) * variance(first) + (n - 1) * variance(second) + of_pairs) / (n * m)
    within, spread = 1 - delta * delta, z * z * square
    reach = math.sqrt(spread * (within * within + spread))
    low, high = ((delta * within + each) / (within + spread) for each in (-reach, reach))
    return Estimate(delta, Interval(low, high, confidence), n + m)


def hodges_lehmann(one: Values, other: Values, confidence: float = CONFIDENCE) -> Estimate:
    """Return the median of all differences between a value of the first and one of the other, with its interval.

    The interval lies between two of the n m differences, by the normal approximation of U. They are not written down:
    takes some fifty times n log m steps.
    """
    n, m, ordered = len(one), len(other), sorted(other)
    z = normal_quantile(1 - confident(confidence) / 2)
    place = math.floor(n * m / 2 - z * math.sqrt(n * m * (n + m + 1) / 12))
    value = (_difference(one, ordered, (n * m - 1) // 2) + _difference(one, ordered, n * m // 2)) / 2
    low, high = -math.inf, math.inf
    if place >= 0:
        low, high = _difference(one, ordered, place), _difference(one, ordered, n * m - 1 - place)
    return Estimate(value, Interval(low, high, confidence), n + m)


def welch(one: Values, other: Values) -> Significance | Insufficient:
    """Return the t test of two means whose spreads may differ; two-sided, each group of 2 values or more."""
    if short := too_few(one, other, 2):
        return short
    parts = variance(one) / len(one), variance(other) / len(other)
    square = sum(parts)
    if square == 0:
        return Insufficient("neither group varies", len(one) + len(other))
    t = (mean(one) - mean(other)) / math.sqrt(square)
    df = square**2 / (parts[0] ** 2 / (len(one) - 1) + parts[1] ** 2 / (len(other) - 1))
    return Significance(t, df, 2 * StudentT(df).tails(abs(t)).above, "Welch")


def mean_difference(one: Values, other: Values, confidence: float = CONFIDENCE) -> Estimate | Insufficient:
    """Return by how much the first mean is larger, with Welch's interval."""
    found = welch(one, other)
    if isinstance(found, Insufficient):
        return found
    value = mean(one) - mean(other)
    spread = math.sqrt(variance(one) / len(one) + variance(other) / len(other))
    reach = StudentT(found.df).quantile(1 - confident(confidence) / 2) * spread
    return Estimate(value, Interval(value - reach, value + reach, confidence), len(one) + len(other))


def hedges_g(one: Values, other: Values, confidence: float = CONFIDENCE) -> Estimate | Insufficient:
    """Return the difference of means in pooled standard deviations, without the bias of small samples."""
    if short := too_few(one, other, 2):
        return short
    n, m = len(one), len(other)
    df = n + m - 2
    pooled = ((n - 1) * variance(one) + (m - 1) * variance(other)) / df
    if pooled == 0:
        return Insufficient("neither group varies", n + m)
    bias = math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2) if df > 1 else 0.0
    g = bias * (mean(one) - mean(other)) / math.sqrt(pooled)
    reach = normal_quantile(1 - confident(confidence) / 2) * math.sqrt((n + m) / (n * m) + g * g / (2 * (n + m)))
    return Estimate(g, Interval(g - reach, g + reach, confidence), n + m)


def _difference(one: Values, other: Values, place: int) -> float:
    """Return the difference at a place, from 0, among all in their order; `other` is sorted.

    Halves the range in which it lies until nothing else is near, and then takes the difference that is there.
    """
    low, high = min(one) - other[-1], max(one) - other[0]
    close = (high - low) * 1e-13
    while high - low > close:
        middle = low + (high - low) / 2
        if sum(len(other) - bisect_left(other, each - middle) for each in one) > place:
            high = middle
        else:
            low = middle
    near = (each - other[i] for each in one for i in _around(other, each - high))
    return min(near, key=lambda each: (abs(each - high), each))


def _around(values: Values, wanted: float) -> range:
    """Return the places of the values next to one that need not be among them."""
    place = bisect_left(values, wanted)
    return range(max(0, place - 1), min(len(values), place + 1))


def _dominance(values: Values, others: Values) -> list[float]:
    """Return for each value how many of the others are smaller less how many are larger, over their number."""
    ordered = sorted(others)
    return [(bisect_left(ordered, each) + bisect_right(ordered, each)) / len(ordered) - 1 for each in values]


def _alike(one: Values, other: Values) -> int:
    """Return how many pairs are ties."""
    counts = Counter(other)
    return sum(counts[each] for each in one)


def _counted_out(u: int, n: int, m: int) -> tuple[float, float]:
    """Return P(U <= u) and P(U >= u) where every order is as likely, in whole numbers.

    The orders by their U are the coefficients of the Gaussian binomial: the product of (1 - q^(m + i)) / (1 - q^i), i = 1..n.
    """
    ways = [1] + [0] * (n * m)
    for i in range(1, n + 1):
        for place in range(n * m, m + i - 1, -1):
            ways[place] -= ways[place - m - i]
        for place in range(i, n * m + 1):
            ways[place] += ways[place - i]
    running, every = list(accumulate(ways)), math.comb(n + m, n)
    return running[u] / every, (every - (running[u - 1] if u else 0)) / every
