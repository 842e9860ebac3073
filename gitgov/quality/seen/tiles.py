"""Characteristics at a glance: what was measured just now, else what was recorded last, judged by the definition in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from gitgov.core.amounts import parse_amount
from gitgov.quality.charting import Observed
from gitgov.quality.events import Measured
from gitgov.quality.meaning import meaning_of
from gitgov.quality.measured import Taken
from gitgov.quality.measures import DELIVERY_MEASURES
from gitgov.quality.measures.summing import MEDIAN, P85, median, percentile
from gitgov.quality.page.values import Figure, Judgement, Tile
from gitgov.quality.reading import Reading, Sample
from gitgov.quality.seen.charts import Held
from gitgov.quality.stats.outcome import Estimate, Insufficient
from gitgov.quality.stats.proportions import wilson
from gitgov.quality.stats.quantiles import estimate

WEEK: Final = 604_800
WEEKS = 26
"""So many weeks are shown of what is summed up by week."""
_THURSDAY = 3 * 86_400
"""1970 began on a Thursday: weeks begin on Mondays."""
_DELIVERY = tuple(DELIVERY_MEASURES)
_PERCENTILES = {MEDIAN: 50, P85: 85}


class Recorded(NamedTuple):
    """What a record says of one characteristic."""

    taken: Taken
    row: Measured


class Metric(NamedTuple):
    """A characteristic: its definitions (the last one in force; none where nobody has defined it), its records and their series.

    `series` has a point for each commit of which there is a value, `records` also those without; the oldest first.
    """

    name: str
    unit: str
    held: Sequence[Held] = ()
    records: Sequence[Recorded] = ()
    series: Sequence[Observed] = ()

    @property
    def title(self) -> str:
        """What people call it."""
        return (self.held[-1].ctq.title if self.held else "") or title_of(self.name)

    @property
    def charted(self) -> bool:
        """Whether it is defined to be watched by a chart."""
        return bool(self.held and self.held[-1].ctq.chart)


def title_of(name: str) -> str:
    """Write the name of a metric as words: `change_lead_time/web` is `Change lead time, web`."""
    words, _, service = name.replace("_", " ").partition("/")
    return f"{words[:1].upper()}{words[1:]}" + (f", {service}" if service else "")


def tiles(metrics: Mapping[str, Metric], readings: Mapping[str, Reading]) -> tuple[Tile, ...]:
    """Return a tile for each characteristic in force, then for what tells of delivery, then for all else that is measured or recorded."""
    names = {*metrics, *readings}
    order = sorted(names, key=lambda each: _place(each, metrics.get(each)))
    return tuple(_tile(metrics.get(each), readings.get(each), each) for each in order)


def _place(name: str, metric: Metric | None) -> tuple[int, int, str]:
    word, _, service = name.partition("/")
    if metric and metric.held:
        return 0, 0, name
    return (1, _DELIVERY.index(word), service) if word in _DELIVERY else (2, 0, name)


def _tile(metric: Metric | None, reading: Reading | None, name: str) -> Tile:
    known = metric or Metric(name, reading.unit if reading else "")
    ctq = known.held[-1].ctq if known.held else None
    fresh = reading if reading and (ctq is None or ctq.unit == reading.unit) else None
    figure = figure_of(fresh) if fresh else recorded_figure(known)
    meaning = meaning_of(name, kind_of(known) if fresh is None else "")
    return Tile(
        name,
        known.title,
        meaning.definition if meaning else (ctq.source if ctq else ""),
        figure,
        judged(known, figure.value),
        ctq.within if ctq else "",
        trend(known, fresh),
        known.held[-1].motion if known.held else "",
    )


def kind_of(metric: Metric) -> str:
    """Return the format of the file that a metric was last read from, as its source begins; nothing for what was read from none."""
    source = metric.records[-1].row.source if metric.records else ""
    return source.partition(": ")[0] if ": " in source else ""


def judged(metric: Metric, value: Fraction | float | None) -> Judgement:
    """Judge a value by the definition in force; nothing where there is none."""
    if not metric.held:
        return ""
    if value is None:
        return "no data"
    return "met" if metric.held[-1].ctq.met_by(Fraction(value)) else "missed"


def recorded_figure(metric: Metric) -> Figure:
    """Return what was recorded last, by the record and the commit that it lies on."""
    if not metric.records:
        return Figure(None, metric.unit, 0)
    taken, row = metric.records[-1]
    value = parse_amount(row.value) if row.value else None
    return Figure(value, row.unit, row.n, objects=(taken.id, taken.subject))


def figure_of(reading: Reading) -> Figure:
    """Return what was measured, with an interval where it samples what happens: a share, a median or a percentile."""
    objects = tuple(each.object for each in reading.samples)
    plain = Figure(reading.value, reading.unit, reading.n, objects=objects, excluded=reading.excluded)
    found = _estimate(reading)
    if found is None:
        return plain
    interval, scale = found.interval, 100 if reading.unit == "%" and reading.part is not None else 1
    held = Fraction(interval.confidence).limit_denominator(1_000)
    return plain._replace(low=interval.low * scale, high=interval.high * scale, confidence=held)


def _estimate(reading: Reading) -> Estimate | None:
    if not reading.samples:
        return None
    if reading.part is not None:
        found = wilson(reading.part, reading.n)
    elif reading.method in _PERCENTILES:
        found = estimate([float(each.value) for each in reading.samples], _PERCENTILES[reading.method])
    else:
        return None
    return None if isinstance(found, Insufficient) else found


def trend(metric: Metric, reading: Reading | None) -> tuple[float | None, ...]:
    """Return the values that are on record; of what never was, what each of the last weeks by itself comes to."""
    if len(metric.series) > 1 or reading is None:
        return tuple(float(each.value) for each in metric.series)
    return _weekly(reading)


def _weekly(reading: Reading) -> tuple[float | None, ...]:
    weeks: dict[int, list[Sample]] = {}
    for each in reading.samples if reading.part is not None or reading.method in _PERCENTILES else ():
        weeks.setdefault(week_of(each.at), []).append(each)
    if not weeks:
        return ()
    last = max(weeks)
    return tuple(_summed(reading, weeks.get(each)) for each in range(max(min(weeks), last - WEEKS + 1), last + 1))


def week_of(at: int) -> int:
    """Number the week, Monday to Sunday in UTC, of an instant in seconds."""
    return (at + _THURSDAY) // WEEK


def begins(week: int) -> int:
    """Return when a week begins, in seconds."""
    return week * WEEK - _THURSDAY


def _summed(reading: Reading, samples: Sequence[Sample] | None) -> float | None:
    if not samples:
        return None
    values = [each.value for each in samples]
    if reading.part is not None:
        return float(sum(values) / len(values) * (100 if reading.unit == "%" else 1))
    return float(percentile(values, Fraction(85, 100)) if reading.method == P85 else median(values))
