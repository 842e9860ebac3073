"""Rates: events in so much time, or in so many units; exact by Poisson.

Garwood (1936) for the interval; two rates by the binomial test of the events of one among those of both (Przyborowski and Wilenski
1940), two-sided as R's poisson.test.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.stats.distributions import Binomial, Gamma
from gitgov.quality.stats.outcome import CONFIDENCE, Estimate, Insufficient, Interval, Significance, confident
from gitgov.quality.stats.proportions import exact

ALIKE = 1 + 1e-7
"""Probabilities that differ by less are the same, as in R."""


class Events(NamedTuple):
    """So many events in so much; exposure in any unit, the same for all that are compared."""

    number: int
    exposure: float


def rate(count: int, exposure: float, confidence: float = CONFIDENCE) -> Estimate | Insufficient:
    """Return events per unit of exposure with the exact interval; raises `BadInput` for a count or an exposure below 0."""
    _check(Events(count, exposure))
    if exposure == 0:
        return Insufficient("no exposure", 0, 1)
    outer = confident(confidence) / 2
    low = Gamma(count).quantile(outer) if count else 0.0
    high = Gamma(count + 1).quantile(1 - outer)
    return Estimate(count / exposure, Interval(low / exposure, high / exposure, confidence), count)


def ratio(one: Events, other: Events, confidence: float = CONFIDENCE) -> Estimate | Insufficient:
    """Return how many times the first rate is the second, with the exact interval; n is the number of all events."""
    _check(one)
    _check(other)
    total = one.number + other.number
    if min(one.exposure, other.exposure) == 0 or other.number == 0:
        return Insufficient("the rate to compare with is 0, or unknown", total, 1)
    share = exact(one.number, total, confidence)
    if isinstance(share, Insufficient):
        return share
    scale = other.exposure / one.exposure
    low, high = (each / (1 - each) * scale if each < 1 else math.inf for each in share.interval[:2])
    return Estimate(one.number / other.number * scale, Interval(low, high, confidence), total)


def compare(one: Events, other: Events) -> Significance | Insufficient:
    """Return the exact test that two rates are the same; the statistic is their ratio, infinite where the second is 0."""
    _check(one)
    _check(other)
    total = one.number + other.number
    if total == 0 or min(one.exposure, other.exposure) == 0:
        return Insufficient("no events to compare", total, 1)
    of = Binomial(total, one.exposure / (one.exposure + other.exposure))
    found = one.number * other.exposure / (other.number * one.exposure) if other.number else math.inf
    return Significance(found, 0, binomial_p(of, one.number), "Poisson, exact")


def binomial_p(of: Binomial, count: int) -> float:
    """Return the two-sided p of a count: outcomes that are no likelier, added up."""
    most = of.probability(count) * ALIKE
    return min(1.0, math.fsum(each for k in range(of.n + 1) if (each := of.probability(k)) <= most))


def _check(events: Events) -> None:
    if events.number < 0 or not 0 <= events.exposure < math.inf:
        raise BadInput(f"no rate: {events.number} events in {events.exposure}", "neither is below 0")
