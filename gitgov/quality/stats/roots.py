"""Where an increasing function passes 0."""

from __future__ import annotations

import math
from collections.abc import Callable

from gitgov.quality.stats.special import EPSILON

Place = tuple[float, float]
"""A point, and the value of the function there."""


def root(increasing: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function that does not decrease passes 0 between two points, to the last digits of a float.

    Chandrupatla (1997): inverse quadratic interpolation where it converges, else halving. An end where there is no change
    of sign is the answer.
    """
    at_low, at_high = increasing(low), increasing(high)
    if at_low >= 0:
        return low
    if at_high <= 0:
        return high
    newest, other, part = (high, at_high), (low, at_low), 0.5
    while True:
        x = newest[0] + part * (other[0] - newest[0])
        at = increasing(x)
        if (at > 0) == (newest[1] > 0):
            before = newest
        else:
            other, before = newest, other
        newest = (x, at)
        best = min(newest, other, key=lambda each: abs(each[1]))[0]
        least = (4 * EPSILON * abs(best) + 1e-300) / abs(other[0] - newest[0])
        if at == 0 or least > 0.5:
            return best
        part = min(1 - least, max(least, _share(newest, other, before)))


def _share(one: Place, other: Place, before: Place) -> float:
    """Return how far from one place to the other to look next: by a parabola through all three, if it is steep enough."""
    (a, fa), (b, fb), (c, fc) = one, other, before
    xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
    if not (phi * phi < xi and (1 - phi) ** 2 < 1 - xi):
        return 0.5
    return fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)


def beyond(increasing: Callable[[float], float], start: float) -> float:
    """Return a point, start doubled as often as it takes, where an increasing function has passed 0."""
    while increasing(start) < 0 and not math.isinf(start):
        start *= 2
    return start
