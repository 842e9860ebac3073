"""Which share of changes were taken back soon after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gitgov.quality.measures.facts import DAY, Commit
from gitgov.quality.measures.row import CUT, Facts, Measure
from gitgov.quality.measures.summing import Left, share, whether
from gitgov.quality.reading import Reading, Sample

NAME, SOON = "revert_rate", 30 * DAY


def take(facts: Facts) -> Reading:
    """Count the changes that a commit takes back within 30 days."""
    left = [("it takes back what is not known", oid) for oid in facts.reverts.unresolved if _counts(facts, oid)]
    return share(NAME, _samples(facts, _taken_back(facts), left), left)


def _samples(facts: Facts, back: Mapping[str, int], left: list[Left]) -> Iterator[Sample]:
    history = facts.history
    for oid in history.landed:
        commit = history.commits[oid]
        if not _is_change(facts, commit) or not facts.window.holds(commit.committed):
            continue
        if oid in history.cut:
            left.append((CUT, oid))
            continue
        soon = 0 <= back.get(oid, -1) - commit.committed <= SOON
        yield Sample(whether(soon), oid, commit.committed)


def _counts(facts: Facts, oid: str) -> bool:
    return oid in facts.history.landed and facts.window.holds(facts.history.commits[oid].committed)


def _is_change(facts: Facts, commit: Commit) -> bool:
    return len(commit.parents) < 2 and not facts.reverts.is_revert(commit.oid)


def _taken_back(facts: Facts) -> dict[str, int]:
    """Return when each change was first taken back, in seconds."""
    found: dict[str, int] = {}
    for revert, changes in facts.reverts.by.items():
        at = facts.history.commits[revert].committed
        if revert in facts.history.landed and at <= facts.window.until:
            for each in changes:
                found[each] = min(found.get(each, at), at)
    return found


MEASURE = Measure(
    NAME,
    "1",
    "Share of the changes (commits that are no merges and take nothing back) that another commit took back within 30 days. Who"
    " reverts a merge takes back all that came in with it; what is reapplied was taken back all the same.",
    "git revert(1); messages and subjects united, as each alone misses many",
    take,
)
