"""Capability: how the spread of a stable process compares with its specification.

Within indices (Cp, Cpk, Cpm) use the sigma of the control chart, overall ones (Pp, Ppk, Ppm) the standard deviation of all values
(Montgomery 8.3; NIST/SEMATECH e-Handbook 6.1.6). A specification with one limit has one-sided indices only. Nothing is
clamped: a mean beyond a limit gives a negative index. Intervals: Cp and Pp by chi-square; Cpk and Ppk by Bissell (1990), "How reliable
is your capability index?"; Cpm by Boyles (1991), "The Taguchi capability index". They take the values to be normal.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.stats.charts.rules import Signal
from gitgov.quality.stats.distributions import ChiSquare, normal_below, normal_quantile
from gitgov.quality.stats.outcome import CONFIDENCE, Estimate, Insufficient, Interval, confident, finite, mean, variance

LEAST = 30
"""Values that an index takes at least; its interval is wide even then (about 25 percent to each side)."""


class Specification(NamedTuple):
    """Limits and target in the unit of the values; at least one limit, and the lower one below the upper."""

    lower: float | None = None
    upper: float | None = None
    target: float | None = None


class Process(NamedTuple):
    """What is known of a process: mean, sigma, of how many values, and the degrees of freedom behind sigma."""

    mean: float
    sigma: float
    n: int
    df: float


class Indices(NamedTuple):
    """Indices by one sigma: Cp, Cpk, Cpm with their intervals, and the one-sided ones; None where a limit is missing.

    `k` is how far the mean lies off the middle of the specification, in halves of its width. `beyond` is the share of a
    normal process outside of the limits.
    """

    cp: Estimate | None
    cpk: Estimate
    cpm: Estimate | None
    lower: float | None
    upper: float | None
    k: float | None
    beyond: float


class Capability(NamedTuple):
    """Indices within (by the chart's sigma) and overall, and how many of the values were in fact out of specification."""

    within: Indices
    overall: Indices
    outside: int
    n: int


class Unstable(NamedTuple):
    """There is no capability: the chart signals at these points, so nothing says what the process will do."""

    points: tuple[int, ...]
    rules: tuple[str, ...]

    def __str__(self) -> str:
        where = ", ".join(map(str, self.points))
        return f"the process is not stable: {', '.join(self.rules)} at point {where}; no capability until it is"


def specify(lower: float | None = None, upper: float | None = None, target: float | None = None) -> Specification:
    """Return a specification; raises `BadInput` without a limit, with limits that cross, or with a target outside."""
    finite([each for each in (lower, upper, target) if each is not None], "specification")
    if lower is None and upper is None:
        raise BadInput("a specification without a limit", "give a lower limit, an upper limit, or both")
    if lower is not None and upper is not None and lower >= upper:
        raise BadInput(f"a specification from {lower:g} to {upper:g}", "the lower limit lies below the upper one")
    if target is not None and _outside(target, lower, upper):
        raise BadInput(f"a target of {target:g} outside of the specification", "a target meets the specification")
    return Specification(lower, upper, target)


def capability(
    values: Sequence[float], sigma: float, df: float, of: Specification, signals: Sequence[Signal]
) -> Capability | Insufficient | Unstable:
    """Return the capability of a process from its values, sigma within and its degrees of freedom, and its chart's signals.

    All of them of the same period. `moving_df` gives the degrees of freedom.
    """
    found = finite(values)
    if signals:
        points, rules = {each.at for each in signals}, {each.rule for each in signals}
        return Unstable(tuple(sorted(points)), tuple(sorted(rules)))
    if len(found) < LEAST:
        return Insufficient("a capability of so few values", len(found), LEAST)
    overall = math.sqrt(variance(found))
    if sigma <= 0 or overall <= 0:
        return Insufficient("the values do not vary", len(found))
    middle, n = mean(found), len(found)
    return Capability(
        within=indices(Process(middle, sigma, n, df), of),
        overall=indices(Process(middle, overall, n, n - 1), of),
        outside=sum(_outside(each, of.lower, of.upper) for each in found),
        n=n,
    )


def indices(process: Process, of: Specification, confidence: float = CONFIDENCE) -> Indices:
    """Return the indices of a process whose mean and sigma > 0 are given, in the same unit as the specification."""
    lower = None if of.lower is None else (process.mean - of.lower) / (3 * process.sigma)
    upper = None if of.upper is None else (of.upper - process.mean) / (3 * process.sigma)
    sides = [each for each in (lower, upper) if each is not None]
    return Indices(
        cp=_two_sided(process, of, confidence),
        cpk=_bissell(min(sides), process, confidence),
        cpm=_cpm(process, of, confidence),
        lower=lower,
        upper=upper,
        k=_off_middle(process.mean, of),
        beyond=math.fsum(normal_below(-3 * each) for each in sides),
    )


def moving_df(n: int) -> float:
    """Return about how many degrees of freedom the mean moving range of n values has: 0.605 (n - 1).

    Half of the inverse of its squared coefficient of variation, neighbouring ranges being correlated.
    """
    return 0.605 * (n - 1)


def _two_sided(process: Process, of: Specification, confidence: float) -> Estimate | None:
    if of.lower is None or of.upper is None:
        return None
    return _by_chi_square((of.upper - of.lower) / (6 * process.sigma), process.df, process.n, confidence)


def _cpm(process: Process, of: Specification, confidence: float) -> Estimate | None:
    """Return Cpm, which counts being off target as spread; Boyles' degrees of freedom count it too."""
    if of.lower is None or of.upper is None or of.target is None:
        return None
    off = ((process.mean - of.target) / process.sigma) ** 2
    value = (of.upper - of.lower) / (6 * process.sigma * math.sqrt(1 + off))
    return _by_chi_square(value, process.df * (1 + off) ** 2 / (1 + 2 * off), process.n, confidence)


def _by_chi_square(value: float, df: float, n: int, confidence: float) -> Estimate:
    outer = confident(confidence)
    low, high = (math.sqrt(ChiSquare(df).quantile(p) / df) for p in (outer / 2, 1 - outer / 2))
    return Estimate(value, Interval(value * low, value * high, confidence), n)


def _bissell(value: float, process: Process, confidence: float) -> Estimate:
    z = normal_quantile(1 - confident(confidence) / 2)
    reach = z * math.sqrt(1 / (9 * process.n) + value * value / (2 * process.df))
    return Estimate(value, Interval(value - reach, value + reach, confidence), process.n)


def _off_middle(center: float, of: Specification) -> float | None:
    if of.lower is None or of.upper is None:
        return None
    return abs((of.lower + of.upper) / 2 - center) / ((of.upper - of.lower) / 2)


def _outside(value: float, lower: float | None, upper: float | None) -> bool:
    return (lower is not None and value < lower) or (upper is not None and value > upper)
