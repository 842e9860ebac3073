"""Proportions: intervals of one, the difference of two, and tests.

Wilson (1927) and Clopper and Pearson (1934) for one; Newcombe (1998), "Interval estimation for the difference between
independent proportions", method 10, for two; Fisher's exact test in whole numbers. NIST/SEMATECH e-Handbook 7.2.4, 7.3.3.
A proportion is `count` of `n`; of nothing there is none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.stats.distributions import Beta, ChiSquare, normal_below, normal_quantile
from gitgov.quality.stats.outcome import CONFIDENCE, Estimate, Insufficient, Interval, Significance, confident


class Part(NamedTuple):
    """So many of so many."""

    number: int
    n: int


def wilson(count: int, n: int, confidence: float = CONFIDENCE) -> Estimate | Insufficient:
    """Return a proportion with Wilson's score interval; raises `BadInput` unless 0 <= count <= n."""
    if short := _check(count, n):
        return short
    z = normal_quantile(1 - confident(confidence) / 2)
    center, reach = count + z * z / 2, z * math.sqrt(count * (n - count) / n + z * z / 4)
    low = 0.0 if count == 0 else (center - reach) / (n + z * z)
    high = 1.0 if count == n else (center + reach) / (n + z * z)
    return Estimate(count / n, Interval(low, high, confidence), n)


def wilson_corrected(count: int, n: int, confidence: float = CONFIDENCE) -> Estimate | Insufficient:
    """Return a proportion with Wilson's interval corrected for continuity (Newcombe 1998, method 4)."""
    if short := _check(count, n):
        return short
    z, p = normal_quantile(1 - confident(confidence) / 2), count / n
    q, whole = 1 - p, 2 * (n + z * z)
    down = z * math.sqrt(max(0.0, z * z - 2 - 1 / n + 4 * p * (n * q + 1)))
    up = z * math.sqrt(max(0.0, z * z + 2 - 1 / n + 4 * p * (n * q - 1)))
    low = 0.0 if count == 0 else max(0.0, (2 * count + z * z - 1 - down) / whole)
    high = 1.0 if count == n else min(1.0, (2 * count + z * z + 1 + up) / whole)
    return Estimate(p, Interval(low, high, confidence), n)


def exact(count: int, n: int, confidence: float = CONFIDENCE) -> Estimate | Insufficient:
    """Return a proportion with the interval of Clopper and Pearson, which holds at least the confidence."""
    if short := _check(count, n):
        return short
    outer = confident(confidence) / 2
    low = Beta(count, n - count + 1).quantile(outer) if count else 0.0
    high = Beta(count + 1, n - count).quantile(1 - outer) if count < n else 1.0
    return Estimate(count / n, Interval(low, high, confidence), n)


def difference(one: Part, other: Part, confidence: float = CONFIDENCE) -> Estimate | Insufficient:
    """Return by how much the first proportion is larger, with Newcombe's interval from two of Wilson's."""
    first, second = wilson(*one, confidence), wilson(*other, confidence)
    if isinstance(first, Insufficient):
        return first
    if isinstance(second, Insufficient):
        return second
    value = first.value - second.value
    down = math.hypot(first.value - first.interval.low, second.interval.high - second.value)
    up = math.hypot(first.interval.high - first.value, second.value - second.interval.low)
    return Estimate(value, Interval(value - down, value + up, confidence), one.n + other.n)


def difference_corrected(one: Part, other: Part, confidence: float = CONFIDENCE) -> Estimate | Insufficient:
    """Return the same with Wald's interval corrected for continuity, as R's prop.test gives it."""
    if short := _check(*one) or _check(*other):
        return short
    p, q = one.number / one.n, other.number / other.n
    value, halves = p - q, (1 / one.n + 1 / other.n) / 2
    z = normal_quantile(1 - confident(confidence) / 2)
    reach = z * math.sqrt(p * (1 - p) / one.n + q * (1 - q) / other.n) + min(halves, abs(value))
    return Estimate(value, Interval(max(-1.0, value - reach), min(1.0, value + reach), confidence), one.n + other.n)


def z_test(one: Part, other: Part) -> Significance | Insufficient:
    """Return the test that two proportions are the same, by z with their pooled spread; two-sided."""
    if short := _check(*one) or _check(*other):
        return short
    pooled = (one.number + other.number) / (one.n + other.n)
    if pooled in {0.0, 1.0}:
        return Insufficient("all of them are the same", one.n + other.n)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / one.n + 1 / other.n))
    z = (one.number / one.n - other.number / other.n) / spread
    return Significance(z, 0, 2 * normal_below(-abs(z)), "z, pooled")


def homogeneous(parts: Sequence[Part], corrected: bool = False) -> Significance | Insufficient:  # noqa: FBT001, FBT002 - R's option
    """Return the chi-square test that two or more proportions are the same; `corrected` by Yates, for two of them."""
    for each in parts:
        if short := _check(*each):
            return short
    total, n = sum(each.number for each in parts), sum(each.n for each in parts)
    if len(parts) < 2 or total in {0, n}:
        return Insufficient("nothing that differs", n)
    off = min(0.5, *(abs(each.number - each.n * total / n) for each in parts)) if corrected and len(parts) == 2 else 0.0
    share = total / n
    chi = math.fsum((abs(each.number - each.n * share) - off) ** 2 / (each.n * share * (1 - share)) for each in parts)
    return Significance(chi, len(parts) - 1, ChiSquare(len(parts) - 1).tails(chi).above, "chi-square")


def fisher(one: Part, other: Part) -> Significance | Insufficient:
    """Return Fisher's exact test, two-sided: tables no likelier than this one, counted in whole numbers.

    The statistic is the odds ratio of the sample, infinite where a zero divides.
    """
    if short := _check(*one) or _check(*other):
        return short
    total, n = one.number + other.number, one.n + other.n
    for_it, against = one.number * (other.n - other.number), other.number * (one.n - one.number)
    if for_it == against == 0:
        return Insufficient("nothing that differs", n)
    odds = for_it / against if against else math.inf
    seen = math.comb(one.n, one.number) * math.comb(other.n, other.number)
    rare = sum(ways for ways in _ways(one.n, other.n, total) if ways <= seen)
    return Significance(odds, 0, rare / math.comb(n, total), "Fisher, exact")


def _ways(one: int, other: int, total: int) -> Iterator[int]:
    """Yield in how many ways the first group can have each number of the total, from the fewest on."""
    k = max(0, total - other)
    ways = math.comb(one, k) * math.comb(other, total - k)
    while ways:
        yield ways
        ways = ways * (one - k) * (total - k) // ((k + 1) * (other - total + k + 1))
        k += 1


def sample_size(p: float, q: float, alpha: float = 0.05, power: float = 0.8) -> float:
    """Return how many are needed in each of two groups to see p and q differ; as R's power.prop.test, two-sided, one tail.

    Raises `BadInput` for proportions that are the same, or outside of 0 to 1.
    """
    if p == q or min(p, q) < 0 or max(p, q) > 1:
        raise BadInput(f"no number of records tells {p} from {q}")
    middle = (p + q) / 2
    alike = normal_quantile(1 - alpha / 2) * math.sqrt(2 * middle * (1 - middle))
    apart = normal_quantile(power) * math.sqrt(p * (1 - p) + q * (1 - q))
    return ((alike + apart) / (p - q)) ** 2


def _check(count: int, n: int) -> Insufficient | None:
    if not 0 <= count <= n:
        raise BadInput(f"not a part of a whole: {count} of {n}")
    return None if n else Insufficient("nothing was counted", 0, 1)
