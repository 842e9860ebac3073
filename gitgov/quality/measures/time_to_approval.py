"""How long it takes from the motion until the body has agreed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gitgov.quality.measures.ending import ended
from gitgov.quality.measures.facts import HOUR, Course
from gitgov.quality.measures.row import Facts, Measure
from gitgov.quality.measures.summing import Left, typical
from gitgov.quality.reading import Reading, Sample

NAME, UNIT = "time_to_approval", "h"


def take(facts: Facts) -> Reading:
    """Measure from each motion to merge to the announcement that it is carried."""
    left = list[Left]()
    return typical(NAME, UNIT, _samples(facts, left), left)


def _samples(facts: Facts, left: list[Left]) -> Iterator[Sample]:
    for each, end in ended(facts, _carried_at, "it has not been carried", left):
        if end < each.opened:
            left.append(("it says that it was carried before it was moved", each.id))
        else:
            yield Sample(Fraction(end - each.opened, HOUR), each.id, end)


def _carried_at(_: Facts, course: Course) -> int | None:
    return course.decided if course.carried and not course.ordered else None


MEASURE = Measure(
    NAME,
    UNIT,
    "Time from a motion to merge to the decision by which it is carried; what is lost, or merged under a standing order, is not approved."
    " Median.",
    "OpenTelemetry semantic conventions, vcs.change.time_to_approval, of which the decision is the approval",
    take,
)
