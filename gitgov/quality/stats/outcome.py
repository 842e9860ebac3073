"""What a statistic answers: an estimate with its interval, or that there is too little to say anything.

Nothing is clamped into looking like a number: where the data do not carry a figure, the answer is `Insufficient`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from gitgov.core.errors import BadInput

CONFIDENCE = 0.95
"""What intervals are given for unless something else is asked for."""


class Insufficient(NamedTuple):
    """There is no figure: why, how much there is, and how much it takes (0 where more of the same would not help)."""

    why: str
    n: int
    needed: int = 0

    def __str__(self) -> str:
        wanted = f", {self.needed} needed" if self.needed else ""
        return f"insufficient data: {self.why} (n = {self.n}{wanted})"


class Interval(NamedTuple):
    """A confidence interval in the unit of its estimate; an end that the data do not bound is infinite."""

    low: float
    high: float
    confidence: float = CONFIDENCE

    def holds(self, value: float) -> bool:
        """Say whether a value lies within, ends included."""
        return self.low <= value <= self.high


class Estimate(NamedTuple):
    """A figure, what it is uncertain by, and how many records it comes from."""

    value: float
    interval: Interval
    n: int


class Significance(NamedTuple):
    """A test of significance: the statistic, its degrees of freedom (0 where it has none), p, and how it was made."""

    statistic: float
    df: float
    p: float
    method: str


def finite(values: Iterable[float], what: str = "values") -> tuple[float, ...]:
    """Return the values as floats; raises `BadInput` for one that is no finite number."""
    found = tuple(map(float, values))
    if not all(map(math.isfinite, found)):
        raise BadInput(f"{what}: not all of them are finite numbers", "leave out what was not measured")
    return found


def confident(confidence: float) -> float:
    """Return what lies outside of an interval, both sides together; raises `BadInput` for no confidence."""
    if not 0 < confidence < 1:
        raise BadInput(f"not a confidence: {confidence}", "it lies between 0 and 1, commonly 0.95")
    return 1 - confidence


def mean(values: Iterable[float]) -> float:
    """Return the arithmetic mean of at least one value, whose sum is exact whatever their order."""
    found = tuple(values)
    return math.fsum(found) / len(found)


def variance(values: Iterable[float]) -> float:
    """Return the variance of at least two values, over n - 1."""
    found = tuple(values)
    middle = mean(found)
    return math.fsum((each - middle) ** 2 for each in found) / (len(found) - 1)
