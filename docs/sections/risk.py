"""The factors of risk: what each gives at which values; and the levels."""

from __future__ import annotations

from gitgov.advice.risk.factors import FACTORS, Factor
from gitgov.advice.risk.step import DAY
from gitgov.advice.risk.weighing import CUTS
from gitgov.procedure.advised import LEVELS
from sections import code, table

_SPANS = {30 * DAY: "30 days", 7 * DAY: "7 days"}


def factors() -> str:
    """Tabulates the factors with their steps, weights and sources."""
    rows = [(code(each.name), each.what, _steps(each), f"{each.weight}", each.source) for each in FACTORS]
    total = ("", "all together", "", f"{sum(each.weight for each in FACTORS)}", "")
    return table(("factor", "value", "points", "weight", "source"), [*rows, total])


def _steps(factor: Factor) -> str:
    sign = "<=" if factor.down else ">="
    return ", ".join(f"{sign} {_value(factor, at)}: {points}" for at, points in factor.steps)


def _value(factor: Factor, at: object) -> str:
    return _SPANS.get(at, f"{at}") if factor.name == "recency" and isinstance(at, int) else f"{at}"


def levels() -> str:
    """Tabulates the levels with the points that each begins at."""
    lows, highs = (0, *CUTS), (*(cut - 1 for cut in CUTS), sum(each.weight for each in FACTORS))
    return table(
        ("level", "points"),
        [(code(level), f"{low} to {high}") for level, low, high in zip(LEVELS, lows, highs, strict=True)],
    )
