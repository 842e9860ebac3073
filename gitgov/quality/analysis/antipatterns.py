"""Ways of integrating that cost more than they seem to: branches that live long, merges of very much, merges that nobody decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gitgov.quality.measures.decided_share import places_decided
from gitgov.quality.measures.facts import DAY
from gitgov.quality.measures.history import Step
from gitgov.quality.measures.merge_duration import waited, why_not
from gitgov.quality.measures.row import Facts, landings

LONG_LIVED, MEGA, UNDECIDED = "long-lived branch", "mega-merge", "merge without a motion"


class Bounds(NamedTuple):
    """How many days a branch may live, and how many files may come in at once."""

    days: int = 14
    files: int = 100


class Found(NamedTuple):
    """An anti-pattern, the commit that shows it, and how much of it: days, or files; 0 where there is no more or less."""

    pattern: str
    object: str
    at: int
    amount: int


def antipatterns(facts: Facts, bounds: Bounds = Bounds()) -> tuple[Found, ...]:  # noqa: B008 - frozen
    """Return the anti-patterns that the steps of a branch show, the oldest first."""
    founded, decided = facts.courses is not None, places_decided(facts)
    lawful = {oid for oid, course in landings(facts).items() if course.carried or course.ordered}
    found = list[Found]()
    for step in facts.steps():
        oid, at = step.commit.oid, step.commit.committed
        found.extend(Found(LONG_LIVED, oid, at, days) for days in _lived(step) if days > bounds.days)
        if (size := facts.sizes.get(oid)) and step.commit.parents and len(size.files) > bounds.files:
            found.append(Found(MEGA, oid, at, len(size.files)))
        if founded and step.is_merge and step.place >= facts.since and step.place not in decided and oid not in lawful:
            found.append(Found(UNDECIDED, oid, at, 0))
    return tuple(found)


def _lived(step: Step) -> Iterator[int]:
    """Yield how many whole days what a merge brought had lived by then, where that can be told."""
    if step.is_merge and not why_not(step, step.brought):
        yield waited(step, step.brought) // DAY
