"""Intervals by resampling, for statistics that have no formula; the same seed gives the same interval everywhere.

Bias-corrected and accelerated (BCa): Efron (1987), "Better bootstrap confidence intervals"; NIST/SEMATECH e-Handbook 1.3.3.4.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator, Sequence

from gitgov.quality.stats.distributions import normal_below, normal_quantile
from gitgov.quality.stats.outcome import CONFIDENCE, Estimate, Insufficient, Interval, confident, finite, mean

RUNS = 2_000
LEAST = 10
"""Values to draw from: of fewer, resamples say little that the values do not."""

Statistic = Callable[[Sequence[float]], float]


def interval(
    values: Sequence[float], statistic: Statistic, seed: bytes, runs: int = RUNS, confidence: float = CONFIDENCE
) -> Estimate | Insufficient:
    """Return a statistic with its interval by BCa; the order of the values is irrelevant. Takes `runs` times the statistic."""
    ordered = sorted(finite(values))
    if len(ordered) < LEAST:
        return Insufficient("too few values to resample", len(ordered), LEAST)
    value, outer = statistic(ordered), confident(confidence)
    draws = _draws(seed, len(ordered))
    found = sorted(statistic([ordered[next(draws)] for _ in ordered]) for _ in range(runs))
    bias, bend = _bias(found, value), _acceleration(ordered, statistic)
    low, high = (found[_place(p, bias, bend, runs)] for p in (outer / 2, 1 - outer / 2))
    return Estimate(value, Interval(low, high, confidence), len(ordered))


def _bias(found: Sequence[float], value: float) -> float:
    """Return how far the statistic lies off the middle of the resamples, which count half where they are the same."""
    below = (sum(each < value for each in found) + sum(each <= value for each in found)) / 2
    edge = 0.5 / len(found)
    return normal_quantile(min(max(below / len(found), edge), 1 - edge))


def _acceleration(values: Sequence[float], statistic: Statistic) -> float:
    """Return how the spread changes with the value, by leaving each value out in turn."""
    without = [statistic([*values[:i], *values[i + 1 :]]) for i in range(len(values))]
    middle = mean(without)
    squares = math.fsum((middle - each) ** 2 for each in without)
    return math.fsum((middle - each) ** 3 for each in without) / (6 * squares**1.5) if squares else 0.0


def _place(p: float, bias: float, bend: float, runs: int) -> int:
    z = bias + normal_quantile(p)
    share = normal_below(bias + z / (1 - bend * z))
    return min(max(math.floor(share * runs), 0), runs - 1)


def _draws(seed: bytes, count: int) -> Iterator[int]:
    """Draw places with replacement, for ever: SHA-256 of the seed and a counter, without a bias."""
    fair, number = (1 << 32) // count * count, 0
    while True:
        block = hashlib.sha256(seed + b"\0" + number.to_bytes(8)).digest()
        for place in range(0, len(block), 4):
            drawn = int.from_bytes(block[place : place + 4])
            if drawn < fair:
                yield drawn % count
        number += 1
