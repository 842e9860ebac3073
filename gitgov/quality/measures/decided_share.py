"""Which share of what came into the branch was decided by the assembly."""

from __future__ import annotations

from collections.abc import Iterator

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
    """Return the places of the steps that carried motions account for: of one that is on record, all that it moved the branch by."""
    history, found = facts.history, set[int]()
    for each in facts.courses or ():
        if not each.carried or each.ordered:
            continue
        old, new = history.step_at(each.old), history.step_at(each.new)
        if old is not None and new is not None:
            found.update(range(old.place + 1, new.place + 1))
        elif each.head in history.landed:
            found.add(history.landed[each.head])
    return frozenset(found)


MEASURE = Measure(
    NAME,
    "1",
    "Share of the steps of a protected branch, since it is protected, that carry out a carried motion; what was merged under a"
    " standing order, or by nobody's leave, is not. Each step names its commit. No verification: git gov verify judges each.",
    "Issue 6: decisions by vote; RONR (12th ed.) 10:54-57 for what was done in an emergency",
    take,
)
