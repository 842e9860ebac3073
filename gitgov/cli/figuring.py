"""Figures as people and programs read them: values with their units, intervals, what was left out, and comparisons."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from gitgov.cli.text import flat, instant_json
from gitgov.core.amounts import show_amount, with_unit
from gitgov.quality.analysis.comparing import Compared
from gitgov.quality.reading import Excluded, Reading, Sample
from gitgov.quality.showing import shown_amount
from gitgov.quality.stats.outcome import Estimate, Insufficient, Interval


def valued(value: Fraction | None, unit: str) -> str:
    """Write a value with its unit; where there is none, that there is no data."""
    return "no data" if value is None else with_unit(shown_amount(value), flat(unit))


def amount_json(value: Fraction | None) -> str | None:
    """Return a value as JSON has it: exact, as records do; nothing stays nothing."""
    return None if value is None else show_amount(value)


def finite(value: float) -> float | None:
    """Return a figure as JSON has it; an end that nothing bounds is none."""
    return value if abs(value) != float("inf") else None


def interval_json(interval: Interval) -> dict[str, Any]:
    """Return an interval with stable keys."""
    return {"low": finite(interval.low), "high": finite(interval.high), "confidence": interval.confidence}


def estimate_json(each: Estimate) -> dict[str, Any]:
    """Return an estimate with stable keys."""
    return {"value": each.value, "n": each.n, **interval_json(each.interval)}


def excluded_json(excluded: tuple[Excluded, ...]) -> list[dict[str, Any]]:
    """Return what was left out, with stable keys."""
    return [{"why": each.why, "objects": list(each.objects)} for each in excluded]


def sample_json(each: Sample) -> dict[str, Any]:
    """Return an observation with stable keys."""
    return {"object": each.object, "at": instant_json(each.at or None), "value": amount_json(each.value)}


def reading_json(reading: Reading) -> dict[str, Any]:
    """Return a reading with stable keys, and the objects of its samples."""
    return {
        "metric": reading.metric,
        "unit": reading.unit,
        "value": amount_json(reading.value),
        "n": reading.n,
        "part": reading.part,
        "method": reading.method,
        "samples": [sample_json(each) for each in reading.samples],
        "excluded": excluded_json(reading.excluded),
        "inferred": list(reading.inferred),
    }


def compared_json(found: Compared | Insufficient) -> dict[str, Any]:
    """Return a comparison with stable keys."""
    if isinstance(found, Insufficient):
        return {"insufficient": str(found), "groups": [], "test": None, "p": None, "adjusted": None, "effect": None, "shift": None}  # fmt: skip
    return {
        "insufficient": None,
        "groups": [{"n": each.n, "value": amount_json(each.value)} for each in (found.one, found.other)],
        "test": found.test,
        "p": found.p,
        "adjusted": found.adjusted,
        "effect": estimate_json(found.effect),
        "shift": estimate_json(found.shift),
    }


def left_out(excluded: tuple[Excluded, ...]) -> str:
    """Say in a line what was left out and why, or nothing."""
    return "; ".join(f"{len(each.objects)} left out: {flat(each.why)}" for each in excluded)
