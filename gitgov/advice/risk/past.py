"""What the files of changes have been through before: a whole history in one pass, exact for each change.

What counts for a change is what its parents have, and never what lies beside them. So that this takes one pass, each commit is a bit,
by the time it was committed; what came before one, what touched a file, what an author made are sets of bits, and a question is an AND
of two. In numbers: for n commits it takes some n/8 bytes for each file, and for each commit that still waits for a child.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gitgov.advice.risk.entropy import scattered
from gitgov.advice.risk.kinds import is_code, is_test
from gitgov.advice.risk.step import DAY, HOUR, MOST_AUTHORS, NEAR, RiskFacts, Step, Touched


class FilePast(NamedTuple):
    """A file of a change: earlier changes of it, how many of them were fixes, and how many near reverts."""

    path: str
    changes: int
    fixes: int
    near: int


def facts_of(steps: Sequence[Step]) -> Iterator[RiskFacts]:
    """Yield what is known of each change, in the order given; parents stand before their children, as far as they are there."""
    past = Past(steps)
    for step in steps:
        yield past.take(step)


class Past:
    """What came before, for changes that are taken one after another, parents before children."""

    def __init__(self, steps: Sequence[Step]) -> None:
        order = sorted(steps, key=lambda each: (each.committed, each.oid))
        self._times = [each.committed for each in order]
        self._authors = [each.authors for each in order]
        self._place = {each.oid: place for place, each in enumerate(order)}
        self._waiting = Counter(parent for each in steps for parent in each.parents)
        self._above: dict[str, int] = {}
        self._touched: dict[str, int] = {}
        self._renamed: dict[str, list[tuple[int, int]]] = {}
        self._by: dict[int, int] = {}
        self._fixing = self._reverting = 0
        self._cut: set[str] = set()

    def take(self, step: Step) -> RiskFacts:
        """Return what is known of a change, and count it for those that come after."""
        before = self._before(step)
        pasts = [self._past_of(each, before) for each in step.files]
        earlier = 0
        for each in pasts:
            earlier |= each
        cut = step.cut or not self._cut.isdisjoint(step.parents)
        facts = self._known(step, earlier & before)._replace(cut=cut)
        if cut:
            self._cut.add(step.oid)
        if self._waiting[step.oid]:
            self._above[step.oid] = before
        self._count(step, pasts, before)
        return facts

    def files_of(self, step: Step) -> tuple[FilePast, ...]:
        """Return what each file of a change has been through; to be asked before the change is taken."""
        before, near = self._before(step, release=False), self._near(step)
        return tuple(
            FilePast(
                each.path,
                past.bit_count(),
                (past & self._fixing).bit_count(),
                ((past & self._reverting) >> near).bit_count(),
            )
            for each in step.files
            for past in [self._past_of(each, before) & before]
        )

    def _before(self, step: Step, *, release: bool = True) -> int:
        """Return all that the parents have, themselves included; what no further child waits for is forgotten."""
        before = 0
        for parent in step.parents:
            if parent in self._above:
                before |= self._above[parent] | 1 << self._place[parent]
                self._waiting[parent] -= release
                if not self._waiting[parent]:
                    del self._above[parent]
        return before

    def _past_of(self, file: Touched, before: int) -> int:
        """Return what touched a file by any of its names; some of it may not have been before."""
        found = self._named(file.path, before)
        return found | self._named(file.before, before) if file.before else found

    def _named(self, path: str, before: int) -> int:
        found = self._touched.get(path, 0)
        for place, earlier in self._renamed.get(path, ()):
            if before >> place & 1:
                found |= earlier
        return found

    def _count(self, step: Step, pasts: Sequence[int], before: int) -> None:
        if not step.files:
            return
        place = self._place[step.oid]
        bit = 1 << place
        for each, past in zip(step.files, pasts, strict=True):
            self._touched[each.path] = self._touched.get(each.path, 0) | bit
            if each.before:
                self._renamed.setdefault(each.path, []).append((place, past & before))
        for author in step.authors:
            self._by[author] = self._by.get(author, 0) | bit
        if step.fixes:
            self._fixing |= bit
        if step.reverts:
            self._reverting |= bit

    def _near(self, step: Step) -> int:
        return bisect_left(self._times, step.committed - NEAR)

    def _known(self, step: Step, earlier: int) -> RiskFacts:
        own = 0
        for author in step.authors:
            own |= self._by.get(author, 0)
        last = self._times[earlier.bit_length() - 1] if earlier else 0
        return _alone(step)._replace(
            changes=earlier.bit_count(),
            fixes=(earlier & self._fixing).bit_count(),
            near=((earlier & self._reverting) >> self._near(step)).bit_count(),
            authors=self._authors_of(earlier),
            own=(earlier & own).bit_count(),
            age=max(0, step.committed - last) if earlier else -1,
        )

    def _authors_of(self, earlier: int) -> int:
        """Count who made some changes: whoever made the latest, then whoever made the latest of those left."""
        count = 0
        while earlier and count < MOST_AUTHORS:
            latest = earlier.bit_length() - 1
            earlier ^= 1 << latest
            for author in self._authors[latest]:
                earlier ^= earlier & self._by[author]
                count += 1
        return min(count, MOST_AUTHORS)


def _alone(step: Step) -> RiskFacts:
    """Return what is known of a change without its past."""
    paths = [each.path for each in step.files]
    bits, spread = scattered([each.lines for each in step.files])
    local = step.authored + step.zone * 60
    return RiskFacts(
        lines=sum(each.lines for each in step.files),
        files=len(paths),
        folders=len({each.rpartition("/")[0] for each in paths}),
        bits=bits,
        spread=spread,
        untested=0 if any(map(is_test, paths)) else sum(map(is_code, paths)),
        hour=local % DAY // HOUR,
        weekday=(local // DAY + 3) % 7,  # 1970-01-01 was a Thursday
        is_fix=step.fixes,
        is_revert=step.reverts,
        critical=step.critical,
    )
