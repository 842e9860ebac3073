"""How long it takes until somebody else looks at what was moved."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gitgov.quality.measures.ending import ended
from gitgov.quality.measures.facts import HOUR
from gitgov.quality.measures.row import Facts, Measure
from gitgov.quality.measures.summing import Left, typical
from gitgov.quality.reading import Reading, Sample

NAME, UNIT = "review_latency", "h"


def take(facts: Facts) -> Reading:
    """Measure from the motion to the first signed speech or ballot upon it of another member than its mover."""
    left = list[Left]()
    return typical(NAME, UNIT, _samples(facts, left), left)


def _samples(facts: Facts, left: list[Left]) -> Iterator[Sample]:
    for each, reviewed in ended(facts, lambda _, each: each.reviewed, "nobody but its mover has spoken or voted", left):
        if reviewed < each.opened:
            left.append(("it says that it is older than its motion", each.id))
        else:
            yield Sample(Fraction(reviewed - each.opened, HOUR), each.id, reviewed)


MEASURE = Measure(
    NAME,
    UNIT,
    "Time from a motion to merge to the first signed speech or ballot of another member than its mover. Median.",
    "CHAOSS time to first response; OpenTelemetry vcs.change.time_to_approval is another: time_to_approval",
    take,
)
