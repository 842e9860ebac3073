"""A characteristic on its control chart: the series of its records against limits frozen by decision, or provisional ones."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from gitgov.core.amounts import parse_amount, show_amount
from gitgov.core.ids import EventId
from gitgov.procedure.motions.ctq import Ctq, Limits
from gitgov.quality.stats.charts.control import OWN, Control, chart_of, control, false_alarms, freeze, rules_of
from gitgov.quality.stats.charts.frozen import Baseline
from gitgov.quality.stats.outcome import Insufficient

RULES: Final = {
    "shewhart": ("N1",),
    "usual": ("N1", "N2"),
    "western-electric": ("WE1", "WE2", "WE3", "WE4"),
    "nelson": ("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"),
}
"""The run rules of each set."""
LAST = 20
"""So many of the last points are looked at where signals are counted."""
_COUNTED = ("p", "p'", "np", "c", "u", "u'")
_FINE = 10**12


class Observed(NamedTuple):
    """A point of a series: the record, the commit that it is of, when it was recorded, its value, and of a share `part` of `n`."""

    record: EventId
    commit: str
    at: int
    value: Fraction
    n: int
    part: int | None = None


class Charted(NamedTuple):
    """A series on its chart: the limits, whether they are frozen by decision, the points, and what signals.

    In control, one point in `false_alarm_every` signals all the same.
    """

    base: Baseline
    frozen: bool
    points: tuple[Observed, ...]
    control: Control
    false_alarm_every: float

    @property
    def at_last(self) -> tuple[str, ...]:
        """The rules that the last point completes."""
        last = len(self.points)
        return tuple(each.rule for each in self.control.signals if each.at == last)

    @property
    def recent(self) -> int:
        """How many of the last points complete a pattern."""
        first = len(self.points) - LAST
        return len({each.at for each in self.control.signals if each.at > first})


def charted(ctq: Ctq, series: Sequence[Observed]) -> Charted | Insufficient:
    """Draw a series, in the order of time, on the chart of its characteristic; raises `BadInput` for records that are none of that chart.

    Limits that are frozen are those of a base period: what was before it is not on this chart.
    """
    series = _since_base(ctq.limits, series) if ctq.limits else series
    records = [_record(ctq.chart, each) for each in series]
    base = baseline(ctq.chart, ctq.limits) if ctq.limits else freeze(ctq.chart, records)
    if isinstance(base, Insufficient):
        return base
    ids = chosen(ctq)
    every = false_alarms(ctq.chart, rules_of(ctq.chart, ids)).points
    return Charted(base, ctq.limits is not None, tuple(series), control(base, records, ids), every)


def _since_base(limits: Limits, series: Sequence[Observed]) -> Sequence[Observed]:
    """Leave out what was before the base period; nothing where its last record is not in the series any more."""
    last = next((place for place, each in enumerate(series) if each.record == limits.upto), -1)
    return series[max(0, last + 1 - limits.points) :] if last >= 0 else series


def chosen(ctq: Ctq) -> tuple[str, ...]:
    """Return the run rules by which the chart of a characteristic is read: those that mean anything on it."""
    if ctq.chart in OWN:
        return ()
    return RULES[ctq.rules] if chart_of(ctq.chart).zones else ("N1",)


def _record(chart: str, each: Observed) -> tuple[float, ...]:
    if chart not in _COUNTED:
        return (float(each.value),)
    return (float(each.part if each.part is not None else each.value), float(each.n or 1))


def baseline(chart: str, limits: Limits) -> Baseline:
    """Read limits as they were frozen."""
    floor = float(parse_amount(limits.floor)) if limits.floor else float("-inf")
    ceiling = float(parse_amount(limits.ceiling)) if limits.ceiling else float("inf")
    center, sigma, ratio = (float(parse_amount(each)) for each in (limits.center, limits.sigma, limits.ratio))
    return Baseline(chart, center, sigma, limits.points, ratio, floor, ceiling)


def frozen(base: Baseline, upto: EventId) -> Limits:
    """Write limits as they are frozen by decision, to twelve places."""
    return Limits(
        center=_written(base.center),
        sigma=_written(base.sigma),
        ratio=_written(base.ratio),
        floor="" if base.floor == float("-inf") else _written(base.floor),
        ceiling="" if base.ceiling == float("inf") else _written(base.ceiling),
        points=base.points,
        upto=upto,
    )


def _written(value: float) -> str:
    return show_amount(Fraction(round(value * _FINE), _FINE))
