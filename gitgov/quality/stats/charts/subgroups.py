"""X-bar with R or S: means of subgroups, and the spread within them.

Sigma is that within subgroups: the mean of R / d2(n) or of s / c4(n), where sizes may differ; the centre is the mean of all
values (Montgomery 6.2 and 6.3; NIST/SEMATECH e-Handbook 6.3.2.1).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from gitgov.core.errors import BadInput
from gitgov.quality.stats.charts.constants import c4, ranges
from gitgov.quality.stats.charts.frozen import Baseline, Limits, Point, too_short
from gitgov.quality.stats.charts.individuals import NO_SPREAD
from gitgov.quality.stats.outcome import Insufficient, finite, mean, variance

Spread = Literal["R", "S"]
Subgroups = Sequence[Sequence[float]]
"""Values by subgroup: rational subgroups in the order of time, each of 2 values or more."""


def spread_of(subgroup: Sequence[float], by: Spread) -> float:
    """Return the range (R) or the standard deviation (S) of one subgroup."""
    return max(subgroup) - min(subgroup) if by == "R" else math.sqrt(variance(subgroup))


def expected(n: int, by: Spread) -> tuple[float, float]:
    """Return the mean and the standard deviation of R or S for subgroups of n, in sigmas of a single value."""
    if by == "R":
        return ranges(n)
    usual = c4(n)
    return usual, math.sqrt(1 - usual * usual)


def spread_df(subgroups: int, n: int, by: Spread) -> float:
    """Return about how many degrees of freedom the mean of R or S of so many subgroups of n has.

    Half of the inverse of its squared coefficient of variation; about 0.9 k (n - 1) of ranges (Montgomery 8.3).
    """
    usual, spread = expected(n, by)
    return subgroups * (usual / spread) ** 2 / 2


def freeze(subgroups: Subgroups, by: Spread) -> Baseline | Insufficient:
    """Freeze the limits of X-bar and of R or S; raises `BadInput` for subgroups of a single value, and beyond 25 for R."""
    found = _read(subgroups)
    if short := too_short(len(found), "subgroups"):
        return short
    sigma = mean(spread_of(each, by) / expected(len(each), by)[0] for each in found)
    if sigma == 0:
        return Insufficient(NO_SPREAD, len(found))
    center = mean(value for each in found for value in each)
    return Baseline(f"xbar-{by.lower()}", center, sigma, len(found))


def draw(base: Baseline, subgroups: Subgroups) -> tuple[Point, ...]:
    """Draw the means of subgroups, each against limits for its size."""
    return tuple(Point(mean(each), base.limits(base.sigma / math.sqrt(len(each)))) for each in _read(subgroups))


def draw_spreads(base: Baseline, subgroups: Subgroups) -> tuple[Point, ...]:
    """Draw the ranges or standard deviations of subgroups, as the base period was frozen by."""
    by: Spread = "R" if base.chart == "xbar-r" else "S"
    return tuple(Point(spread_of(each, by), _spread_limits(base, len(each), by)) for each in _read(subgroups))


def _spread_limits(base: Baseline, n: int, by: Spread) -> Limits:
    usual, spread = expected(n, by)
    center, sigma = usual * base.sigma, spread * base.sigma
    return Limits(center, sigma, max(0.0, center - 3 * sigma), center + 3 * sigma)


def _read(subgroups: Subgroups) -> tuple[tuple[float, ...], ...]:
    found = tuple(map(finite, subgroups))
    if any(len(each) < 2 for each in found):
        raise BadInput("a subgroup of a single value has no spread", "chart single values by XmR")
    return found
