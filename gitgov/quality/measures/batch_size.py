"""How much comes into the branch at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from gitgov.quality.measures.facts import Size
from gitgov.quality.measures.row import CUT, Facts, Measure
from gitgov.quality.measures.summing import Left, typical
from gitgov.quality.reading import Reading, Sample

UNIT = "{count}"


def take_files(facts: Facts) -> Reading:
    """Measure how many files each step changes against its first parent."""
    return _take("batch_size", facts, lambda size: len(size.files))


def take_lines(facts: Facts) -> Reading:
    """Measure how many lines each step adds and removes against its first parent."""
    return _take("batch_lines", facts, lambda size: size.lines)


def _take(name: str, facts: Facts, count: Callable[[Size], int]) -> Reading:
    left = list[Left]()
    return typical(name, UNIT, _samples(facts, count, left), left)


def _samples(facts: Facts, count: Callable[[Size], int], left: list[Left]) -> Iterator[Sample]:
    for step in facts.steps():
        oid, size = step.commit.oid, facts.sizes.get(step.commit.oid)
        if oid in facts.history.cut:
            left.append((CUT, oid))
        elif not step.commit.parents:
            left.append(("it begins the history", oid))
        elif size is None:
            left.append(("what it changed is not here", oid))
        else:
            yield Sample(Fraction(count(size)), oid, step.commit.committed)


_SOURCE = "DORA, working in small batches, dora.dev/capabilities; Reinertsen 2009, ch. 5"
FILES = Measure(
    "batch_size",
    UNIT,
    "Files that a step of the first-parent way changes against its first parent, a rename counted as two. Median.",
    _SOURCE,
    take_files,
)
LINES = Measure(
    "batch_lines",
    UNIT,
    "Lines that a step of the first-parent way adds and removes against its first parent, binary files none. Median.",
    _SOURCE,
    take_lines,
)
