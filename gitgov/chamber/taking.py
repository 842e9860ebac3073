"""Putting what was measured on record: judged by the definitions in force, bound to the commit that it was measured of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from gitgov import __version__
from gitgov.chamber.acts import Actor, recorded
from gitgov.chamber.defining import Defined, definitions
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.open import Chamber
from gitgov.chamber.series import series_of
from gitgov.chamber.threads import opening
from gitgov.core.amounts import show_amount
from gitgov.core.errors import BadInput
from gitgov.core.ids import EventId
from gitgov.ledger.event import Event
from gitgov.quality.charting import Observed, charted
from gitgov.quality.events import Measured, MeasuresTaken
from gitgov.quality.measured import Taken, judged
from gitgov.quality.reading import Reading
from gitgov.quality.stats.outcome import Insufficient

_PLACES = 10**9
"""An amount that has no short exact form is recorded to nine places."""
_LONGEST = 10**18


class Sourced(NamedTuple):
    """A reading, and where it was read from: in words, and the digest of the file, if it was one; of a part, as which `measure`.

    `after` is the record of the point before it on its chart, where the clock tells no difference.
    """

    reading: Reading
    source: str = ""
    digest: str = ""
    baseline: str = ""
    signals: tuple[str, ...] = ()
    recent: int = 0
    better: int = 0
    measure: str = ""
    after: str = ""


def bare_rows(readings: Iterable[Sourced]) -> list[Measured]:
    """Write readings as they are recorded, where nobody has defined anything."""
    return [_row(each, {}) for each in readings]


def charted_rows(chamber: Chamber, readings: Iterable[Sourced], commit: str) -> list[Measured]:
    """Write readings as they are recorded, each judged by the definition of its characteristic in force.

    Where that has a chart, with what signals there if these are the newest points. What was measured before is read only then.
    """
    known, found = definitions(chamber), [*readings]
    drawn = any(each.reading.metric in known and known[each.reading.metric].ctq.chart for each in found)
    taken, now = read_metrics(chamber).taken if drawn else (), chamber.now()
    return [_row(_on_chart(each, known, taken, commit, now), known) for each in found]


def in_other_units(chamber: Chamber, readings: Iterable[Sourced]) -> Iterator[tuple[Sourced, Defined]]:
    """Yield what was measured in another unit than its characteristic is defined in, which no definition can judge."""
    known = definitions(chamber)
    for each in readings:
        defined = known.get(each.reading.metric)
        if defined is not None and defined.ctq.unit != each.reading.unit:
            yield each, defined


def _on_chart(sourced: Sourced, known: Mapping[str, Defined], taken: Iterable[Taken], commit: str, now: int) -> Sourced:
    """Add what a reading is on its chart: which point it follows, where instants do not tell, and the signals there."""
    reading, defined = sourced.reading, known.get(sourced.reading.metric)
    if defined is None or not defined.ctq.chart or reading.value is None:
        return sourced
    before = [each for each in series_of(taken, reading.metric, reading.unit) if each.commit != commit]
    if before and before[-1].at >= now:
        sourced = sourced._replace(after=before[-1].record)
    point = Observed(EventId(""), commit, 0, reading.value, reading.n, reading.part)
    try:
        found = charted(defined.ctq, [*before, point])
    except BadInput:  # what is no record of that chart is recorded all the same
        return sourced
    if isinstance(found, Insufficient):
        return sourced
    better = found.recent_on(defined.ctq.good_side) if defined.ctq.good_side else 0
    return sourced._replace(signals=found.at_last, recent=found.recent, better=better)


def _row(sourced: Sourced, known: Mapping[str, Defined]) -> Measured:
    reading, defined = sourced.reading, known.get(sourced.reading.metric)
    row = Measured(
        metric=reading.metric,
        value="" if reading.value is None else show_amount(_recordable(reading.value)),
        unit=reading.unit,
        n=reading.n,
        part=reading.part,
        left_out=sum(len(each.objects) for each in reading.excluded),
        signals=list(sourced.signals),
        recent=sourced.recent,
        better=sourced.better,
        source=sourced.source,
        digest=sourced.digest,
        baseline=sourced.baseline,
        after=sourced.after,
    )
    if defined is None or defined.ctq.unit != reading.unit:
        return row
    limits = {"ctq": defined.motion.id, "lower": defined.ctq.lower, "upper": defined.ctq.upper}
    within = row.model_copy(update=limits)
    return within.model_copy(update={"judged": judged(within)})


def _recordable(value: Fraction) -> Fraction:
    fits = abs(value.numerator) < _LONGEST and value.denominator < _LONGEST
    return value if fits else Fraction(round(value * _PLACES), _PLACES)


def record(chamber: Chamber, actor: Actor, commit: str, rows: list[Measured]) -> Event:
    """Put measurements of a commit on record; raises `Refused`."""
    return recorded(chamber, measurement(chamber, actor, commit, rows))


def measurement(chamber: Chamber, actor: Actor, commit: str, rows: list[Measured]) -> Event:
    """Sign measurements of a commit, without putting them on record; raises `Refused`."""
    body = MeasuresTaken(measures=rows, tool=f"gitgov {__version__}")
    return opening(chamber, actor, body, commit)
