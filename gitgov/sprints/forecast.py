"""Forecasts by Monte Carlo on what a team has finished before: how much by then, and when so much.

What was finished in each period (periods without anything included) is drawn again and again, with replacement. The same
seed gives the same forecast in every clone. A forecast is of one team: velocities are no measure that teams share, so there
is nothing here that adds them. What depends on several teams is forecast as a graph, each with its own past.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.core.visible import many
from gitgov.sprints.dependencies import Needs, refuse_circles

RUNS = 2_000
CERTAINTIES = (50, 85, 95)
"""Percent, as forecasts are commonly given."""
FARTHEST = 1_000
"""Nobody forecasts further than so many periods."""


@dataclass(frozen=True, slots=True)
class Throughput:
    """What one team has finished: the number of items in each past period. No tuple, as tuples can be added."""

    team: str
    finished: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.finished or min(self.finished) < 0:
            raise BadInput(f"{self.team}: no throughput", "give what was finished in each period, 0 for nothing")


class Work(NamedTuple):
    """A piece of work in a graph: whose past it is forecast from, and how many items it is."""

    past: Throughput
    items: int


@dataclass(frozen=True, slots=True)
class Within:
    """How many items a team finishes within some periods: the outcomes of all runs, greatest first."""

    outcomes: tuple[int, ...]

    def at(self, certainty: int) -> int:
        """Return how many items, or more, `certainty` percent of the runs reach."""
        return self.outcomes[_place(len(self.outcomes), certainty)]


@dataclass(frozen=True, slots=True)
class Until:
    """In how many periods something is finished: the outcomes of all runs, least first."""

    outcomes: tuple[int, ...]

    def at(self, certainty: int) -> int:
        """Return in how many periods, or fewer, `certainty` percent of the runs end."""
        return self.outcomes[_place(len(self.outcomes), certainty)]


def _place(runs: int, certainty: int) -> int:
    """Return the place of the last outcome that is needed to have `certainty` percent of the runs."""
    if not 0 < certainty <= 100:
        raise BadInput(f"not a certainty: {certainty} %", f"commonly {', '.join(map(str, CERTAINTIES))}")
    return -(-runs * certainty // 100) - 1


def within(past: Throughput, periods: int, seed: bytes, runs: int = RUNS) -> Within:
    """Forecast how many items a team finishes within so many periods."""
    if not 0 <= periods <= FARTHEST:
        raise BadInput(f"not a number of periods: {periods}", f"a forecast is of 0 to {FARTHEST} periods")
    draws = _draws(seed, past)
    return Within(tuple(sorted((sum(next(draws) for _ in range(periods)) for _ in range(runs)), reverse=True)))


def until(past: Throughput, items: int, seed: bytes, runs: int = RUNS) -> Until:
    """Forecast in how many periods a team finishes so many items."""
    return Until(tuple(sorted(_periods(Work(past, items), seed, runs))))


def of_graph(works: Mapping[str, Work], needs: Needs, seed: bytes, runs: int = RUNS) -> dict[str, Until]:
    """Forecast in how many periods each work is finished: after the last of those that it needs, and its own time.

    Needs that are no works here are taken to be done. Raises `BadInput` for circles.
    """
    refuse_circles({name: needs.get(name, ()) for name in works})
    own = {name: _periods(work, seed + b"\0" + name.encode(), runs) for name, work in works.items()}
    ends: dict[str, list[int]] = {}
    waiting = sorted(works, reverse=True)
    while waiting:
        name = waiting[-1]
        before = [each for each in needs.get(name, ()) if each in works]
        if missing := [each for each in before if each not in ends]:
            waiting += missing
            continue
        waiting.pop()
        if name in ends:
            continue
        starts = zip(*(ends[each] for each in before), strict=True) if before else [(0,)] * runs
        ends[name] = [max(start) + took for start, took in zip(starts, own[name], strict=True)]
    return {name: Until(tuple(sorted(ends[name]))) for name in works}


def _periods(work: Work, seed: bytes, runs: int) -> list[int]:
    """Return for each run in how many periods the items are finished."""
    past = work.past
    if work.items < 0:
        raise BadInput(f"{past.team}: {work.items} items are no work")
    if work.items * len(past.finished) > FARTHEST * sum(past.finished):
        what = f"{past.team} has finished {many(sum(past.finished), 'item')} in {many(len(past.finished), 'period')}"
        raise BadInput(
            f"{what}: {work.items} would take more than {FARTHEST}", "split the work, or forecast less of it"
        )
    draws, found = _draws(seed, past), []
    for _ in range(runs):
        left, periods = work.items, 0
        while left > 0:
            left, periods = left - next(draws), periods + 1
        found.append(periods)
    return found


def _draws(seed: bytes, past: Throughput) -> Iterator[int]:
    """Draw past periods with replacement, for ever: SHA-256 of the seed and a counter, without a bias."""
    count, number = len(past.finished), 0
    fair = (1 << 32) // count * count
    while True:
        block = hashlib.sha256(seed + b"\0" + number.to_bytes(8)).digest()
        for place in range(0, len(block), 4):
            drawn = int.from_bytes(block[place : place + 4])
            if drawn < fair:
                yield past.finished[drawn % count]
        number += 1
