"""Which items to take on: the set of greatest value that fits, none without what it needs; a proposal, not a decision.

A knapsack under precedence. Items are walked in an order where each stands after what it needs, and what depends on it by
the way on which it was found follows it at once, so that what is left out takes a block with it. Over that forest a table of
points says what could still be gained; the search cuts off whatever cannot be better. Where each item needs at most one
other, the table alone is exact, and the search walks straight to the end.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.sprints.dependencies import behind, circles

MOST_POINTS = 5_000
"""Beyond this the table of points would not fit into memory; a capacity so large is one of something else than a team."""
MOST_LOOKS = 200_000
"""After so many looks the search ends with the best that it has found, and says how much better there might be."""


class Item(NamedTuple):
    """Something that could be taken on: its size in points, what it is worth, and what must be done before or with it."""

    id: str
    points: int
    value: int | Fraction
    needs: tuple[str, ...] = ()


class Proposal(NamedTuple):
    """Items in order of their names, their points and value together; `bound` is a value that no other set exceeds.

    `circles` are items that wait for each other, so that no order is possible: these, and what needs them, are left out.
    """

    items: tuple[str, ...]
    points: int
    value: Fraction
    bound: Fraction
    circles: tuple[tuple[str, ...], ...] = ()

    @property
    def exact(self) -> bool:
        """Say whether no set that fits is worth more."""
        return self.value == self.bound


def propose(items: Sequence[Item], capacity: int, done: Collection[str] = ()) -> Proposal:
    """Return the set of greatest value within a capacity; of equal ones one of fewest points, the same for everybody.

    What is `done` already may be needed, and is not taken on again. Raises `BadInput` for negative numbers, and ids that
    stand twice.
    """
    _check(items, capacity)
    open_items = {each.id: each for each in items if each.id not in done}
    round_about = circles(
        {name: [each for each in item.needs if each not in done] for name, item in open_items.items()}
    )
    for name in (each for circle in round_about for each in circle):
        del open_items[name]
    walk = _walk(open_items, frozenset(done))
    capacity = min(capacity, sum(each.points for each in walk.items))
    scale = math.lcm(*(Fraction(each.value).denominator for each in walk.items))
    unit = scale * (capacity + 1)  # a point less breaks a tie, and outweighs no value
    found = _search(walk, [int(each.value * unit) - each.points for each in walk.items], capacity)
    taken = [each for place, each in enumerate(walk.items) if found.taken >> place & 1]
    value = sum((Fraction(each.value) for each in taken), Fraction(0))
    bound = value if found.exact else Fraction(found.bound + capacity, unit)
    names = tuple(sorted(each.id for each in taken))
    return Proposal(names, sum(each.points for each in taken), value, bound, round_about)


def _check(items: Sequence[Item], capacity: int) -> None:
    ids = [each.id for each in items]
    if len(set(ids)) < len(ids):
        raise BadInput(f"twice in the backlog: {', '.join(sorted({each for each in ids if ids.count(each) > 1}))}")
    if below := [each.id for each in items if each.points < 0 or each.value < 0]:
        raise BadInput(f"below nothing: the points or the value of {', '.join(below)}")
    if not 0 <= capacity <= MOST_POINTS:
        raise BadInput(f"not a capacity: {capacity}", f"a team's capacity is a number from 0 to {MOST_POINTS} points")


class _Walk(NamedTuple):
    """Items, each after what it needs; `past` is the place after those that go when it goes, `needs` are bits of places."""

    items: list[Item]
    past: list[int]
    needs: list[int]


def _walk(items: Mapping[str, Item], done: frozenset[str]) -> _Walk:
    """Walk from what needs nothing to what depends on it, by name; what can never be done is left out."""
    needed = {name: [each for each in item.needs if each not in done] for name, item in items.items()}
    possible = sorted(name for name in items if behind(needed, [name]) <= items.keys())
    unlocks: dict[str, list[str]] = {name: [] for name in possible}
    for name in possible:
        for each in needed[name]:
            unlocks[each].append(name)
    ended = _ended([name for name in possible if not needed[name]], unlocks)[::-1]
    places = {name: place for place, (name, _) in enumerate(ended)}
    return _Walk(
        [items[name] for name, _ in ended],
        [place + below for place, (_, below) in enumerate(ended)],
        [sum(1 << places[each] for each in set(needed[name])) for name, _ in ended],
    )


def _ended(starts: Sequence[str], unlocks: Mapping[str, Sequence[str]]) -> list[tuple[str, int]]:
    """List names as a search in depth leaves them, the last start first, each with how many it found there, itself too."""
    ended: list[tuple[str, int]] = []
    seen: set[str] = set()
    waiting = [(name, -1) for name in starts]
    while waiting:
        name, before = waiting.pop()
        if before >= 0:
            ended.append((name, len(ended) - before + 1))
        elif name not in seen:
            seen.add(name)
            waiting += [(name, len(ended)), *((each, -1) for each in unlocks[name])]
    return ended


class _Found(NamedTuple):
    """Which places are taken, as bits, and the bound of what might be better."""

    taken: int
    bound: int
    exact: bool


def _search(walk: _Walk, values: Sequence[int], capacity: int) -> _Found:
    table = _table(walk, values, capacity)
    best, found = -1, 0
    waiting = [_Look(0, capacity, 0, 0)]
    looks = 0
    while waiting:
        look = waiting.pop()
        if look.bound(table) <= best:
            continue
        if look.place == len(values):
            best, found = look.value, look.taken
            continue
        if looks == MOST_LOOKS:
            return _Found(found, max(each.bound(table) for each in (look, *waiting)), exact=False)
        looks += 1
        waiting += sorted(_next(walk, values, look), key=lambda each: each.bound(table))
    return _Found(found, best, exact=True)


class _Look(NamedTuple):
    """How far the search is on one way: at which place, with how many points left, with what value and which places taken."""

    place: int
    left: int
    value: int
    taken: int

    def bound(self, table: Sequence[Sequence[int]]) -> int:
        """Return a value that nothing on this way exceeds."""
        return self.value + table[self.place][self.left]


def _next(walk: _Walk, values: Sequence[int], look: _Look) -> Iterator[_Look]:
    """Yield what follows where an item is left out, and where it is taken, if it may be; of equals the last goes first."""
    place, left, value, taken = look
    yield _Look(walk.past[place], left, value, taken)
    if walk.items[place].points <= left and not walk.needs[place] & ~taken:
        yield _Look(place + 1, left - walk.items[place].points, value + values[place], taken | 1 << place)


def _table(walk: _Walk, values: Sequence[int], capacity: int) -> list[list[int]]:
    """Return for each place and number of points what is to be gained from there on, as if each item needed at most one."""
    table = [[0] * (capacity + 1) for _ in range(len(values) + 1)]
    for place in reversed(range(len(values))):
        points, value, without, following = (
            walk.items[place].points,
            values[place],
            table[walk.past[place]],
            table[place + 1],
        )
        table[place] = [
            max(without[left], value + following[left - points]) if points <= left else without[left]
            for left in range(capacity + 1)
        ]
    return table
