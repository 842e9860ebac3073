"""In which order merges go one after another: what builds on another after it, and so that most of them can go.

Values in, values out: whether a merge can go is for git and the gate to say, where it is tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

EXACT = 24
"""Of so many that conflict with each other directly or through others the largest set is found; of more, a good one."""
Pairs: TypeAlias = Mapping[str, frozenset[str]]
"""For each name the names that cannot go together with it, said both ways."""


def in_order(names: Sequence[str], after: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return `names` as they stand, but each after those that `after` gives for it; what runs in a circle stays put."""
    left, found = list(names), []
    while left:
        free = next((each for each in left if not after.get(each, frozenset()).intersection(left)), left[0])
        left.remove(free)
        found.append(free)
    return tuple(found)


def most(names: Sequence[str], apart: Pairs) -> tuple[str, ...]:
    """Return a set of names, as large as can be, of which no two are apart; of equal ones that with the earliest.

    In each group of names that hang together by conflicts this is exact up to `EXACT` names; of larger groups the names
    with fewest conflicts are taken until `EXACT` are left.
    """
    chosen: set[str] = set()
    for group in _groups(names, apart):
        left = [each for each in names if each in group]
        while len(left) > EXACT:
            easiest = min(left, key=lambda each: len(apart[each].intersection(left)))
            chosen.add(easiest)
            left = [each for each in left if each != easiest and each not in apart[easiest]]
        chosen.update(_largest(tuple(left), apart))
    return tuple(each for each in names if each in chosen)


def _groups(names: Sequence[str], apart: Pairs) -> list[set[str]]:
    left, groups = set(names), []
    for name in names:
        if name not in left:
            continue
        group, reached = set(), [name]
        while reached:
            if (each := reached.pop()) not in group:
                group.add(each)
                reached.extend(apart.get(each, frozenset()) & left)
        left -= group
        groups.append(group)
    return groups


def _largest(names: tuple[str, ...], apart: Pairs) -> tuple[str, ...]:
    """Try it with the earliest and without it; where it costs at most one other, nothing is better than to take it."""
    if not names:
        return ()
    first, *rest = names
    rivals = apart.get(first, frozenset())
    with_it = (first, *_largest(tuple(each for each in rest if each not in rivals), apart))
    if len(rivals.intersection(rest)) <= 1:
        return with_it
    without = _largest(tuple(rest), apart)
    return with_it if len(with_it) >= len(without) else without
