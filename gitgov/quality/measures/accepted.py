"""What a single step of a branch tells of itself, when it has just come in: one observation each, so that each is a point of a chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from gitgov.quality.measures import batch_size, conflict_rate, merge_duration
from gitgov.quality.measures.facts import CLEAN, CONFLICT, EVIL, HOUR, Commit, Size
from gitgov.quality.measures.history import Step
from gitgov.quality.measures.row import CUT
from gitgov.quality.measures.summing import Left, share, typical, whether
from gitgov.quality.reading import Reading, Sample


class Accepted(NamedTuple):
    """A step, the commits that came in with it or that it squashes, what it changed, and what making it again came to.

    `size` is nothing where what it changed is not here; `replay` is nothing of what is no merge of two.
    """

    step: Step
    brought: tuple[Commit, ...]
    size: Size | None = None
    replay: str = ""


class StepMeasure(NamedTuple):
    """A row of the table of measures of one step; `applies` says of which steps it tells anything."""

    name: str
    unit: str
    definition: str
    source: str
    applies: Callable[[Accepted], bool]
    take: Callable[[Accepted], Reading]


def _time(accepted: Accepted) -> Reading:
    step, brought = accepted.step, accepted.brought
    if why := merge_duration.why_not(step, brought):
        return _left("merge_time", "h", why, accepted)
    return _one("merge_time", "h", Fraction(merge_duration.waited(step, brought), HOUR), accepted)


def _files(accepted: Accepted) -> Reading:
    return _sized("merge_files", accepted, lambda size: len(size.files))


def _lines(accepted: Accepted) -> Reading:
    return _sized("merge_lines", accepted, lambda size: size.lines)


def _sized(name: str, accepted: Accepted, count: Callable[[Size], int]) -> Reading:
    if accepted.size is None:
        return _left(name, batch_size.UNIT, "what it changed is not here", accepted)
    return _one(name, batch_size.UNIT, Fraction(count(accepted.size)), accepted)


def _clean(accepted: Accepted) -> Reading:
    commit, left, found = accepted.step.commit, list[Left](), list[Sample]()
    if not accepted.step.whole:
        left.append((CUT, commit.oid))
    elif not accepted.step.related:
        left.append(("histories that share nothing", commit.oid))
    elif accepted.replay not in {CLEAN, CONFLICT, EVIL}:
        left.append(("what it is made from is not here", commit.oid))
    else:
        found.append(Sample(whether(accepted.replay == CLEAN), commit.oid, commit.committed))
    return share("merge_clean", found, left)


def _one(name: str, unit: str, value: Fraction, accepted: Accepted) -> Reading:
    commit = accepted.step.commit
    return typical(name, unit, [Sample(value, commit.oid, commit.committed)], ())


def _left(name: str, unit: str, why: str, accepted: Accepted) -> Reading:
    return typical(name, unit, (), [(why, accepted.step.commit.oid)])


def _any(_accepted: Accepted) -> bool:
    return True


_ROWS = (
    StepMeasure(
        "merge_time",
        "h",
        "Time from the earliest committer date among what one step brought, or of what it squashes by decision, to its own.",
        merge_duration.MEASURE.source,
        lambda each: bool(each.brought),
        _time,
    ),
    StepMeasure(
        "merge_files",
        batch_size.UNIT,
        "Files that one step changes against its first parent, a rename counted as two.",
        batch_size.FILES.source,
        _any,
        _files,
    ),
    StepMeasure(
        "merge_lines",
        batch_size.UNIT,
        "Lines that one step adds and removes against its first parent, binary files none.",
        batch_size.LINES.source,
        _any,
        _lines,
    ),
    StepMeasure(
        "merge_clean",
        "1",
        "Whether git, asked to merge the two parents again, makes the tree that the merge has: 1, or 0 where it conflicts or"
        " has another.",
        conflict_rate.MEASURE.source,
        lambda each: len(each.step.commit.parents) == 2,
        _clean,
    ),
)
STEP_MEASURES: Final = {each.name: each for each in _ROWS}
"""The measures of one step, by name."""


def readings_of(accepted: Accepted) -> Iterator[Reading]:
    """Take what can be told of one step alone."""
    return (each.take(accepted) for each in STEP_MEASURES.values() if each.applies(accepted))
