"""When merges became slow: the signals above the centre of an XmR chart of how long they took, by the commits that show it.

Durations are skewed, so the chart is of their logarithms; its limits are those of all points, as nobody has frozen any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gitgov.quality.reading import Reading, Sample
from gitgov.quality.stats.charts.control import control, freeze
from gitgov.quality.stats.charts.rules import Signal
from gitgov.quality.stats.outcome import Insufficient


class Spell(NamedTuple):
    """Merges in a row that were slow: the rule that they break, in words, and the observations from the first to the last."""

    rule: str
    words: str
    samples: tuple[Sample, ...]


def slow_merges(reading: Reading) -> tuple[Spell, ...] | Insufficient:
    """Return the slow spells in what was read, the oldest first; what took no time at all has no logarithm, and is not charted."""
    samples = [each for each in reading.samples if each.value > 0]
    records = [(float(each.value),) for each in samples]
    base = freeze("log-xmr", records)
    if isinstance(base, Insufficient):
        return base
    above = [each for each in control(base, records).signals if each.side == "above"]
    found = (_spell(samples, run) for run in _runs(above))
    return tuple(sorted(found, key=lambda each: (each.samples[0].at, each.samples[0].object, each.rule)))


def _runs(signals: Sequence[Signal]) -> Iterator[list[Signal]]:
    """Put together the signals of one rule whose patterns share points: they tell of one spell."""
    for rule in sorted({each.rule for each in signals}):
        run = list[Signal]()
        for each in (one for one in signals if one.rule == rule):
            if run and each.points[0] > run[-1].at + 1:
                yield run
                run = []
            run.append(each)
        yield run


def _spell(samples: Sequence[Sample], run: Sequence[Signal]) -> Spell:
    return Spell(run[0].rule, run[0].words, tuple(samples[run[0].points[0] - 1 : run[-1].at]))
