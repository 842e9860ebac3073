"""Scales on which charts draw what is skewed, and the way back to what was measured: logarithms, and the powers of times between events."""

from __future__ import annotations

import math
import sys

POWER = 3.6
"""A time between events to the power 1 / 3.6 is nearly normal (Nelson 1994)."""

_MOST = math.log(sys.float_info.max)


def of_logarithm(value: float) -> float:
    """Return the number that has this natural logarithm; infinity for one that no float holds."""
    return math.exp(value) if value < _MOST else math.inf


def of_power(value: float) -> float:
    """Return the time that has this power 1 / 3.6; what would lie below 0 lies there."""
    return float(max(0.0, value) ** POWER)
