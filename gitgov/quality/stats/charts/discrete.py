"""What run rules cost on charts of counts, whose points are no normal values: skewed, and often just at the centre.

Exact for points beyond 3 sigma, alone or with runs on one side of the centre: of independent points each is beyond, above,
below or at the centre, with the probabilities of the binomial (p, np), Poisson (c, u) or geometric (g) distribution at the frozen centre.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from gitgov.quality.stats.charts.alarms import RunLength
from gitgov.quality.stats.charts.counted import CHARTS
from gitgov.quality.stats.charts.frozen import Baseline
from gitgov.quality.stats.charts.rules import SLACK, Rule
from gitgov.quality.stats.distributions import Binomial, Poisson
from gitgov.quality.stats.special import Tails

_RUNS = {"N2", "WE4"}
_BEYOND = {"N1", "WE1"}


class _Whole(Protocol):
    """A distribution of whole numbers."""

    def tails(self, x: float, /) -> Tails:
        """Return P(X <= x) and P(X > x)."""


class _Gaps(NamedTuple):
    """The number of units before an event, of which `mean` are expected: geometric."""

    mean: float

    def tails(self, x: float) -> Tails:
        above = (self.mean / (self.mean + 1)) ** (math.floor(x) + 1) if x >= 0 else 1.0
        return Tails(1 - above, above)


class _Places(NamedTuple):
    """With which probability a point lies beyond 3 sigma, else above the centre, below it, or at it."""

    beyond: float
    above: float
    below: float
    at: float


def run_length(base: Baseline, sigma: float, size: float, rules: Iterable[Rule]) -> RunLength | None:
    """Return the average run length of a chart of counts in control, for points of a size and the spread `sigma` of what is drawn.

    None where it is no such chart, or where the rules ask for more than stands above, or Laney's limits are wider than the distribution.
    """
    chosen = {rule.id: rule for rule in rules}
    found = _distribution(base, size)
    if found is None or base.ratio != 1 or chosen.keys() - _RUNS - _BEYOND or not chosen.keys() & _BEYOND:
        return None
    scale = size if base.chart in CHARTS and CHARTS[base.chart].scaled else 1.0
    places = _places(found, base.center * scale, sigma * scale)
    runs = [rule.span for rule in chosen.values() if rule.id in _RUNS]
    return RunLength(_until(places, min(runs)) if runs else _inverse(places.beyond), "exact")


def _distribution(base: Baseline, size: float) -> _Whole | None:
    match base.chart:
        case "p":
            return Binomial(round(size), base.center)
        case "np":
            return Binomial(round(size), base.center / size)
        case "c":
            return Poisson(base.center)
        case "u":
            return Poisson(base.center * size)
        case "g":
            return _Gaps(base.center)
        case _:
            return None


def _places(of: _Whole, center: float, sigma: float) -> _Places:
    slack = SLACK * sigma
    high, low = of.tails(center + 3 * sigma + slack).above, _less(of, center - 3 * sigma - slack)
    above, below = of.tails(center + slack).above, _less(of, center - slack)
    return _Places(high + low, above - high, below - low, max(0.0, 1 - above - below))


def _less(of: _Whole, x: float) -> float:
    return of.tails(math.ceil(x) - 1).below


def _until(places: _Places, run: int) -> float:
    """Return how long it takes until a point is beyond, or so many in a row are on one side of the centre; one at the centre breaks a run.

    From a run of j above, the mean A(j) = 1 + at E + above A(j + 1) + below B(1), with A(run) = 0, and B(j) likewise; E is the mean from
    no run. These are linear, and solved by hand.
    """
    up, down = (sum(each**step for step in range(run - 1)) for each in (places.above, places.below))
    above, below = places.above * up, places.below * down
    turns = 1 - above * below
    factor = 1 + (above * (1 + below) + below * (1 + above)) / turns
    left = 1 - places.at * factor
    return factor / left if left > 0 else math.inf


def _inverse(share: float) -> float:
    return 1 / share if share > 0 else math.inf
