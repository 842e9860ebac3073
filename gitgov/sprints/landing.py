"""Which branches can land now, one after another, without a rebase: the set of most weight in which no two collide.

Exact for each part of the graph of up to `EXACT` branches that hangs together; of a larger part a good set, and it says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from gitgov.core.bits import bits
from gitgov.sprints.dependencies import Needs

EXACT = 60
MOST_LOOKS = 100_000
"""After so many looks also a small part is left with the best that is known."""


class Landing(NamedTuple):
    """Branches in order of their names, and whether no other set has more weight."""

    names: tuple[str, ...]
    exact: bool


def landing(weights: Mapping[str, int], collide: Collection[tuple[str, str]], needs: Needs) -> Landing:
    """Return the set of most weight in which no two collide and each has what it needs; weights are above 0.

    What is needed and has no weight here is not to be had, so neither is what needs it. Of equal sets one is returned that
    depends on the names alone.
    """
    graph = _Graph.of(weights, collide, needs)
    chosen, exact = 0, True
    for part in _parts(graph, graph.possible()):
        found, best = _best(graph, part)
        chosen, exact = chosen | found, exact and best
    return Landing(tuple(graph.names[place] for place in bits(chosen)), exact)


class _Graph(NamedTuple):
    """Branches by place, in order of names; as masks of places, what each collides with, needs (all the way), and lets in."""

    names: tuple[str, ...]
    weights: tuple[int, ...]
    against: tuple[int, ...]
    needs: tuple[int, ...]
    needed_by: tuple[int, ...]
    elsewhere: int

    @classmethod
    def of(cls, weights: Mapping[str, int], collide: Collection[tuple[str, str]], needs: Needs) -> _Graph:
        names = tuple(sorted(weights))
        places = {name: place for place, name in enumerate(names)}
        against = [0] * len(names)
        for one, other in collide:
            if one in places and other in places:
                against[places[one]] |= 1 << places[other]
                against[places[other]] |= 1 << places[one]
        below = [sum(1 << places[each] for each in set(needs.get(name, ())) if each in places) for name in names]
        elsewhere = sum(
            1 << place for place, name in enumerate(names) if any(each not in places for each in needs.get(name, ()))
        )
        every = tuple(_closed(below, mask) for mask in below)
        needed_by = tuple(
            sum(1 << o for o, mask in enumerate(every) if mask >> place & 1) for place in range(len(names))
        )
        return cls(names, tuple(weights[name] for name in names), tuple(against), every, needed_by, elsewhere)

    def possible(self) -> int:
        """Return those that need nothing from elsewhere, nor each other in a circle, nor anything that they collide with."""
        found = 0
        for place, needs in enumerate(self.needs):
            whole = needs | 1 << place
            clash = any(self.against[each] & whole for each in bits(whole))
            if not (needs >> place & 1 or whole & self.elsewhere or clash):
                found |= 1 << place
        return sum(1 << place for place in bits(found) if not self.needs[place] & ~found)

    def weight(self, mask: int) -> int:
        return sum(self.weights[place] for place in bits(mask))

    def near(self, place: int) -> int:
        """Return what hangs together with a place."""
        return self.against[place] | self.needs[place] | self.needed_by[place]

    def with_it(self, place: int) -> int:
        """Return a place with all that it needs."""
        return self.needs[place] | 1 << place

    def out(self, mask: int) -> int:
        """Return what can no longer be had when these are taken: what they collide with, and what needs that."""
        gone = 0
        for place in bits(mask):
            gone |= self.against[place]
        for place in bits(gone):
            gone |= self.needed_by[place]
        return gone


def _closed(below: list[int], mask: int) -> int:
    """Return everything that is needed by way of a mask."""
    found = 0
    while mask:
        place = (mask & -mask).bit_length() - 1
        found |= 1 << place
        mask = (mask | below[place]) & ~found
    return found


def _parts(graph: _Graph, mask: int) -> Iterator[int]:
    """Yield the parts of a mask that hang together, by collisions or needs."""
    while mask:
        part, edge = 0, mask & -mask
        while edge:
            part |= edge
            near = 0
            for place in bits(edge):
                near |= graph.near(place)
            edge = near & mask & ~part
        yield part
        mask &= ~part


def _best(graph: _Graph, part: int) -> tuple[int, bool]:
    """Return the best set of one part, and whether it is known to be that."""
    found = _greedy(graph, part)
    if part.bit_count() > EXACT:
        return found, _free(graph, part)
    search = _Search(graph, MOST_LOOKS)
    exact = search.best(part)
    return (found, False) if exact is None else (exact, True)


def _free(graph: _Graph, part: int) -> bool:
    return not any(graph.against[place] & part for place in bits(part))


def _greedy(graph: _Graph, part: int) -> int:
    """Take again and again what has most weight for what it keeps out."""
    chosen = 0
    while part:
        first = max(
            bits(part),
            key=lambda place: (
                graph.weight(graph.with_it(place) & part) - graph.weight(graph.out(graph.with_it(place)) & part),
                -place,
            ),
        )
        chosen |= graph.with_it(first) & part
        part &= ~(graph.with_it(first) | graph.out(graph.with_it(first)))
    return chosen


class _Search:
    """Branch and bound on masks, with what is known of each mask remembered; it gives up after so many looks."""

    def __init__(self, graph: _Graph, looks: int) -> None:
        self._graph, self._looks = graph, looks
        self._known: dict[int, int] = {}

    def best(self, mask: int) -> int | None:
        """Return the best set among those that can still be had, or nothing once it has given up."""
        if mask in self._known:
            return self._known[mask]
        self._looks -= 1
        if self._looks < 0:
            return None
        chosen = 0
        for part in _parts(self._graph, mask):
            found = self._in_part(part)
            if found is None:
                return None
            chosen |= found
        self._known[mask] = chosen
        return chosen

    def _in_part(self, part: int) -> int | None:
        graph = self._graph
        place = max(bits(part), key=lambda each: ((graph.against[each] & part).bit_count(), -each))
        if not graph.against[place] & part:
            return part
        taken = graph.with_it(place) & part
        rest = self.best(part & ~taken & ~graph.out(taken))
        gone = part & ~(1 << place | graph.needed_by[place])
        if rest is None:
            return None
        with_it = rest | taken
        if graph.weight(with_it) >= graph.weight(gone):
            return with_it
        without = self.best(gone)
        if without is None:
            return None
        return with_it if graph.weight(with_it) >= graph.weight(without) else without
