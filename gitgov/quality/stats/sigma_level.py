"""Defects per million opportunities, sigma levels and yields.

A sigma level is the normal quantile of the share without defect, one-sided. Six Sigma adds 1.5, as if every process drifted by so
much in the long run; that shift is a convention, so a level names its own (Pyzdek, The Six Sigma Handbook). Sources:
Montgomery 1.2; Keller for rolled and normalised yield.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.stats.distributions import normal_below, normal_quantile
from gitgov.quality.stats.outcome import CONFIDENCE, Estimate, Insufficient, Interval
from gitgov.quality.stats.proportions import exact

MILLION = 1_000_000
SHIFT = 1.5


class SigmaLevel(NamedTuple):
    """Defects per million and the sigma level, each with its interval; `shift` is 1.5 (Six Sigma) or 0 (as measured).

    Without a defect, or without anything else, the level has no value, only the end that its interval has.
    """

    dpmo: Estimate
    level: float | Insufficient
    interval: Interval
    shift: float


def sigma_level(
    defects: int, opportunities: int, shift: float = SHIFT, confidence: float = CONFIDENCE
) -> SigmaLevel | Insufficient:
    """Return the sigma level of defects among units times opportunities; raises `BadInput` for more defects than these."""
    found = exact(defects, opportunities, confidence)
    if isinstance(found, Insufficient):
        return found
    low, high = (_level(each, shift) for each in (found.interval.high, found.interval.low))
    level = _level(found.value, shift)
    why = "no defect was seen" if defects == 0 else "nothing was without defect"
    scaled = Interval(MILLION * found.interval.low, MILLION * found.interval.high, confidence)
    return SigmaLevel(
        dpmo=Estimate(MILLION * found.value, scaled, found.n),
        level=level if math.isfinite(level) else Insufficient(why, opportunities),
        interval=Interval(low, high, confidence),
        shift=shift,
    )


def level_of(dpmo: float, shift: float = SHIFT) -> float:
    """Return the sigma level of defects per million, infinite for 0 and for a million; raises `BadInput` beyond these."""
    if not 0 <= dpmo <= MILLION:
        raise BadInput(f"not a number of defects per million: {dpmo}", "it lies between 0 and a million")
    return _level(dpmo / MILLION, shift)


def dpmo_of(level: float, shift: float = SHIFT) -> float:
    """Return the defects per million of a sigma level."""
    return MILLION * normal_below(shift - level)


class Yields(NamedTuple):
    """The yields of steps in a row: of each at first pass, of all (rolled), and per step (normalised)."""

    steps: tuple[float, ...]
    rolled: float
    normalised: float

    def units_for(self, wanted: int) -> int:
        """Return how many units to start for so many without rework; raises `BadInput` where none comes through."""
        if self.rolled == 0:
            raise BadInput("a step lets nothing through at first pass")
        return math.ceil(wanted / self.rolled - 1e-9)


def first_time_yield(started: int, reworked: int, scrapped: int = 0) -> float | Insufficient:
    """Return the share that passes a step at first, neither reworked nor scrapped; raises `BadInput` for more than started."""
    if min(started, reworked, scrapped) < 0 or reworked + scrapped > started:
        raise BadInput(f"{reworked} reworked and {scrapped} scrapped of {started}")
    return (started - reworked - scrapped) / started if started else Insufficient("nothing was started", 0, 1)


def rolled(steps: Sequence[float]) -> Yields | Insufficient:
    """Return the rolled throughput yield of steps in a row, each 0 to 1; raises `BadInput` for anything else."""
    if any(not 0 <= each <= 1 for each in steps):
        raise BadInput("a yield lies between 0 and 1")
    if not steps:
        return Insufficient("no steps", 0, 1)
    found = math.prod(sorted(steps))
    return Yields(tuple(steps), found, found ** (1 / len(steps)))


def _level(share: float, shift: float) -> float:
    if share in {0.0, 1.0}:
        return math.inf if share == 0 else -math.inf
    return shift - normal_quantile(share)
