"""What must come before what; whatever waits for itself is found, and named."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping

from gitgov.core.errors import BadInput

Needs = Mapping[str, Collection[str]]
"""For each name those that it needs directly; one that needs nothing may be left out."""
_CLOSED = sys.maxsize
"""Behind every number, so that nothing leads back to what is closed."""


def behind(needs: Needs, names: Iterable[str]) -> frozenset[str]:
    """Return everything that `names` need, directly or not; one of them is among it only where something needs it."""
    found: set[str] = set()
    waiting = [each for name in names for each in needs.get(name, ())]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += needs.get(name, ())
    return frozenset(found)


def circles(needs: Needs) -> tuple[tuple[str, ...], ...]:
    """Return the sets of names that wait for each other (strongly connected components), each and all in order of names."""
    found = _components(needs)
    return tuple(sorted(tuple(sorted(each)) for each in found if len(each) > 1 or each[0] in needs.get(each[0], ())))


def _components(needs: Needs) -> list[list[str]]:
    """Return all names by strongly connected component, each name and need looked at once (Tarjan 1972, without recursion)."""
    components: list[list[str]] = []
    number: dict[str, int] = {}  # in which order names were met; closed where their component is known
    lowest: dict[str, int] = {}  # the first met to which a name leads back
    unplaced: list[str] = []
    for start in needs:
        way = [] if start in number else [(start, iter(needs[start]))]
        while way:
            name, left = way[-1]
            if name not in number:
                number[name] = lowest[name] = len(number)
                unplaced.append(name)
            for each in left:
                if each not in number:
                    way.append((each, iter(needs.get(each, ()))))
                    break
                lowest[name] = min(lowest[name], number[each])
            else:
                way.pop()
                if way:
                    lowest[way[-1][0]] = min(lowest[way[-1][0]], lowest[name])
                if lowest[name] == number[name]:
                    components.append(_taken(unplaced, name))
                    number.update(dict.fromkeys(components[-1], _CLOSED))
    return components


def _taken(names: list[str], last: str) -> list[str]:
    """Take names away from the end, down to one, and return them."""
    taken = [names.pop()]
    while taken[-1] != last:
        taken.append(names.pop())
    return taken


def refuse_circles(needs: Needs) -> None:
    """Raise `BadInput` for names that wait for each other."""
    found = circles(needs)
    if found:
        said = "; ".join(told(circle) for circle in found)
        raise BadInput(f"no order is possible: {said}", "take one of these dependencies away")


def told(circle: tuple[str, ...]) -> str:
    """Say of which names a circle is made."""
    if len(circle) == 1:
        return f"{circle[0]} needs itself"
    return f"{', '.join(circle[:-1])} and {circle[-1]} need each other"
