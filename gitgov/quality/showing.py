"""Amounts as people read them: rounded, where a record keeps them exact."""

from __future__ import annotations

from fractions import Fraction

from gitgov.core.amounts import parse_amount

_PLACES = 3


def shown(text: str) -> str:
    """Write a recorded amount with at most three places after the point, half to even."""
    return shown_amount(parse_amount(text))


def shown_amount(amount: Fraction) -> str:
    """Write an amount with at most three places after the point, half to even."""
    number = round(amount, _PLACES)
    whole, rest = divmod(abs(number), 1)
    digits = f"{int(rest * 10**_PLACES):0{_PLACES}d}".rstrip("0")
    return f"{'-' if number < 0 else ''}{int(whole)}{'.' if digits else ''}{digits}"
