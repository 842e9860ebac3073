"""History as a graph of commits: the steps of a branch along first parents, and what came in with each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from gitgov.quality.measures.facts import Commit


class Step(NamedTuple):
    """A commit on the first-parent way, and the commits that came in with it, itself aside; its place counts from the oldest.

    One is not `related` to what was there before if they share no commit, and not `whole` if this clone is shallow and its
    history ends among what came in.
    """

    place: int
    commit: Commit
    brought: tuple[Commit, ...]
    related: bool
    whole: bool

    @property
    def is_merge(self) -> bool:
        """Say whether it has several parents."""
        return len(self.commit.parents) > 1


class History(NamedTuple):
    """The history of `tip`: its steps from the oldest, and at which of them each commit came in.

    `commits` may hold others beside it, which never landed as they are. `cut` are those at which a shallow clone ends.
    """

    tip: str
    commits: Mapping[str, Commit]
    steps: tuple[Step, ...]
    landed: Mapping[str, int]
    cut: frozenset[str]

    def range_of(self, head: str, before: int) -> tuple[Commit, ...]:
        """Return the commits of `head` that had not come in with the steps before a place, in no particular order."""
        found: dict[str, Commit] = {}
        waiting = [head]
        while waiting:
            oid = waiting.pop()
            if oid in found or oid not in self.commits or self.landed.get(oid, before) < before:
                continue
            found[oid] = self.commits[oid]
            waiting.extend(found[oid].parents)
        return tuple(found.values())

    def step_at(self, oid: str) -> Step | None:
        """Return the step that is this commit, or nothing."""
        step = self.steps[self.landed[oid]] if oid in self.landed else None
        return step if step is not None and step.commit.oid == oid else None


def history_of(tip: str, commits: Iterable[Commit], cut: Iterable[str] = ()) -> History:
    """Put commits in order; linear in their number. Those of them that `tip` does not have are kept aside."""
    known = {each.oid: each for each in commits}
    ends, landed = frozenset(cut), dict[str, int]()
    way = [*_first_parents(tip, known)][::-1]
    steps = tuple(_step(place, commit, known, landed, ends) for place, commit in enumerate(way))
    return History(tip, known, steps, landed, ends)


def _first_parents(tip: str, known: Mapping[str, Commit]) -> Iterator[Commit]:
    oid = tip
    while oid in known:
        yield known[oid]
        oid = next(iter(known[oid].parents), "")


def _step(place: int, commit: Commit, known: Mapping[str, Commit], landed: dict[str, int], cut: frozenset[str]) -> Step:
    """Let a commit land, with all that it has and those before it have not."""
    landed[commit.oid] = place
    brought, related, waiting = list[Commit](), len(commit.parents) < 2, [*commit.parents[1:]]
    while waiting:
        oid = waiting.pop()
        if oid in landed:
            related = related or landed[oid] < place
        elif oid in known:
            landed[oid] = place
            brought.append(known[oid])
            waiting.extend(known[oid].parents)
    whole = not cut or cut.isdisjoint(each.oid for each in (commit, *brought))
    return Step(place, commit, tuple(brought), related, whole)


def children_first(commits: Mapping[str, Commit]) -> list[Commit]:
    """Return commits so that each stands before its parents, those of one rank by their ids: the order they are given in plays no part."""
    left = dict.fromkeys(commits, 0)
    for each in commits.values():
        for parent in each.parents:
            if parent in left:
                left[parent] += 1
    ready = sorted((oid for oid, count in left.items() if not count), reverse=True)
    found: list[Commit] = []
    while ready:
        commit = commits[ready.pop()]
        found.append(commit)
        for parent in commit.parents:
            if parent in left:
                left[parent] -= 1
                if not left[parent]:
                    ready.append(parent)
    return found
