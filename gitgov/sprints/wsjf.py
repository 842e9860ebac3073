"""Weighted shortest job first: what waiting costs, divided by the size of the work (SAFe), in exact fractions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.sprints.dependencies import Needs, behind, refuse_circles

SCALE = (1, 2, 3, 5, 8, 13, 20)
"""The numbers that an estimate is made of, Fibonacci's as planning poker rounds them."""
COLUMNS = ("value", "criticality", "risk", "size")
MOST_TOLD = 5


class Scored(NamedTuple):
    """An item as it was estimated: value to users and the business, how it decays, what risk it takes away, its size."""

    id: str
    value: int
    criticality: int
    risk: int
    size: int

    @property
    def cost_of_delay(self) -> int:
        """Return what waiting costs."""
        return self.value + self.criticality + self.risk

    @property
    def wsjf(self) -> Fraction:
        """Return the cost of delay for each unit of size."""
        return Fraction(self.cost_of_delay, self.size)


def mistakes(items: Sequence[Scored]) -> Iterator[str]:
    """Say what is wrong with a table of estimates: numbers off the scale, and columns without a 1.

    The smallest of each column is its unit. Without one, nobody has compared them, and all drift upwards.
    """
    for each in items:
        for column in COLUMNS:
            if getattr(each, column) not in SCALE:
                yield f"{each.id}: {column} {getattr(each, column)} is none of {', '.join(map(str, SCALE))}"
    for column in COLUMNS if items else ():
        if all(getattr(each, column) != 1 for each in items):
            yield f"no item has a 1 for {column}: the smallest of a column is its 1"


def check(items: Sequence[Scored]) -> None:
    """Raise `BadInput` that names the first mistakes of a table, and how many more there are."""
    if found := list(mistakes(items)):
        more = f"; and {len(found) - MOST_TOLD} more" if len(found) > MOST_TOLD else ""
        raise BadInput(
            "; ".join(found[:MOST_TOLD]) + more,
            "estimate column by column: find the smallest, give it a 1, compare with it",
        )


def ordered(items: Sequence[Scored], needs: Needs) -> tuple[str, ...]:
    """Order items by WSJF, none before what it needs; raises `BadInput` for sizes below 1 and for circles.

    Something urgent pulls forward what it waits for: again and again that item comes next, with all it still needs, which
    together have the highest cost of delay for their size; where dependencies are chains, nothing costs less in all. Ties go
    by id. What is needed but not among the items is taken to be done.
    """
    known = {each.id: each for each in items}
    if small := [each.id for each in items if each.size < 1]:
        raise BadInput(f"no size: {', '.join(small)}", f"a size is one of {', '.join(map(str, SCALE))}")
    refuse_circles({name: needs.get(name, ()) for name in known})
    every = {name: behind(needs, [name]) & known.keys() for name in known}
    weighed = {name: _weighed([known[each] for each in (name, *every[name])]) for name in known}
    urgency = {name: Fraction(*costs) for name, costs in weighed.items()}
    placed: dict[str, None] = {}
    parts = [set(known)]
    while parts:
        left = parts[-1] - placed.keys()
        if not left:
            parts.pop()
            continue
        first = min(left, key=lambda name: (-urgency[name], name))
        if before := every[first] - placed.keys():
            parts.append(set(before))
            continue
        placed[first] = None
        for name in [name for name in known if first in every[name] and name not in placed]:
            cost, size = weighed[name]
            weighed[name] = (cost - known[first].cost_of_delay, size - known[first].size)
            urgency[name] = Fraction(*weighed[name])
    return tuple(placed)


def _weighed(items: Iterable[Scored]) -> tuple[int, int]:
    """Return the cost of delay of several items together, and their size."""
    found = list(items)
    return sum(each.cost_of_delay for each in found), sum(each.size for each in found)
