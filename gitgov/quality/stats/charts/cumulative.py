"""CUSUM: what points lie off the target by more than an allowance, summed up; small shifts show early.

Tabular, both arms positive: C+ = max(0, x - (target + k) + C+ before), C- likewise below; beyond h it signals, at h it does not
(Montgomery 9.1; NIST/SEMATECH e-Handbook 6.3.2.3). A head start is the fast initial response of Lucas and Crosier (1982),
half of h, for a process that may not be right when it starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.stats.charts.rules import SLACK, Side
from gitgov.quality.stats.outcome import finite


class Cusum(NamedTuple):
    """A CUSUM: target, allowance k, decision interval h and head start, all in the unit of the values."""

    target: float
    k: float
    h: float
    head_start: float = 0.0


class Sums(NamedTuple):
    """Both arms at one point, each 0 or more, and the sides that signal there."""

    upper: float
    lower: float
    signals: tuple[Side, ...]


def in_sigmas(target: float, sigma: float, k: float = 0.5, h: float = 5.0, head_start: float = 0.0) -> Cusum:
    """Return a CUSUM whose allowance, interval and head start are given in sigmas: 1/2 and 5 find a shift of one sigma."""
    return Cusum(target, k * sigma, h * sigma, head_start * sigma)


def draw(chart: Cusum, values: Sequence[float]) -> tuple[Sums, ...]:
    """Sum up values in the order of time; raises `BadInput` for parameters out of range."""
    if not (chart.k >= 0 and chart.h > 0 and 0 <= chart.head_start <= chart.h):
        raise BadInput(f"no CUSUM: {chart}", "k from 0, h above 0, a head start between 0 and h")
    upper = lower = chart.head_start
    most, sums = chart.h * (1 + SLACK), []
    for value in finite(values):
        upper = max(0.0, upper + (value - chart.target) - chart.k)
        lower = max(0.0, lower - (value - chart.target) - chart.k)
        sides: tuple[Side, ...] = (*(("above",) if upper > most else ()), *(("below",) if lower > most else ()))
        sums.append(Sums(upper, lower, sides))
    return tuple(sums)
