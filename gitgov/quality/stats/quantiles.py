"""Medians and percentiles, by the conventions that tools have, and with intervals by order statistics.

Types as Hyndman and Fan (1996), "Sample quantiles in statistical packages", number them: 1 takes a value of the sample, 6 is
NIST's, 7 that of spreadsheets, of BigQuery's PERCENTILE_CONT and so of Four Keys. DevLake takes the lower of two middle values.
The interval of a percentile needs no distribution: NIST/SEMATECH e-Handbook 2.6.2; Hahn and Meeker (1991) 5.2.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from gitgov.core.errors import BadInput
from gitgov.quality.stats.distributions import Binomial
from gitgov.quality.stats.outcome import CONFIDENCE, Estimate, Insufficient, Interval, confident, finite

Type = Literal[1, 6, 7]


def quantile(values: Sequence[float], percent: int, kind: Type = 7) -> float | Insufficient:
    """Return a percentile, 0 to 100, of at least one value; raises `BadInput` for another percentage."""
    ordered = sorted(finite(values))
    if not 0 <= percent <= 100:
        raise BadInput(f"no percentile: {percent}", "it lies between 0 and 100")
    if not ordered:
        return Insufficient("no values", 0, 1)
    n = len(ordered)
    if kind == 1:
        return ordered[max(1, -(-n * percent // 100)) - 1]
    whole, part = divmod((n + 1) * percent if kind == 6 else (n - 1) * percent + 100, 100)
    below, above = ordered[_within(whole, n)], ordered[_within(whole + 1, n)]
    return below + (above - below) * part / 100


def lower_median(values: Sequence[float]) -> float | Insufficient:
    """Return the middle value, of an even number the lower of both."""
    ordered = sorted(finite(values))
    return ordered[(len(ordered) - 1) // 2] if ordered else Insufficient("no values", 0, 1)


def estimate(values: Sequence[float], percent: int = 50, confidence: float = CONFIDENCE) -> Estimate | Insufficient:
    """Return a percentile (type 7) with an interval between two values of the sample that holds at least the confidence.

    A median takes 6 values at 95 percent; the interval's `confidence` is what it really has.
    """
    ordered, outer = sorted(finite(values)), confident(confidence)
    value = quantile(ordered, percent)
    if isinstance(value, Insufficient):
        return value
    if not 0 < percent < 100:
        raise BadInput(f"no interval of the percentile {percent}", "the ends of a sample bound nothing")
    of = Binomial(len(ordered), percent / 100)
    low, high = of.quantile(outer / 2), of.quantile(1 - outer / 2) + 1
    if low < 1 or high > len(ordered):
        return Insufficient(f"an interval of the percentile {percent}", len(ordered), needed(percent, confidence))
    held = of.tails(high - 1).below - of.tails(low - 1).below
    return Estimate(value, Interval(ordered[low - 1], ordered[high - 1], held), len(ordered))


def needed(percent: int, confidence: float = CONFIDENCE) -> int:
    """Return how many values an interval of a percentile takes: its rarer side must not be missed on chance alone."""
    rare = min(percent, 100 - percent) / 100
    return math.ceil(math.log(confident(confidence) / 2) / math.log1p(-rare) - 1e-9)


def _within(place: int, n: int) -> int:
    """Return a place counted from 1 as one from 0, in the sample."""
    return min(max(place, 1), n) - 1
