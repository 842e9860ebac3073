"""The distributions that charts, capabilities and tests need: probability below and above, and quantiles.

Frozen values with three questions each: `below(x)` is P(X <= x), `above(x)` is P(X > x), `quantile(p)` the least x with
P(X <= x) >= p. They agree with scipy to 1e-9 and better (tests/oracles). Formulas: NIST/SEMATECH e-Handbook 1.3.6.6;
Abramowitz and Stegun (1964) 26.5, 26.7.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple, Protocol

from gitgov.core.errors import BadInput
from gitgov.quality.stats.roots import beyond, root
from gitgov.quality.stats.special import Tails, beta_tails, binomial_term, gamma_tails, poisson_term

FUZZ = 1e-12
"""A probability that is so close to another is the same: libraries differ in the last digits of logarithms."""
_STANDARD = NormalDist()


class Distribution(Protocol):
    """Both tails of a distribution at a point."""

    def tails(self, x: float, /) -> Tails:
        """Return P(X <= x) and P(X > x)."""


def normal_below(z: float) -> float:
    """Return P(Z <= z) of the standard normal distribution."""
    return 0.5 * math.erfc(-z / math.sqrt(2))


def normal_quantile(p: float) -> float:
    """Return the quantile of the standard normal distribution for 0 < p < 1."""
    return _STANDARD.inv_cdf(_probability(p))


class StudentT(NamedTuple):
    """Student's t with `df` > 0 degrees of freedom, which need not be whole."""

    df: float

    def tails(self, x: float) -> Tails:
        """Return P(T <= x) and P(T > x)."""
        whole = self.df + x * x
        outer = 0.5 * beta_tails(self.df / 2, 0.5, self.df / whole, x * x / whole).below
        return Tails(1 - outer, outer) if x > 0 else Tails(outer, 1 - outer)

    def quantile(self, p: float) -> float:
        """Return the quantile for 0 < p < 1."""
        outer = min(_probability(p), 1 - p)
        found = self._upper(outer) if outer < 0.5 else 0.0
        return -found if p < 0.5 else found

    def _upper(self, outer: float) -> float:
        def short(x: float) -> float:
            return outer - self.tails(x).above

        return root(short, 0.0, beyond(short, 1.0))


class ChiSquare(NamedTuple):
    """Chi-square with `df` > 0 degrees of freedom."""

    df: float

    def tails(self, x: float) -> Tails:
        """Return P(X <= x) and P(X > x)."""
        return gamma_tails(self.df / 2, x / 2)

    def quantile(self, p: float) -> float:
        """Return the quantile for 0 < p < 1."""
        return _continuous(self, p, math.inf)


class FisherF(NamedTuple):
    """F with `upper` and `lower` degrees of freedom."""

    upper: float
    lower: float

    def tails(self, x: float) -> Tails:
        """Return P(F <= x) and P(F > x)."""
        if x <= 0:
            return Tails(0.0, 1.0)
        whole = self.upper * x + self.lower
        return beta_tails(self.upper / 2, self.lower / 2, self.upper * x / whole, self.lower / whole)

    def quantile(self, p: float) -> float:
        """Return the quantile for 0 < p < 1."""
        return _continuous(self, p, math.inf)


class Beta(NamedTuple):
    """Beta with shapes a, b > 0."""

    a: float
    b: float

    def tails(self, x: float) -> Tails:
        """Return P(X <= x) and P(X > x)."""
        return beta_tails(self.a, self.b, x, 1 - x)

    def quantile(self, p: float) -> float:
        """Return the quantile for 0 < p < 1."""
        return _continuous(self, p, 1.0)


class Gamma(NamedTuple):
    """Gamma with a shape > 0 and scale 1."""

    shape: float

    def tails(self, x: float) -> Tails:
        """Return P(X <= x) and P(X > x)."""
        return gamma_tails(self.shape, x)

    def quantile(self, p: float) -> float:
        """Return the quantile for 0 < p < 1."""
        return _continuous(self, p, math.inf)


class Binomial(NamedTuple):
    """The number of successes in n trials, each with probability p."""

    n: int
    p: float

    def probability(self, k: int) -> float:
        """Return P(X = k)."""
        if not 0 <= k <= self.n:
            return 0.0
        if self.p in {0.0, 1.0}:
            return float(k == self.n * self.p)
        return binomial_term(k, self.n - k, self.p, 1 - self.p)

    def tails(self, x: float) -> Tails:
        """Return P(X <= x) and P(X > x)."""
        k = math.floor(x)
        if k < 0:
            return Tails(0.0, 1.0)
        if k >= self.n:
            return Tails(1.0, 0.0)
        return beta_tails(self.n - k, k + 1, 1 - self.p, self.p)

    def quantile(self, p: float) -> int:
        """Return the least k with P(X <= k) >= p."""
        return _discrete(self, p, self.n)


class Poisson(NamedTuple):
    """The number of events where `mean` are expected."""

    mean: float

    def probability(self, k: int) -> float:
        """Return P(X = k)."""
        if k < 0:
            return 0.0
        return poisson_term(k, self.mean) if self.mean > 0 else float(k == 0)

    def tails(self, x: float) -> Tails:
        """Return P(X <= x) and P(X > x)."""
        if x < 0:
            return Tails(0.0, 1.0)
        above, below = gamma_tails(math.floor(x) + 1, self.mean)
        return Tails(below, above)

    def quantile(self, p: float) -> int:
        """Return the least k with P(X <= k) >= p."""
        return _discrete(self, p, int(beyond(lambda k: self.tails(k).below - _probability(p), max(1.0, self.mean))))


def _probability(p: float) -> float:
    if not 0 < p < 1:
        raise BadInput(f"not a probability: {p}", "it lies between 0 and 1")
    return p


def _short(of: Distribution, p: float) -> Callable[[float], float]:
    """Return by how much the smaller tail is short, which keeps the digits that the larger one has lost."""
    if p <= 0.5:
        return lambda x: of.tails(x).below - p
    return lambda x: (1 - p) - of.tails(x).above


def _continuous(of: Distribution, p: float, most: float) -> float:
    short = _short(of, _probability(p))
    return root(short, 0.0, most if math.isfinite(most) else beyond(short, 1.0))


def _discrete(of: Distribution, p: float, most: int) -> int:
    least = _probability(p) * (1 - FUZZ)
    low, high = -1, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if of.tails(middle).below >= least else (middle, high)
    return high
