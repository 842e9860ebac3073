"""XmR: single values, and the ranges from one to the next.

Sigma is the mean moving range over d2 = 1.128, never the standard deviation of all values, which a shift inflates
(Wheeler, Understanding Variation; NIST/SEMATECH e-Handbook 6.3.2.2). The median moving range suffers less from outliers.
What is skewed to the right, such as durations, is charted by its logarithms: `logs`, and `exponents` to read limits again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Literal

from gitgov.core.errors import BadInput
from gitgov.core.scales import of_logarithm
from gitgov.quality.stats.charts.constants import D4_MEDIAN, ranges
from gitgov.quality.stats.charts.frozen import Baseline, Limits, Point, too_short
from gitgov.quality.stats.outcome import Insufficient, finite, mean

Range = Literal["mean", "median"]
NO_SPREAD = "the base period does not vary"


def moving_ranges(values: Sequence[float]) -> tuple[float, ...]:
    """Return how far each value is from the one before; one fewer than the values."""
    return tuple(abs(later - earlier) for earlier, later in pairwise(values))


def moving_sigma(values: Sequence[float], by: Range = "mean") -> float:
    """Return the spread of single values by their moving ranges: mean / 1.128 or median / 0.954; 2 values at least."""
    found = moving_ranges(values)
    return mean(found) / ranges(2).d2 if by == "mean" else median(found) / D4_MEDIAN


def freeze(values: Sequence[float], by: Range = "mean", floor: float = float("-inf")) -> Baseline | Insufficient:
    """Freeze the limits of an X chart from values in the order of time; raises `BadInput` for what is no number."""
    found = finite(values)
    if short := too_short(len(found), "values"):
        return short
    sigma = moving_sigma(found, by)
    if sigma == 0:
        return Insufficient(NO_SPREAD, len(found))
    return Baseline("xmr", mean(found), sigma, len(found), floor=floor)


def draw(base: Baseline, values: Sequence[float]) -> tuple[Point, ...]:
    """Draw values against frozen limits."""
    limits = base.limits(base.sigma)
    return tuple(Point(each, limits) for each in finite(values))


def draw_ranges(base: Baseline, values: Sequence[float]) -> tuple[Point, ...]:
    """Draw the moving ranges: the second half of an XmR chart, whose points are one fewer. Only its upper limit can be passed."""
    two = ranges(2)
    center, sigma = base.sigma * two.d2, base.sigma * two.d3
    limits = Limits(center, sigma, 0.0, center + 3 * sigma)
    return tuple(Point(each, limits) for each in moving_ranges(finite(values)))


def logs(values: Sequence[float]) -> tuple[float, ...]:
    """Return natural logarithms; raises `BadInput` for values that have none."""
    found = finite(values)
    if found and min(found) <= 0:
        raise BadInput(
            "a value of 0 or less has no logarithm", "chart the values themselves, or leave out what took no time"
        )
    return tuple(map(math.log, found))


def exponents(limits: Limits) -> Limits:
    """Return limits of logarithms in the unit of the values: the centre is their geometric mean, sigma a factor."""
    return Limits(*map(of_logarithm, limits))
