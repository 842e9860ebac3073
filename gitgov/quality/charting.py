"""A characteristic on its control chart: the series of its records against limits frozen by decision, or provisional ones."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isinf
from typing import Final, NamedTuple

from gitgov.core.amounts import parse_amount, show_amount
from gitgov.core.errors import BadInput
from gitgov.core.ids import EventId, short
from gitgov.procedure.motions.ctq import Ctq, Limits
from gitgov.quality.nature import OF_PARTS, is_count, nature
from gitgov.quality.stats.charts.alarms import RunLength
from gitgov.quality.stats.charts.control import OWN, Control, chart_of, control, false_alarms_at, freeze, rules_of
from gitgov.quality.stats.charts.frozen import Baseline
from gitgov.quality.stats.charts.frozen import Limits as Drawn
from gitgov.quality.stats.charts.rules import Signal
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
_SHARES = ("p", "p'", "u", "u'")
_OF_ONE_SIZE = {"np": "p", "c": "u"}
"""The charts of counts of one size, and what draws such where sizes differ."""
_OF_LOGARITHMS = ("log-xmr",)
_OF_VALUES = ("xmr", "xbar-r", "xbar-s", "ewma")
_FINE = 10**12


class Observed(NamedTuple):
    """A point of a series: the record, the commit that it is of, when it was recorded, its value, and of a share `part` of `n`.

    One of an X-bar chart stands for its `members`, a subgroup of `n` of them: its value is their mean, all else that of the last one.
    """

    record: EventId
    commit: str
    at: int
    value: Fraction
    n: int
    part: int | None = None
    members: tuple[Observed, ...] = ()

    @property
    def values(self) -> tuple[float, ...]:
        """The single values behind a point."""
        return tuple(float(each.value) for each in self.members or (self,))

    @property
    def size(self) -> int:
        """Of how many units something was counted; what says nothing of it is one."""
        return self.n or 1

    @property
    def since(self) -> int:
        """When the first of what a point stands for was recorded."""
        return self.members[0].at if self.members else self.at


class Plotted(NamedTuple):
    """What a series has for a chart: the points, the records `left_out` that have no place on it, those `waiting` for a subgroup to be full.

    `newest` is the record with which the series ends.
    """

    points: tuple[Observed, ...]
    left_out: tuple[Observed, ...] = ()
    waiting: tuple[Observed, ...] = ()
    newest: EventId = EventId("")


class Charted(NamedTuple):
    """A series on its chart: the limits, whether they are frozen by decision, the points, and what signals.

    In control, so many points signal all the same as `false_alarms` says. `plotted` is all that the series has for the chart, also what was
    before the base period.
    """

    base: Baseline
    frozen: bool
    points: tuple[Observed, ...]
    control: Control
    false_alarms: RunLength
    plotted: Plotted

    @property
    def alarm_words(self) -> str:
        """Say how often a process that is in control signals all the same."""
        if isinf(self.false_alarms.points):
            return "in control no point signals: the limits lie beyond all that can be counted"
        about = "about " if self.false_alarms.how == "normal" else ""
        return f"in control {about}one point in {self.false_alarms.points:.0f} is a false alarm"

    @property
    def at_last(self) -> tuple[str, ...]:
        """The rules that the newest record completes: none where it is not on the chart, or its subgroup is not full."""
        last = len(self.points) if self.points[-1].record == self.plotted.newest else 0
        return tuple(each.rule for each in self.control.signals if each.at == last)

    @property
    def recent(self) -> int:
        """How many of the last points complete a pattern."""
        return len({each.at for each in self._last})

    def recent_on(self, side: str) -> int:
        """How many of the last points complete patterns on one side of the centre, and none elsewhere."""
        elsewhere = {each.at for each in self._last if each.side != side}
        return len({each.at for each in self._last} - elsewhere)

    @property
    def _last(self) -> list[Signal]:
        first = len(self.points) - LAST
        return [each for each in self.control.signals if each.at > first]


def charted(ctq: Ctq, series: Sequence[Observed]) -> Charted | Insufficient:
    """Draw a series, in the order of time, on the chart of its characteristic; raises `BadInput` for records that are none of that chart.

    Limits that are frozen are those of a base period: what was before it is not on this chart.
    """
    return draw(ctq, plotted(ctq, series))


def plotted(ctq: Ctq, series: Sequence[Observed]) -> Plotted:
    """Return the points that a series has on the chart of its characteristic: its records, or subgroups of them.

    Subgroups are of records in a row. Where limits are frozen, one ends where their base period does, else the first begins with the series.
    """
    newest = series[-1].record if series else EventId("")
    apart = tuple(each for each in series if not _has_place(ctq.chart, each))
    kept = [each for each in series if _has_place(ctq.chart, each)]
    if ctq.subgroup < 2:
        return Plotted(tuple(kept), apart, (), newest)
    base = _base_end(ctq.limits, kept) if ctq.limits else 0
    first = base % ctq.subgroup
    last = max(first, len(kept)) - (max(first, len(kept)) - first) % ctq.subgroup
    groups = [_group(kept[place : place + ctq.subgroup]) for place in range(first, last, ctq.subgroup)]
    return Plotted(tuple(groups), apart, tuple(kept[last:]), newest)


def _has_place(chart: str, each: Observed) -> bool:
    """Say whether a record has a place on a chart: what is 0 or less has no logarithm."""
    return chart not in _OF_LOGARITHMS or each.value > 0


def _group(members: Sequence[Observed]) -> Observed:
    mean, last = sum((each.value for each in members), Fraction(0)) / len(members), members[-1]
    return Observed(last.record, last.commit, last.at, mean, len(members), None, tuple(members))


def draw(ctq: Ctq, found: Plotted) -> Charted | Insufficient:
    """Draw points on the chart of a characteristic; raises `BadInput` for records that are none of that chart."""
    points = found.points[_base_begin(ctq.limits, found.points) :] if ctq.limits else found.points
    if not points:
        return Insufficient("nothing is on the chart", 0, 1)
    _refuse_records(ctq, points)
    records = [_record(ctq.chart, each) for each in points]
    base = baseline(ctq.chart, ctq.limits) if ctq.limits else freeze(ctq.chart, records)
    if isinstance(base, Insufficient):
        return base
    ids = chosen(ctq)
    drawn = control(base, records, ids)
    alarms = false_alarms_at(base, records, drawn, rules_of(ctq.chart, ids))
    return Charted(base, ctq.limits is not None, tuple(points), drawn, alarms, found)


def _refuse_records(ctq: Ctq, points: Sequence[Observed]) -> None:
    """Raise `BadInput` for a record that is no share, or is of another size, where its chart cannot draw it; it is named."""
    shares = ctq.chart in OF_PARTS and not is_count(ctq.unit)
    if shares and (whole := next((each for each in points if each.part is None), None)):
        raise BadInput(
            f"{ctq.ctq}: the record {short(whole.record)} is no share, as a chart {ctq.chart} draws",
            f"git quality define {ctq.ctq} --chart xmr",
        )
    if ctq.chart in _OF_ONE_SIZE and (other := next((each for each in points if each.size != points[0].size), None)):
        sizes = " and ".join(f"{short(each.record)} is of {each.size}" for each in (points[0], other))
        raise BadInput(
            f"{ctq.ctq}: sizes that differ on a chart {ctq.chart}: {sizes}",
            f"git quality define {ctq.ctq} --chart {_OF_ONE_SIZE[ctq.chart]} draws how many there are for each unit counted",
        )


def _base_end(limits: Limits, series: Sequence[Observed]) -> int:
    """Return how many come up to the end of the base period; 0 where its last record is not in the series any more."""
    return next((place for place, each in enumerate(series, 1) if each.record == limits.upto), 0)


def _base_begin(limits: Limits, points: Sequence[Observed]) -> int:
    """Return how many were before the base period."""
    return max(0, _base_end(limits, points) - limits.points)


def in_unit(ctq: Ctq, limits: Drawn) -> Drawn:
    """Return limits in the unit of the records: logarithms and powers are read again, and shares written in per cent where records are."""
    scale = scale_of(ctq)
    return Drawn(*(scale * each for each in chart_of(ctq.chart).in_unit(limits)))


def within_nature(ctq: Ctq, points: Sequence[Observed], limits: Drawn) -> Drawn:
    """Take away a limit of single values that lies where nothing can be measured: below no file, or above all of them."""
    if ctq.chart not in _OF_VALUES:
        return limits
    shares = all(each.part is not None for point in points for each in point.members or (point,))
    floor, ceiling = nature(ctq.unit, shares=shares)
    lower = limits.lower if limits.lower >= floor else float("-inf")
    upper = limits.upper if limits.upper <= ceiling else float("inf")
    return limits._replace(lower=lower, upper=upper)


def scale_of(ctq: Ctq) -> int:
    """Return what a share that is drawn is to be multiplied by."""
    return 100 if ctq.unit == "%" and ctq.chart in _SHARES else 1


def chosen(ctq: Ctq) -> tuple[str, ...]:
    """Return the run rules by which the chart of a characteristic is read: those that mean anything on it."""
    if ctq.chart in OWN:
        return ()
    return RULES[ctq.rules] if chart_of(ctq.chart).zones else ("N1",)


def _record(chart: str, each: Observed) -> tuple[float, ...]:
    if chart not in _COUNTED:
        return each.values
    return (float(each.part if each.part is not None else each.value), float(each.size))


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
        as_measured=True,
    )


def _written(value: float) -> str:
    return show_amount(Fraction(round(value * _FINE), _FINE))
