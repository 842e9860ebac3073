"""A series of records as a chart: a phase for each set of limits, from the decision that moved them on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from gitgov.core.amounts import parse_amount
from gitgov.core.errors import BadInput
from gitgov.core.visible import many
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.charting import Charted, Observed, Plotted, chosen, draw, in_unit, plotted, scale_of, within_nature
from gitgov.quality.nature import PER_UNIT, draws_rates, unit_drawn
from gitgov.quality.page.values import Bound, Chart, Phase, Point, Signal
from gitgov.quality.reading import Excluded
from gitgov.quality.stats.charts.frozen import Limits
from gitgov.quality.stats.outcome import Insufficient

_AS_MEASURED = ("log-xmr", "t")
"""Drawn in another unit than is measured: a page shows what was measured."""
_NO_SINGLE_VALUES = ("np", "ewma", "cusum", "xbar-r", "xbar-s")
"""Specification limits are of single values, which these do not draw."""
_SPREADS = {"xbar-r": ("R", "range within the subgroup"), "xbar-s": ("S", "standard deviation within the subgroup")}
"""What a signal of the spread is of; else of moving ranges."""
NO_LOGARITHM = "0 or less has no logarithm"


class Held(NamedTuple):
    """How a characteristic was defined from the instant `at` on, in seconds, by a motion."""

    motion: str
    at: int
    ctq: Ctq


class _Stretch(NamedTuple):
    """The points from `first` up to and without `end`, on a chart with the limits of `ctq`, moved there by a motion, if by one."""

    first: int
    end: int
    ctq: Ctq
    motion: str = ""


def run_chart(name: str, title: str, unit: str, series: Sequence[Observed]) -> Chart:
    """Draw a series as it is, without limits: nobody has asked for any."""
    points = tuple(Point(each.at, float(each.value), each.commit, _label(each)) for each in series)
    return Chart(name, title, "run", unit, points)


def _label(point: Observed) -> str:
    if not point.members:
        return f"record {point.record}"
    return f"mean of the records {' '.join(each.record for each in point.members)}"


def chart(held: Sequence[Held], series: Sequence[Observed]) -> Chart:
    """Draw a series, in the order of time, under its definitions, of which the last is in force and has a chart.

    Each stretch is read with the limits that were in force in it, and with the points before it, as the gate did then. Where there are
    no limits, the note says why.
    """
    ctq = held[-1].ctq
    found = plotted(ctq, series)
    plain = _undrawn(ctq, found)
    try:
        drawn = [(each, draw(each.ctq, _up_to(found, each.end))) for each in _stretches(held, found.points)]
    except BadInput as why:
        return plain._replace(note=why.what)
    known = [(each, found) for each, found in drawn if isinstance(found, Charted)]
    if not known:
        return plain._replace(note=_undrawn_note(series, [each for _, each in drawn]))
    values = {
        max(each.first, _before(each, seen)) + place: value
        for each, seen in known
        for place, value in enumerate(_values(each, seen))
    }
    return plain._replace(
        points=tuple(each._replace(value=values.get(place, each.value)) for place, each in enumerate(plain.points)),
        phases=tuple(_phase(*each) for each in known),
        signals=tuple(signal for each in known for signal in _signals(*each)),
        lower=_specified(ctq, ctq.lower),
        target=_specified(ctq, ctq.target),
        upper=_specified(ctq, ctq.upper),
        note=_note(ctq, known[-1][1]),
    )


def _undrawn(ctq: Ctq, found: Plotted) -> Chart:
    """Draw the points without limits, and say which records have no place among them."""
    excluded = Excluded(NO_LOGARITHM, tuple(each.record for each in found.left_out))
    rates = [each._replace(value=each.value / each.size) for each in found.points] if draws_rates(ctq) else found.points
    plain = run_chart(ctq.ctq, ctq.title, unit_drawn(ctq), rates)
    return plain._replace(kind=ctq.chart, excluded=(excluded,) if found.left_out else ())


def _up_to(found: Plotted, end: int) -> Plotted:
    return found._replace(points=found.points[:end])


def _undrawn_note(series: Sequence[Observed], drawn: Sequence[Charted | Insufficient]) -> str:
    if drawn:
        return str(drawn[-1])
    return f"no point yet of {many(len(series), 'record')}" if series else "nothing has been recorded yet"


def moves(held: Sequence[Held]) -> Iterator[Held]:
    """Yield the definitions by which limits were moved since the characteristic has had its chart and its unit."""
    before = None
    for each in _on_this_chart(held):
        if each.ctq.limits != before:
            yield each
        before = each.ctq.limits


def _on_this_chart(held: Sequence[Held]) -> Sequence[Held]:
    last, kept = held[-1].ctq, list[Held]()
    for each in reversed(held):
        if (each.ctq.chart, each.ctq.unit, each.ctq.subgroup) != (last.chart, last.unit, last.subgroup):
            break
        kept.insert(0, each)
    return kept


def _stretches(held: Sequence[Held], series: Sequence[Observed]) -> list[_Stretch]:
    """Divide a series where limits were moved; the first stretch is the base period of the first ones, and has their limits.

    Of several moves between two points the last counts; one after which nothing was measured shows at the last point.
    """
    if not series:
        return []
    moved, times = list(moves(held)), [*accumulate((each.at for each in series), max)]  # clocks differ
    rows = {min(bisect_left(times, each.at), len(series) - 1): each for each in moved}
    first = moved[0].ctq if moved else held[-1].ctq
    starts = [
        _Stretch(0, 0, first),
        *(_Stretch(place, 0, each.ctq, each.motion) for place, each in sorted(rows.items())),
    ]
    ends = [*(after.first for _, after in pairwise(starts)), len(series)]
    found = [each._replace(end=end) for each, end in zip(starts, ends, strict=True) if end > each.first]
    return [each._replace(ctq=held[-1].ctq.model_copy(update={"limits": each.ctq.limits})) for each in found]


def _before(stretch: _Stretch, found: Charted) -> int:
    """Return how many points lie before those on a chart, which begins with the base period of its limits."""
    return stretch.end - len(found.points)


def _own(stretch: _Stretch, found: Charted) -> int:
    """Return the place on the chart of the first point of a stretch."""
    return max(0, stretch.first - _before(stretch, found))


def _values(stretch: _Stretch, found: Charted) -> list[float]:
    points = found.control.points[_own(stretch, found) :]
    if found.base.chart in _AS_MEASURED:
        return [float(each.value) for each in found.points[_own(stretch, found) :]]
    return [each.value * scale_of(stretch.ctq) for each in points]


def _phase(stretch: _Stretch, found: Charted) -> Phase:
    ctq, frozen = stretch.ctq, stretch.ctq.limits
    limits = [
        within_nature(ctq, found.points, in_unit(ctq, each.limits))
        for each in found.control.points[_own(stretch, found) :]
    ]
    why = f"to those of {frozen.points} points" if frozen and stretch.motion else ""
    lower, upper = (_bound([pick(each) for each in limits]) for pick in (_lower, _upper))
    return Phase(max(stretch.first, _before(stretch, found)), limits[0].center, lower, upper, stretch.motion, why)


def _lower(limits: Limits) -> float:
    return limits.lower


def _upper(limits: Limits) -> float:
    return limits.upper


def _bound(values: list[float]) -> Bound:
    """Return one limit for all points where it is the same; none where nothing bounds them."""
    finite = tuple(None if abs(each) == float("inf") else each for each in values)
    return finite[0] if len({*finite}) == 1 else finite


def _signals(stretch: _Stretch, found: Charted) -> Iterator[Signal]:
    """Yield where the points of a stretch signal, and where their ranges do, which says nothing of the side of a point."""
    before = _before(stretch, found)
    for each in found.control.signals:
        if before + each.at > stretch.first:
            side = "within" if each.side == "both" else each.side
            yield Signal(before + each.at - 1, each.rule, each.words, side)
    for each in found.control.spread_signals:
        if before + each.at > stretch.first:
            name, words = _SPREADS.get(found.base.chart, ("mR", "range"))
            yield Signal(before + each.at - 1, f"{name} {each.rule}", f"{words}: {each.words}")


def _specified(ctq: Ctq, limit: str) -> float | None:
    if not limit or ctq.chart in _NO_SINGLE_VALUES or draws_rates(ctq):
        return None
    return float(parse_amount(limit))


def _note(ctq: Ctq, found: Charted) -> str:
    kind = (
        "frozen by decision"
        if found.frozen
        else "provisional"
        if found.base.provisional
        else "of all points, not frozen"
    )
    rules = f"{ctq.rules} rules" if len(chosen(ctq)) > 1 else "points beyond the limits alone"
    alarm = f"{found.alarm_words} ({rules})"
    out = f"{many(len(found.plotted.left_out), 'record')} left out: {NO_LOGARITHM}" if found.plotted.left_out else ""
    rates = f"drawn{PER_UNIT}" if draws_rates(ctq) else ""
    return "; ".join(
        filter(None, (rates, f"limits {kind}", alarm, out, ctq.reaction and f"on a signal: {ctq.reaction}"))
    )
