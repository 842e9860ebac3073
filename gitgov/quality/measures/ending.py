"""Motions to merge by what they come to: in the window of time in which that is, or in which they were moved where it is not yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gitgov.quality.measures.facts import Course
from gitgov.quality.measures.row import Facts
from gitgov.quality.measures.summing import Left


def ended(
    facts: Facts, end_of: Callable[[Facts, Course], int | None], not_yet: str, left: list[Left]
) -> Iterator[tuple[Course, int]]:
    """Yield motions with the second in which they came to something; note the others with the reason `not_yet`."""
    for each in facts.courses or ():
        end = end_of(facts, each)
        if not facts.window.holds(each.opened if end is None else end):
            continue
        if end is None:
            left.append((not_yet, each.id))
        else:
            yield each, end
