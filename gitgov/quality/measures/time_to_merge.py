"""How long it takes from the motion until the change is in the branch."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gitgov.quality.measures.ending import ended
from gitgov.quality.measures.facts import HOUR, Course
from gitgov.quality.measures.row import Facts, Measure, landing
from gitgov.quality.measures.summing import Left, typical
from gitgov.quality.reading import Reading, Sample

NAME, UNIT = "time_to_merge", "h"


def take(facts: Facts) -> Reading:
    """Measure from each motion to merge to the commit that carried it out."""
    left = list[Left]()
    return typical(NAME, UNIT, _samples(facts, left), left)


def _samples(facts: Facts, left: list[Left]) -> Iterator[Sample]:
    for each, end in ended(facts, merged_at, "it has not been merged", left):
        if end < each.opened:
            left.append(("it says that it was merged before it was moved", each.id))
        else:
            yield Sample(Fraction(end - each.opened, HOUR), each.id, end)


def merged_at(facts: Facts, course: Course) -> int | None:
    """Return when a motion's head came in, in seconds: as on record, else as the commit says that brought it."""
    if course.enacted is not None:
        return course.enacted
    step = landing(facts, course)
    return None if step is None or not course.carried else step.commit.committed


MEASURE = Measure(
    NAME,
    UNIT,
    "Time from a motion to merge to the record that it was carried out, else to the committer date of what brought its head in."
    " Median.",
    "OpenTelemetry semantic conventions, vcs.change.time_to_merge",
    take,
)
