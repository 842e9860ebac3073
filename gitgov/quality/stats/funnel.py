"""Funnels: many teams against what all of them have together, by limits for the size of each, never by rank.

Spiegelhalter (2005), "Funnel plots for comparing institutional performance": exact binomial or Poisson limits at 95 and at 99.8
percent (about two and three sigmas). They are counts, so that who lies beyond is as unlikely as that; he draws a smooth curve between
them, which small teams pass by chance. Since many teams are looked at, p is also given as adjusted for that.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal, NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.stats.charts.counted import Counted
from gitgov.quality.stats.distributions import Binomial, Poisson
from gitgov.quality.stats.many_tests import benjamini_hochberg
from gitgov.quality.stats.outcome import Insufficient, Interval

WARNING, ACTION = 0.95, 0.998
Kind = Literal["proportion", "rate"]
Side = Literal["above", "below", "within"]


class Place(NamedTuple):
    """Where one team lies: its value, both pairs of limits, p (two-sided) and p adjusted for all teams, and the side.

    `side` is by the limits of 99.8 percent. Below is good where defects are counted.
    """

    name: str
    value: float
    of: Counted
    warning: Interval
    action: Interval
    p: float
    adjusted: float
    side: Side


class Funnel(NamedTuple):
    """All places by name, what all teams have together, and the names of those of whom nothing was counted."""

    overall: float
    places: tuple[Place, ...]
    empty: tuple[str, ...]


def funnel(teams: Mapping[str, Counted], kind: Kind) -> Funnel | Insufficient:
    """Return the funnel of teams: counts of sizes (units for proportions, any exposure for rates).

    Raises `BadInput` for counts below 0, sizes below 0, and for proportions counts above their size, and sizes of a half.
    """
    for name, (count, size) in teams.items():
        parts = kind == "proportion" and (count > size or size != round(size))
        if not 0 <= count < math.inf or not 0 <= size < math.inf or parts:
            raise BadInput(f"{name}: {count:g} of {size:g}", "counts lie between 0 and their size")
    found = {name: teams[name] for name in sorted(teams) if teams[name].size > 0}
    total = math.fsum(each.size for each in found.values())
    if len(found) < 2:
        return Insufficient("a funnel of fewer than two teams", len(found), 2)
    overall = math.fsum(each.number for each in found.values()) / total
    if overall == 0 or (kind == "proportion" and overall == 1):
        return Insufficient("all teams are the same", len(found))
    p = [_p(_expected(each.size, overall, kind), each.number) for each in found.values()]
    rows = zip(found.items(), p, benjamini_hochberg(p), strict=True)
    places = tuple(_place(name, of, overall, kind)._replace(p=one, adjusted=all_) for (name, of), one, all_ in rows)
    return Funnel(overall, places, tuple(sorted(teams.keys() - found.keys())))


def limits(size: float, overall: float, kind: Kind, confidence: float) -> Interval:
    """Return the limits for one size, in the unit of the value: the outermost counts that are no surprise."""
    of, outer = _expected(size, overall, kind), (1 - confidence) / 2
    return Interval(of.quantile(outer) / size, of.quantile(1 - outer) / size, confidence)


def _place(name: str, of: Counted, overall: float, kind: Kind) -> Place:
    value, action = of.number / of.size, limits(of.size, overall, kind, ACTION)
    side: Side = "above" if value > action.high else "below" if value < action.low else "within"
    return Place(name, value, of, limits(of.size, overall, kind, WARNING), action, 1.0, 1.0, side)


def _expected(size: float, overall: float, kind: Kind) -> Binomial | Poisson:
    return Binomial(round(size), overall) if kind == "proportion" else Poisson(size * overall)


def _p(of: Binomial | Poisson, count: float) -> float:
    """Return twice the smaller tail, the count included."""
    return min(1.0, 2 * min(of.tails(count).below, of.tails(count - 1).above))
