"""What an increment comes to: predictability, late dependencies, what waits for itself, and the longest way to the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from gitgov.sprints.dependencies import circles
from gitgov.sprints.increments.state import Dependency, Increment, Objective

HEALTHY = (Fraction(4, 5), Fraction(1))
"""Between these a train that reaches what it says can be relied on (SAFe)."""


class Predictability(NamedTuple):
    """What was reached of what was promised: `planned` counts committed objectives, `actual` all."""

    planned: int
    actual: int

    @property
    def share(self) -> Fraction | None:
        """The quotient; nothing where nothing was promised."""
        return Fraction(self.actual, self.planned) if self.planned else None

    @property
    def healthy(self) -> bool:
        """Say whether it is from 80 to 100 %."""
        return self.share is not None and HEALTHY[0] <= self.share <= HEALTHY[1]


def predictability(objectives: Iterable[Objective]) -> Predictability:
    """Compare what was reached with what was promised; uncommitted objectives count only in what was reached."""
    found = list(objectives)
    return Predictability(sum(each.value for each in found if each.committed), sum(each.actual or 0 for each in found))


def wants(increment: Increment) -> dict[str, set[str]]:
    """Return for each feature, by item, what it needs; where no item is known, a team in an iteration stands for it.

    So two teams that need each other within one iteration wait for each other, and in different ones do not.
    """
    needs: dict[str, set[str]] = defaultdict(set)
    for feature in increment.features.values():
        needs[feature.item] |= {each for each in feature.needs if each in increment.features}
    for each in increment.dependencies.values():
        if each.settled != "dropped":
            needs[each.feature or f"{each.consumer}@{each.need_by}"].add(
                each.item or f"{each.provider}@{each.committed or each.need_by}"
            )
    return dict(needs)


class Circle(NamedTuple):
    """What waits for itself, and who answers for the dependencies in it: their owners, or the teams that provide them."""

    names: tuple[str, ...]
    owners: tuple[str, ...]


def rounds(increment: Increment) -> tuple[Circle, ...]:
    """Find what waits for itself."""
    teams = {each.item: each.team for each in increment.features.values()}
    found = []
    for names in circles(wants(increment)):
        inside = [each for each in increment.dependencies.values() if {*_ends(each)} <= {*names}]
        owners = {each.owner or each.provider for each in inside} or {teams[each] for each in names if each in teams}
        found.append(Circle(names, tuple(sorted(owners))))
    return tuple(found)


def _ends(dependency: Dependency) -> tuple[str, str]:
    return (
        dependency.feature or f"{dependency.consumer}@{dependency.need_by}",
        dependency.item or f"{dependency.provider}@{dependency.committed or dependency.need_by}",
    )


def critical_path(needs: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the longest way from what needs nothing to what nothing needs: each takes an iteration, one after another.

    What waits for itself, and what waits for that, is on no way. Of equal ways it is the first by name.
    """
    wanted = {name: {*found} for name, found in sorted(needs.items())}
    waits = {name: len(found) for name, found in wanted.items()}
    unlocks: dict[str, list[str]] = defaultdict(list)
    for name, found in wanted.items():
        for each in found:
            unlocks[each].append(name)
    before: dict[str, str] = {}
    last: list[str] = []
    ready = sorted(name for name in {*wanted, *unlocks} if not waits.get(name))
    while ready:  # in the order of the ways that end there, all of one length
        last = ready
        met: dict[str, str] = {}
        for name in last:
            for each in unlocks.get(name, ()):
                met.setdefault(each, name)
                waits[each] -= 1
        ready = [each for each in met if not waits[each]]
        before.update({each: met[each] for each in ready})
    way = last[:1]
    while way and way[-1] in before:
        way.append(before[way[-1]])
    return tuple(way[::-1])


def hot_spots(dependencies: Iterable[Dependency]) -> tuple[tuple[str, int], ...]:
    """Return the teams that several others wait for, with how many, the most first."""
    waiting: dict[str, set[str]] = defaultdict(set)
    for each in dependencies:
        if not each.settled:
            waiting[each.provider].add(each.consumer)
    found = [(team, len(others)) for team, others in waiting.items() if len(others) > 1]
    return tuple(sorted(found, key=lambda each: (-each[1], each[0])))
