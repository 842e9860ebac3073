"""How many records people have to sign until a change is in the branch: what coordinating costs, to be compared with a baseline."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gitgov.quality.measures.ending import ended
from gitgov.quality.measures.row import Facts, Measure
from gitgov.quality.measures.summing import Left, typical
from gitgov.quality.measures.time_to_merge import merged_at
from gitgov.quality.reading import Reading, Sample

NAME, UNIT = "records_per_change", "{count}"


def take(facts: Facts) -> Reading:
    """Count the signed records about each motion whose head came in."""
    left = list[Left]()
    return typical(NAME, UNIT, _samples(facts, left), left)


def _samples(facts: Facts, left: list[Left]) -> Iterator[Sample]:
    for each, end in ended(facts, merged_at, "it has not been merged", left):
        yield Sample(Fraction(len(each.acts)), each.id, end)


MEASURE = Measure(
    NAME,
    UNIT,
    "Signed records about a motion to merge whose head came in: moving, seconding, speaking, voting, announcing, enacting. Median.",
    "Issue 6: manual coordination overhead, to be compared with a recorded baseline only",
    take,
)
