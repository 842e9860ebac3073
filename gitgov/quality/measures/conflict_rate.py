"""Which share of merges git could not have made by itself."""

from __future__ import annotations

from collections.abc import Iterator

from gitgov.quality.measures.facts import CLEAN, CONFLICT, EVIL, UNTOLD
from gitgov.quality.measures.row import CUT, Facts, Measure
from gitgov.quality.measures.summing import Left, share, whether
from gitgov.quality.reading import Reading, Sample

NAME = "conflict_rate"


def take(facts: Facts) -> Reading:
    """Count the merges that conflict when they are made again."""
    left = list[Left]()
    return share(NAME, _samples(facts, left), left)


def _samples(facts: Facts, left: list[Left]) -> Iterator[Sample]:
    for oid, at, outcome in outcomes(facts, left):
        yield Sample(whether(outcome == CONFLICT), oid, at)


def outcomes(facts: Facts, left: list[Left]) -> Iterator[tuple[str, int, str]]:
    """Yield merges with their instants and what making them again came to; note the others with why nothing can be told of them."""
    for step in facts.merges():
        commit = step.commit
        outcome = facts.replays.get(commit.oid, UNTOLD)
        if len(commit.parents) > 2:
            left.append(("an octopus, which git makes otherwise", commit.oid))
        elif not step.whole:
            left.append((CUT, commit.oid))
        elif not step.related:
            left.append(("histories that share nothing", commit.oid))
        elif outcome not in {CLEAN, CONFLICT, EVIL}:
            left.append(("what it is made from is not here", commit.oid))
        else:
            yield commit.oid, commit.committed, outcome


MEASURE = Measure(
    NAME,
    "1",
    "Share of the merges on the first-parent way in which git's own merge (ort, nobody's settings, no merge drivers) of the two"
    " parents conflicts. Conflicts that were resolved by a rebase before the merge left no trace, and are not counted.",
    "git-merge-tree(1), --write-tree",
    take,
)
