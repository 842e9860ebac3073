"""Whether values look normal, before a capability is read off them.

Shapiro and Wilk (1965) with the approximations of Royston (1995), "Remark AS R94", for 3 to 5,000 values.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from gitgov.quality.stats.distributions import normal_below, normal_quantile
from gitgov.quality.stats.outcome import Insufficient, Significance, finite, mean

MOST = 5_000
_FIRST = (0.0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056)
_SECOND = (0.0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633)
_FEW_MEAN, _FEW_LOG_SPREAD = (0.544, -0.39978, 0.025054, -6.714e-4), (1.3822, -0.77857, 0.062767, -0.0020322)
_MANY_MEAN, _MANY_LOG_SPREAD = (-1.5861, -0.31082, -0.083751, 0.0038915), (-0.4803, -0.082676, 0.0030302)


def shapiro_wilk(values: Sequence[float]) -> Significance | Insufficient:
    """Return W and its p: a small p says that the values are not normal. More than 5,000 values need no test."""
    ordered = sorted(finite(values))
    n = len(ordered)
    if not 3 <= n <= MOST:
        return Insufficient("a test of 3 to 5,000 values", n, 3)
    center = mean(ordered)
    squares = math.fsum((each - center) ** 2 for each in ordered)
    if squares == 0:
        return Insufficient("all values are the same", n)
    halves = zip(_weights(n), reversed(ordered), ordered, strict=False)
    w = min(1.0, math.fsum(weight * (high - low) for weight, high, low in halves) ** 2 / squares)
    return Significance(w, 0, _p(w, n), "Shapiro-Wilk")


def _weights(n: int) -> list[float]:
    """Return the weights of the upper half of the sample, the largest value's first."""
    if n == 3:
        return [math.sqrt(0.5)]
    scores = [-normal_quantile((i - 0.375) / (n + 0.25)) for i in range(1, n // 2 + 1)]
    whole, small = 2 * math.fsum(each * each for each in scores), 1 / math.sqrt(n)
    ends = [_polynomial(_FIRST, small) + scores[0] / math.sqrt(whole)]
    if n > 5:
        ends.append(_polynomial(_SECOND, small) + scores[1] / math.sqrt(whole))
    left = whole - 2 * math.fsum(each * each for each in scores[: len(ends)])
    scale = math.sqrt(left / (1 - 2 * math.fsum(each * each for each in ends)))
    return [*ends, *(each / scale for each in scores[len(ends) :])]


def _p(w: float, n: int) -> float:
    if n == 3:
        return max(0.0, 6 / math.pi * (math.asin(math.sqrt(w)) - math.asin(math.sqrt(0.75))))
    if w == 1:
        return 1.0
    y = math.log(1 - w)
    if n > 11:
        size = math.log(n)
        return normal_below(-(y - _polynomial(_MANY_MEAN, size)) / math.exp(_polynomial(_MANY_LOG_SPREAD, size)))
    bound = 0.459 * n - 2.273
    if y >= bound:
        return 0.0
    y = -math.log(bound - y)
    return normal_below(-(y - _polynomial(_FEW_MEAN, n)) / math.exp(_polynomial(_FEW_LOG_SPREAD, n)))


def _polynomial(coefficients: Sequence[float], x: float) -> float:
    return math.fsum(each * x**power for power, each in enumerate(coefficients))
