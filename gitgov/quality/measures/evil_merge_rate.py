"""Which share of merges have content that neither side had."""

from __future__ import annotations

from collections.abc import Iterator

from gitgov.quality.measures.conflict_rate import outcomes
from gitgov.quality.measures.facts import CONFLICT, EVIL
from gitgov.quality.measures.row import Facts, Measure
from gitgov.quality.measures.summing import Left, share, whether
from gitgov.quality.reading import Reading, Sample

NAME = "evil_merge_rate"


def take(facts: Facts) -> Reading:
    """Count the merges whose tree is not the one that git makes by itself."""
    left = list[Left]()
    return share(NAME, _samples(facts, left), left)


def _samples(facts: Facts, left: list[Left]) -> Iterator[Sample]:
    for oid, at, outcome in outcomes(facts, left):
        if outcome == CONFLICT:
            left.append(("git cannot make it by itself, so somebody had to", oid))
        else:
            yield Sample(whether(outcome == EVIL), oid, at)


MEASURE = Measure(
    NAME,
    "1",
    "Share, of the merges that git makes by itself, of those whose tree is another than git's. Another strategy, such as ours,"
    " counts too.",
    "gitglossary(7), evil merge; as git show --remerge-diff shows it",
    take,
)
