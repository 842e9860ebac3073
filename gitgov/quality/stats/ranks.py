"""Ranks, ties sharing theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence


def midranks(values: Sequence[float]) -> tuple[float, ...]:
    """Return the rank of each value among all, from 1; equal ones have the mean of their ranks."""
    counts, passed, rank = Counter(values), 0, {}
    for value in sorted(counts):
        rank[value] = passed + (counts[value] + 1) / 2
        passed += counts[value]
    return tuple(rank[value] for value in values)


def ties(values: Iterable[float]) -> int:
    """Return the sum of t^3 - t over the ties, each of t equal values: what they take from the spread of ranks."""
    return sum(t**3 - t for t in Counter(values).values())
