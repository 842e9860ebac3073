"""All charts by one question: records, limits frozen before, and rules in; points and signals out.

A record is a row of numbers, in the order of time: one value, the values of a subgroup, a count and its size, or a gap.
EWMA and CUSUM have a rule of their own, and are frozen as XmR is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.stats.charts import counted, cumulative, discrete, individuals, rare, subgroups, weighted
from gitgov.quality.stats.charts.alarms import RunLength, in_control
from gitgov.quality.stats.charts.counted import Counted
from gitgov.quality.stats.charts.frozen import Baseline, Limits, Point, positions
from gitgov.quality.stats.charts.rules import DEFAULT, Rule, Signal, choose, signals
from gitgov.quality.stats.charts.runlength import of_cusum, of_ewma
from gitgov.quality.stats.outcome import Insufficient

Records = Sequence[Sequence[float]]
Draw = Callable[[Baseline, Records], tuple[Point, ...]]
WEIGHT, WIDTH = 0.2, 2.962
K, H = 0.5, 5.0
"""In sigmas: EWMA and CUSUM that find a shift of one sigma in ten points, with a false alarm in 500 and in 465."""


def _as_drawn(limits: Limits) -> Limits:
    return limits


class Chart(NamedTuple):
    """One kind of chart: what it is, what a record of it is, and how it is frozen and drawn.

    `spreads` draws the spread below it, of XmR and X-bar. `zones` says whether run rules mean anything on it: on skewed
    statistics only points beyond the limits do. `in_unit` reads limits in the unit of the records, where points are drawn in another.
    """

    words: str
    record: str
    freeze: Callable[[Records], Baseline | Insufficient]
    draw: Draw
    spreads: Draw | None = None
    zones: bool = True
    in_unit: Callable[[Limits], Limits] = _as_drawn


class Control(NamedTuple):
    """Points with their limits, where rules are met, and the same of the spread."""

    points: tuple[Point, ...]
    signals: tuple[Signal, ...]
    spreads: tuple[Point, ...]
    spread_signals: tuple[Signal, ...]

    @property
    def stable(self) -> bool:
        """Whether nothing signals."""
        return not self.signals and not self.spread_signals


def _values(records: Records) -> list[float]:
    if any(len(each) != 1 for each in records):
        raise BadInput("a record of several values on a chart of single ones", "X-bar charts take subgroups")
    return [each[0] for each in records]


def _counted(records: Records) -> list[Counted]:
    if any(len(each) not in {1, 2} for each in records):
        raise BadInput("a record of this chart is a count and its size")
    return [Counted(*each) for each in records]


def _of_counts(chart: str, words: str, record: str) -> Chart:
    return Chart(
        words,
        record,
        freeze=lambda records: counted.freeze(chart, _counted(records)),
        draw=lambda base, records: counted.draw(base, _counted(records)),
    )


def _of_means(by: subgroups.Spread, words: str) -> Chart:
    return Chart(
        words,
        "one value; a point is so many in a row",
        freeze=lambda records: subgroups.freeze(records, by),
        draw=subgroups.draw,
        spreads=subgroups.draw_spreads,
    )


def _frozen_as_xmr(chart: str) -> Callable[[Records], Baseline | Insufficient]:
    def freeze(records: Records) -> Baseline | Insufficient:
        found = individuals.freeze(_values(records))
        return found if isinstance(found, Insufficient) else found._replace(chart=chart)

    return freeze


def _freeze_logs(records: Records) -> Baseline | Insufficient:
    found = individuals.freeze(individuals.logs(_values(records)))
    return found if isinstance(found, Insufficient) else found._replace(chart="log-xmr")


def _averages(base: Baseline, records: Records) -> tuple[Point, ...]:
    return weighted.draw(weighted.Weighted(base.center, base.sigma, WEIGHT, WIDTH), _values(records))


def _sums(base: Baseline, records: Records) -> tuple[Point, ...]:
    """Draw the arm that is farther out, the lower one below 0."""
    chart = cumulative.in_sigmas(base.center, base.sigma, K, H)
    limits = Limits(0.0, base.sigma, -chart.h, chart.h)
    sums = cumulative.draw(chart, _values(records))
    return tuple(Point(each.upper if each.upper >= each.lower else -each.lower, limits) for each in sums)


CHARTS: dict[str, Chart] = {
    "xmr": Chart(
        "single values and their moving ranges",
        "one value",
        freeze=_frozen_as_xmr("xmr"),
        draw=lambda base, records: individuals.draw(base, _values(records)),
        spreads=lambda base, records: individuals.draw_ranges(base, _values(records)),
    ),
    "log-xmr": Chart(
        "logarithms of single values, for what is skewed as durations are",
        "one value above 0",
        freeze=_freeze_logs,
        draw=lambda base, records: individuals.draw(base, individuals.logs(_values(records))),
        spreads=lambda base, records: individuals.draw_ranges(base, individuals.logs(_values(records))),
        in_unit=individuals.exponents,
    ),
    "xbar-r": _of_means("R", "means and ranges of subgroups"),
    "xbar-s": _of_means("S", "means and standard deviations of subgroups"),
    "p": _of_counts("p", "shares of what is defective", "how many are defective, of how many"),
    "np": _of_counts("np", "numbers of what is defective, of always as many", "how many are defective, of how many"),
    "c": _of_counts("c", "numbers of events, in always as much", "how many events"),
    "u": _of_counts("u", "rates of events", "how many events, in how much"),
    "p'": _of_counts("p'", "shares of what is defective, of thousands (Laney)", "how many are defective, of how many"),
    "u'": _of_counts("u'", "rates of events, in very much (Laney)", "how many events, in how much"),
    "g": Chart(
        "units between rare events",
        "how many units without an event",
        freeze=lambda records: rare.freeze_g(_values(records)),
        draw=lambda base, records: rare.draw_g(base, _values(records)),
        zones=False,
    ),
    "t": Chart(
        "time between rare events, to the power 1 / 3.6",
        "how much time without an event",
        freeze=lambda records: rare.freeze_t(_values(records)),
        draw=lambda base, records: rare.draw_t(base, _values(records)),
        in_unit=rare.in_time,
    ),
    "ewma": Chart("weighted averages, for small shifts", "one value", _frozen_as_xmr("ewma"), _averages),
    "cusum": Chart("sums of what lies off, for small shifts", "one value", _frozen_as_xmr("cusum"), _sums),
}
OWN = {
    "ewma": Rule("EWMA", f"an average beyond {WIDTH} of its sigmas", "beyond", 1, 1, WIDTH),
    "cusum": Rule("CUSUM", f"a sum beyond {H:g} sigma", "beyond", 1, 1, H),
}
"""Neighbouring points of these share values, so that no run rule reads them."""
ONLY_BEYOND = choose(["N1"])


def chart_of(name: str) -> Chart:
    """Return the row of a chart; raises `BadInput` for a name that is none."""
    if name not in CHARTS:
        raise BadInput(f"no chart: {name}", f"the charts are {', '.join(CHARTS)}")
    return CHARTS[name]


def freeze(name: str, records: Records) -> Baseline | Insufficient:
    """Freeze the limits of a chart from the records of a base period; raises `BadInput` for records that are none of it."""
    return chart_of(name).freeze(records)


def rules_of(name: str, ids: Sequence[str] = ()) -> tuple[Rule, ...]:
    """Return the rules that a chart is read by, those of `DEFAULT` unless others are chosen.

    Raises `BadInput` for rules that this chart cannot be read by.
    """
    if name in OWN:
        if ids:
            raise BadInput(f"no run rule reads {name}", "it has a rule of its own")
        return (OWN[name],)
    if chart_of(name).zones:
        return choose(ids or DEFAULT)
    if set(ids) - {"N1", "WE1"}:
        raise BadInput(f"run rules mean nothing on a {name} chart, which is skewed", "choose N1 alone")
    return ONLY_BEYOND


def control(base: Baseline, records: Records, ids: Sequence[str] = ()) -> Control:
    """Draw records against frozen limits, and say where they signal; raises `BadInput` as `freeze` and `rules_of` do.

    Ranges and standard deviations are skewed too, and are read by their limits alone; a range signals at the later value.
    """
    chart, rules = chart_of(base.chart), rules_of(base.chart, ids)
    points = chart.draw(base, records)
    spreads = chart.spreads(base, records) if chart.spreads else ()
    found = signals(positions(spreads), ONLY_BEYOND)
    late = len(points) - len(spreads) if spreads else 0
    moved = tuple(each._replace(at=each.at + late, points=tuple(at + late for at in each.points)) for each in found)
    return Control(points, signals(positions(points), rules), spreads, moved)


def false_alarms(name: str, rules: Sequence[Rule]) -> RunLength:
    """Return how many points there are until a false alarm; of XmR and X-bar, their spread costs some more.

    Rules that are not often chosen together take a good second at first.
    """
    if name == "ewma":
        return RunLength(of_ewma(WEIGHT, WIDTH), "exact")
    if name == "cusum":
        return RunLength(of_cusum(K, H), "exact")
    return in_control(rules)


def false_alarms_at(base: Baseline, records: Records, drawn: Control, rules: Sequence[Rule]) -> RunLength:
    """Return the same of a chart whose limits are known: of counts by their own distribution, for the size of the last record.

    Where that is not worked out, as of rules of zones on a chart of counts, it is as of normal values, and says so.
    """
    size = records[-1][1] if len(records[-1]) > 1 else 1.0
    found = discrete.run_length(base, drawn.points[-1].limits.sigma, size, rules)
    if found is not None:
        return found
    usual = false_alarms(base.chart, rules)
    return usual._replace(how="normal") if base.chart in counted.CHARTS else usual
