"""Numbers and instants as people read them, and as they are drawn."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Context, Decimal
from fractions import Fraction
from math import isfinite

from gitgov.core.amounts import with_unit
from gitgov.quality.page.values import Amount

NO_DATA = "no data"
DRAWN = Context(prec=7)
"""A screen tells fewer than ten million places apart."""
SHOWN = Context(prec=4)
_LAST = 253_402_300_799
_LONGER = (("d", 86_400), ("h", 3_600), ("min", 60))
"""Units for seconds, from two of which on they are said so."""
_PARTED = {"h": 3_600, "d": 86_400}
"""Units of time of which nobody says a part, and their seconds."""


def drawn(value: Amount | None) -> float | int | None:
    """Round an amount to what is drawn, seven digits; whole numbers stay whole, and what is not finite is nothing."""
    if value is None or not isfinite(value):
        return None
    if value == int(value):
        return int(value)
    return float(DRAWN.create_decimal(Decimal(float(value))))


def digits(value: Amount) -> str:
    """Write an amount with four digits, and all of its whole ones."""
    if not isfinite(value):
        return NO_DATA
    if value == int(value):
        return str(int(value))
    rounded = SHOWN.create_decimal(Decimal(float(value)))
    if rounded.adjusted() >= SHOWN.prec - 1:
        return str(round(Fraction(value)))
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def said(value: Amount | None, unit: str) -> str:
    """Write an amount with its unit; long times in seconds as minutes, hours or days, and parts of an hour or of a day as what is smaller."""
    if value is None or not isfinite(value):
        return NO_DATA
    if unit in _PARTED and 0 < abs(float(value)) < 1:
        value, unit = value * _PARTED[unit], "s"
    if unit == "s":
        for name, seconds in _LONGER:
            if abs(float(value)) >= 2 * seconds:
                return f"{digits(value / seconds)} {name}"
    return with_unit(digits(value), unit)


def reach(low: Amount, high: Amount, unit: str) -> str:
    """Write an interval; of times each end with a unit of its own."""
    if unit == "s" or unit in _PARTED:
        return f"{said(low, unit)} to {said(high, unit)}"
    return f"{digits(low)} to {digits(high)}"


def day(at: int) -> str:
    """Write the day of an instant: `2026-03-01`."""
    return _instant(at).strftime("%Y-%m-%d")


def minute(at: int) -> str:
    """Write an instant to the minute: `2026-03-01 14:05 UTC`."""
    return _instant(at).strftime("%Y-%m-%d %H:%M UTC")


def short(name: str) -> str:
    """Write an id as people tell it apart."""
    return name[:12]


def _instant(at: int) -> datetime:
    return datetime.fromtimestamp(min(max(at, 0), _LAST), UTC)
