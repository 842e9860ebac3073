"""The incomplete gamma and beta functions, both tails, to about 13 digits, also for large arguments.

Their leading terms are probabilities of the Poisson and binomial distributions, computed as Loader (2000) does, "Fast and
accurate computation of binomial probabilities", which keeps its digits where sums of logarithms of factorials lose them.
What follows them are a series and continued fractions (NIST Digital Library of Mathematical Functions 8.7.1, 8.9.2, 8.17.22),
the latter by the method of Lentz.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

EPSILON = 2.0**-53
TINY = 1e-300
STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188)


class Tails(NamedTuple):
    """The probabilities of both sides of a point; they add up to 1, and each keeps its own digits."""

    below: float
    above: float


def stirling_error(n: float) -> float:
    """Return log n! less Stirling's approximation of it, n > 0."""
    if n <= 15:
        return math.lgamma(n + 1) - (n + 0.5) * math.log(n) + n - 0.5 * math.log(2 * math.pi)
    return sum(each / n ** (2 * place + 1) for place, each in enumerate(STIRLING))


def deviance(x: float, mean: float) -> float:
    """Return x log(x / mean) + mean - x without the cancellation that there is near the mean; x > 0, mean > 0."""
    if abs(x - mean) >= 0.1 * (x + mean):
        return x * math.log(x / mean) + mean - x
    part = (x - mean) / (x + mean)
    total, term, odd = (x - mean) * part, 2 * x * part, 1
    while True:
        term, odd = term * part * part, odd + 2
        following = total + term / odd
        if following == total:
            return total
        total = following


def poisson_term(x: float, mean: float) -> float:
    """Return mean^x e^-mean / x! for any x >= 0, mean > 0."""
    if x == 0:
        return math.exp(-mean)
    return math.exp(-stirling_error(x) - deviance(x, mean)) / math.sqrt(2 * math.pi * x)


def binomial_term(x: float, y: float, p: float, q: float) -> float:
    """Return (x + y)! / (x! y!) p^x q^y for x, y >= 0 and p + q = 1, both above 0."""
    if x == 0:
        return math.exp(y * (math.log1p(-p) if p < q else math.log(q)))
    if y == 0:
        return math.exp(x * (math.log(p) if p < q else math.log1p(-q)))
    n = x + y
    gained = stirling_error(n) - stirling_error(x) - stirling_error(y)
    return math.exp(gained - deviance(x, n * p) - deviance(y, n * q)) * math.sqrt(n / (2 * math.pi * x * y))


def gamma_tails(a: float, x: float) -> Tails:
    """Return the regularised incomplete gamma functions P(a, x) and Q(a, x), a > 0."""
    if x <= 0:
        return Tails(0.0, 1.0)
    if math.isinf(x):
        return Tails(1.0, 0.0)
    first = poisson_term(a, x)
    if x < a + 1:
        below = min(1.0, first * _series(a, x))
        return Tails(below, 1 - below)
    above = min(1.0, first * a * _lentz(lambda i: -i * (i - a), lambda i: x + 2 * i + 1 - a))
    return Tails(1 - above, above)


def beta_tails(a: float, b: float, x: float, y: float) -> Tails:
    """Return the regularised incomplete beta functions I_x(a, b) and I_y(b, a) for x + y = 1; a, b > 0."""
    if x <= 0:
        return Tails(0.0, 1.0)
    if y <= 0:
        return Tails(1.0, 0.0)
    if x > (a + 1) / (a + b + 2):
        above, below = beta_tails(b, a, y, x)
        return Tails(below, above)
    first = binomial_term(a, b, x, y) * b / (a + b)
    below = min(1.0, first * _lentz(lambda i: _beta_step(i, a, b, x), lambda _: 1.0))
    return Tails(below, 1 - below)


def _series(a: float, x: float) -> float:
    total = term = 1.0
    while term > EPSILON * total:
        a += 1
        term *= x / a
        total += term
    return total


def _beta_step(i: int, a: float, b: float, x: float) -> float:
    m, odd = divmod(i, 2)
    if odd:
        return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))


def _lentz(upper: Callable[[int], float], lower: Callable[[int], float]) -> float:
    """Return 1 / (lower(0) + upper(1) / (lower(1) + upper(2) / ...))."""
    found = lower(0) or TINY
    c, d, i = found, 0.0, 0
    while True:
        i += 1
        d = 1 / (lower(i) + upper(i) * d or TINY)
        c = lower(i) + upper(i) / c or TINY
        found *= c * d
        if abs(c * d - 1) <= 4 * EPSILON:
            return 1 / found
