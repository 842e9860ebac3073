"""When merges became slow: the signals of a control chart, by the commits that they were observed on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from gitgov.quality.reading import Reading, Sample

Chart = Callable[[Sequence[float]], Sequence[tuple[int, str]]]
"""What finds signals in values in order of time: the place of each, and the rule that it breaks."""


class Slow(NamedTuple):
    """A signal: the observation, its place, and the rule that it breaks."""

    place: int
    rule: str
    sample: Sample


def slow_merges(reading: Reading, chart: Chart) -> tuple[Slow, ...]:
    """Return the signals of a chart of individual values above the middle of what was read: those below are good news."""
    values = [float(each.value) for each in reading.samples]
    middle = float(reading.value or 0)
    found = (Slow(place, rule, reading.samples[place]) for place, rule in chart(values))
    return tuple(each for each in found if each.sample.value > middle)
