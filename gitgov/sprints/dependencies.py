"""What must come before what; whatever waits for itself is found, and named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from gitgov.core.errors import BadInput

Needs = Mapping[str, Collection[str]]
"""For each name those that it needs directly; one that needs nothing may be left out."""


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
    every = {name: behind(needs, [name]) for name in needs}
    round_about = (name for name in needs if name in every[name])
    found = {tuple(sorted(other for other in every[name] if name in every.get(other, ()))) for name in round_about}
    return tuple(sorted(found))


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
