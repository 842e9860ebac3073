"""How long changes take from their first commit into the branch."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gitgov.quality.measures.facts import HOUR, Commit
from gitgov.quality.measures.history import Step
from gitgov.quality.measures.row import CUT, Facts, Measure, landings
from gitgov.quality.measures.summing import Left, typical
from gitgov.quality.reading import Reading, Sample

NAME, UNIT = "merge_duration", "h"


def take(facts: Facts) -> Reading:
    """Measure from the earliest committer date among what came in with each merge to that of the merge itself."""
    left = list[Left]()
    return typical(NAME, UNIT, _samples(facts, left), left)


def _samples(facts: Facts, left: list[Left]) -> Iterator[Sample]:
    moved = landings(facts)
    for step in facts.steps():
        course = moved.get(step.commit.oid)
        if step.is_merge:
            brought = step.brought
        elif course is not None and course.head != step.commit.oid:
            brought = facts.history.range_of(course.head, step.place)
        else:
            continue
        if why := why_not(step, brought):
            left.append((why, step.commit.oid))
        else:
            yield Sample(Fraction(waited(step, brought), HOUR), step.commit.oid, step.commit.committed)


def waited(step: Step, brought: tuple[Commit, ...]) -> int:
    """Return the seconds from the first of some commits to the step that brought them."""
    return step.commit.committed - min(each.committed for each in brought)


def why_not(step: Step, brought: tuple[Commit, ...]) -> str:
    """Say why a step tells nothing of how long it took, or nothing."""
    if not step.whole:
        return CUT
    if not brought:
        return "it brought no commits"
    return "it says that it is older than what it brought" if waited(step, brought) < 0 else ""


MEASURE = Measure(
    NAME,
    UNIT,
    "Time from the first commit of a change to its merge: of each merge on the first-parent way the earliest committer date in"
    " P1..P2, or of a squash or rebase on record that of the head that was moved, to the committer date of what came in. Median.",
    "CHAOSS change request duration; committer dates, as a rebase keeps author dates",
    take,
)
