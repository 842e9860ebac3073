"""EWMA: an average in which each point counts less than the one after it; small shifts show early.

Limits are exact: they widen from the first point to lambda / (2 - lambda) (Montgomery 9.2; NIST/SEMATECH e-Handbook 6.3.2.4).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.stats.charts.frozen import Limits, Point
from gitgov.quality.stats.outcome import finite


class Weighted(NamedTuple):
    """An EWMA: the weight of the newest point, how many sigmas the limits lie off, and the process (its centre and sigma)."""

    center: float
    sigma: float
    weight: float = 0.2
    width: float = 2.962


def draw(chart: Weighted, values: Sequence[float]) -> tuple[Point, ...]:
    """Draw averages of single values (or of means, with their sigma); raises `BadInput` for parameters out of range.

    A point's z is in sigmas of the average: beyond `width` it signals. Neighbours share values, so no run rule reads them.
    """
    if not (0 < chart.weight <= 1 and chart.width > 0 and chart.sigma > 0):
        raise BadInput(f"no EWMA: {chart}", "weight above 0 and at most 1; width and sigma above 0")
    average, points = chart.center, []
    for number, value in enumerate(finite(values), start=1):
        average = chart.weight * value + (1 - chart.weight) * average
        share = chart.weight / (2 - chart.weight) * (1 - (1 - chart.weight) ** (2 * number))
        sigma = chart.sigma * math.sqrt(share)
        points.append(Point(average, Limits(chart.center, sigma, *_around(chart, sigma))))
    return tuple(points)


def _around(chart: Weighted, sigma: float) -> tuple[float, float]:
    return chart.center - chart.width * sigma, chart.center + chart.width * sigma
