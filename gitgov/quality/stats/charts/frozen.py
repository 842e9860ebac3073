"""What a base period leaves behind, and points against it.

A base period is looked at once and becomes a `Baseline`; whatever comes later is drawn against that, until a decision makes
another one. So a process that drifts does not take its limits along.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gitgov.quality.stats.charts.constants import SIGMAS
from gitgov.quality.stats.outcome import Insufficient

LEAST = 6
"""Points that a base period has at least: fewer say little about spread (Wheeler, Understanding Variation)."""
FIRM = 20
"""Points from which limits are more than provisional (Montgomery 6.2: 20 to 25 subgroups)."""


class Limits(NamedTuple):
    """The centre and the control limits of one point, in its unit; `sigma` is the spread of what is drawn."""

    center: float
    sigma: float
    lower: float
    upper: float


class Baseline(NamedTuple):
    """What is frozen of a base period.

    `chart` names the row of the chart; `center` is in the unit that is drawn; `sigma` the spread of one value, in that unit
    (charts of counts derive it from the centre, and have 0 here); `points` says of how many it is the mean. `ratio` is what
    the spread between points has over that within them (Laney's sigma of z; otherwise 1). `floor` and `ceiling` bound what
    can be measured at all: a limit that would lie beyond is drawn there, and no point can pass it.
    """

    chart: str
    center: float
    sigma: float
    points: int
    ratio: float = 1.0
    floor: float = float("-inf")
    ceiling: float = float("inf")

    @property
    def provisional(self) -> bool:
        """Whether the base period is short, so that its limits are to be frozen anew when there is more."""
        return self.points < FIRM

    def limits(self, sigma: float) -> Limits:
        """Return the limits of a point whose spread is `sigma`."""
        low, high = self.center - SIGMAS * sigma, self.center + SIGMAS * sigma
        return Limits(self.center, sigma, max(self.floor, low), min(self.ceiling, high))


class Point(NamedTuple):
    """What is drawn, and the limits that it is drawn against."""

    value: float
    limits: Limits

    @property
    def z(self) -> float:
        """How many sigmas the point lies above the centre."""
        return (self.value - self.limits.center) / self.limits.sigma


def too_short(count: int, what: str) -> Insufficient | None:
    """Return the answer for a base period of fewer than `LEAST` points."""
    return Insufficient(f"a base period of {count} {what}", count, LEAST) if count < LEAST else None


def positions(points: Iterable[Point]) -> tuple[float, ...]:
    """Return how many sigmas each point lies above its centre, which run rules read."""
    return tuple(each.z for each in points)
