"""Which share of what came into the branch was decided by the assembly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gitgov.quality.measures.facts import Course
from gitgov.quality.measures.history import History
from gitgov.quality.measures.row import Facts, Measure
from gitgov.quality.measures.summing import Left, share, whether
from gitgov.quality.reading import Reading, Sample

NAME = "decided_share"


def take(facts: Facts) -> Reading:
    """Count the steps that carry out a decision, since the body had to decide on them."""
    left = list[Left]()
    return share(NAME, _samples(facts, left), left)


def _samples(facts: Facts, left: list[Left]) -> Iterator[Sample]:
    if facts.courses is None:
        return
    decided = places_decided(facts)
    for step in facts.steps():
        if step.place < facts.since:
            left.append(("it was there before the branch was protected", step.commit.oid))
        else:
            yield Sample(whether(step.place in decided), step.commit.oid, step.commit.committed)


def places_decided(facts: Facts) -> frozenset[int]:
    """Return the places of the steps that carried motions account for."""
    found = set[int]()
    for each in facts.courses or ():
        if each.carried and not each.ordered:
            found.update(_places(facts.history, each))
    return frozenset(found)


def _places(history: History, course: Course) -> Iterable[int]:
    """Return the places of the steps by which a head came in: of what is on record as many as the head has commits, and no more."""
    old, new = history.step_at(course.old), history.step_at(course.new)
    if new is None:
        return [history.landed[course.head]] if course.head in history.landed else []
    moved = 1 if old is None else new.place - old.place
    many = moved > 1 and moved <= len(history.range_of(course.head, new.place - moved + 1))
    return range(new.place - moved + 1, new.place + 1) if many else [new.place]


MEASURE = Measure(
    NAME,
    "1",
    "Share of the steps of a protected branch, since it is protected, that carry out a carried motion; what was merged under a"
    " standing order, or by nobody's leave, is not. Each step names its commit. No verification: git gov verify judges each.",
    "Issue 6: decisions by vote; RONR (12th ed.) 10:54-57 for what was done in an emergency",
    take,
)
