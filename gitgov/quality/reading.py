"""What a measurement says, with all that a reader needs to check it: how many observations, which, and what was left out."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Sample(NamedTuple):
    """One observation: its value, the object or record that it was observed on, and when that says that it was made."""

    value: Fraction
    object: str
    at: int = 0


class Excluded(NamedTuple):
    """What was left out, and why."""

    why: str
    objects: tuple[str, ...]


class Reading(NamedTuple):
    """A metric as measured: `value` is nothing where there is no data, which is never the same as 0.

    `unit` is one of `UNITS`. `value` sums up `samples` as `method` says; for a share it is `part` of `n`. Samples are
    in order of time, then of their objects. `inferred` are the objects of samples of which no record says what was counted.
    """

    metric: str
    unit: str
    value: Fraction | None
    n: int
    method: str
    samples: tuple[Sample, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    part: int | None = None
    inferred: tuple[str, ...] = ()


UNITS = {
    "%": "per cent",
    "1": "share from 0 to 1",
    "s": "seconds",
    "h": "hours",
    "d": "days",
    "/d": "per day",
    "/wk": "per week",
    "{count}": "count",
    "By": "bytes",
}
"""The units of metrics, as UCUM writes them."""


def no_data(metric: str, unit: str, method: str, excluded: tuple[Excluded, ...] = ()) -> Reading:
    """Say that there is nothing to measure, and what was left out."""
    return Reading(metric, unit, None, 0, method, excluded=excluded)
