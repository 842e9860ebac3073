"""What a forecast is made of: periods of the past and how much was finished in each, and work of several teams as a graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from gitgov.sprints.dependencies import behind, refuse_circles
from gitgov.sprints.forecast import Throughput, Work

ENOUGH = 10
"""With fewer periods of the past, chance says more than they do."""


class Wanted(NamedTuple):
    """An item that is to be done: whose it is, and what it needs."""

    team: str
    needs: tuple[str, ...]


def finished(team: str, instants: Iterable[int], periods: Sequence[tuple[int, int]]) -> Throughput:
    """Count what was finished in each period, from its first instant to before its last; raises `BadInput` for no periods."""
    times = sorted(instants)
    return Throughput(team, tuple(sum(begins <= at < ends for at in times) for begins, ends in periods))


def once(names: Iterable[Collection[str]]) -> list[frozenset[str]]:
    """Leave each name with the first that has it."""
    seen, found = frozenset[str](), list[frozenset[str]]()
    for each in names:
        found.append(frozenset(each) - seen)
        seen |= found[-1]
    return found


def whole_periods(since: int, now: int, length: int, most: int) -> list[tuple[int, int]]:
    """Return the whole periods that end now and begin no earlier than `since`, oldest first, and no more than `most`."""
    number = min(max(0, now - since) // length, most)
    return [(now - length * each, now - length * (each - 1)) for each in range(number, 0, -1)]


class Stage(NamedTuple):
    """Items of one team that wait for the same number of hands to pass work on; they follow each other at its own pace."""

    team: str
    hands: int

    @property
    def name(self) -> str:
        """What it is called in a graph."""
        return f"{self.team}/{self.hands}"


def stages(goal: str, items: Mapping[str, Wanted], done: Collection[str]) -> dict[Stage, frozenset[str]]:
    """Gather all that a goal takes, itself too, into stages: work that passes from team to team, as often as it does.

    What is done, or is no item, takes nothing. Raises `BadInput` where the goal, or what it takes, needs itself.
    """
    needs = {name: [each for each in item.needs if each in items and each not in done] for name, item in items.items()}
    taken = [each for each in sorted({goal, *behind(needs, [goal])}) if each in items and each not in done]
    refuse_circles({name: needs[name] for name in taken})
    hands: dict[str, int] = {}
    for name in sorted(taken, key=lambda each: (len(behind(needs, [each])), each)):
        team = items[name].team
        hands[name] = max((hands[each] + (items[each].team != team) for each in needs[name]), default=0)
    found: dict[Stage, set[str]] = {}
    for name in taken:
        found.setdefault(Stage(items[name].team, hands[name]), set()).add(name)
    return {stage: frozenset(found[stage]) for stage in sorted(found)}


def as_graph(
    found: Mapping[Stage, Collection[str]], items: Mapping[str, Wanted], past: Mapping[str, Throughput]
) -> tuple[dict[str, Work], dict[str, list[str]]]:
    """Return stages as works, each forecast from its own team's past, and what each waits for.

    A team's later stage waits for its earlier ones, as the same people do them.
    """
    where = {name: stage for stage, names in found.items() for name in names}
    works = {stage.name: Work(past[stage.team], len(names)) for stage, names in found.items()}
    needs: dict[str, list[str]] = {}
    for stage, names in found.items():
        before = {where[each] for name in names for each in items[name].needs if each in where}
        before |= {other for other in found if other.team == stage.team and other.hands < stage.hands}
        needs[stage.name] = sorted(each.name for each in before - {stage})
    return works, needs
