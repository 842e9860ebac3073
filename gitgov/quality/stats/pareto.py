"""Pareto: the few causes that most of it comes from, in exact shares."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.stats.outcome import Insufficient

VITAL = Fraction(4, 5)


class Cause(NamedTuple):
    """One cause: how often, its share, that of all up to it, and whether it is one of the vital few."""

    name: str
    number: Fraction
    share: Fraction
    cumulative: Fraction
    vital: bool


def pareto(counts: Mapping[str, int | Fraction], vital: Fraction = VITAL) -> tuple[Cause, ...] | Insufficient:
    """Order causes, greatest first, ties by name; the vital few are the fewest with that share. Raises `BadInput` below 0."""
    if any(each < 0 for each in counts.values()):
        raise BadInput("a cause that occurred less than never")
    total = Fraction(sum(counts.values()))
    if total == 0:
        return Insufficient("nothing occurred", 0, 1)
    order = sorted(counts, key=lambda name: (-counts[name], name))
    sums = accumulate(Fraction(counts[name]) for name in order)
    return tuple(
        Cause(name, Fraction(counts[name]), counts[name] / total, so_far / total, so_far - counts[name] < vital * total)
        for name, so_far in zip(order, sums, strict=True)
    )
