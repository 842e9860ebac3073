"""Amounts as they are recorded: exact, written as people write them, never a float."""

from __future__ import annotations

import re
from fractions import Fraction
from math import gcd

from gitgov.core.errors import BadInput

AMOUNT = r"^-?[0-9]{1,18}(?:\.[0-9]{1,12}|/[1-9][0-9]{0,17})?$"
"""An amount in a record: `80`, `79.9`, `199/200`."""
_AMOUNT = re.compile(AMOUNT, re.ASCII)


def parse_amount(text: str) -> Fraction:
    """Read an amount; raises `BadInput`."""
    if not _AMOUNT.fullmatch(text):
        raise BadInput(f"not an amount: {text!r}", 'write "80", "79.9" or "199/200"')
    return Fraction(text)


def show_amount(amount: Fraction) -> str:
    """Write an amount exactly: as a decimal where it is one of at most twelve places, else as a fraction in lowest terms."""
    whole, part = divmod(abs(amount.numerator), amount.denominator)
    sign = "-" if amount < 0 else ""
    if not part:
        return f"{sign}{whole}"
    places = _places(amount.denominator)
    if not 0 < places <= 12:
        return str(amount)
    return f"{sign}{whole}.{part * 10**places // amount.denominator:0{places}d}"


def _places(denominator: int) -> int:
    """Return how many decimal places a fraction in lowest terms takes, or 0 if no number of them is enough."""
    rest, places = denominator, 0
    while (common := gcd(rest, 10)) > 1:
        rest //= common
        places += 1
    return places if rest == 1 else 0


def with_unit(value: str, unit: str) -> str:
    """Write a value with its unit; a share and a count have none that people say."""
    return value if unit in ("", "1") or unit.startswith("{") else f"{value} {unit}"
