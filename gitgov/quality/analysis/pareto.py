"""Pareto: which few causes make up most of the whole."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

MOST = Fraction(80, 100)
"""What the vital few are to make up (Juran, Quality Control Handbook)."""


class Bar(NamedTuple):
    """A cause: how much it makes up, in the unit of what was counted, which share of the whole, and with all the greater ones."""

    cause: str
    amount: Fraction
    share: Fraction
    cumulative: Fraction


def pareto(causes: Iterable[tuple[str, Fraction]]) -> tuple[Bar, ...]:
    """Add up what each cause makes up, the greatest first; causes of nothing are left out."""
    sums: dict[str, Fraction] = {}
    for cause, amount in causes:
        sums[cause] = sums.get(cause, Fraction(0)) + amount
    whole, so_far, bars = sum(each for each in sums.values() if each > 0), Fraction(0), list[Bar]()
    for cause, amount in sorted(sums.items(), key=lambda each: (-each[1], each[0])):
        if amount > 0:
            so_far += amount
            bars.append(Bar(cause, amount, amount / whole, so_far / whole))
    return tuple(bars)


def vital_few(bars: tuple[Bar, ...], most: Fraction = MOST) -> tuple[Bar, ...]:
    """Return the fewest of the greatest causes that make up so great a share."""
    needed = next((place for place, each in enumerate(bars) if each.cumulative >= most), len(bars) - 1)
    return bars[: needed + 1]
