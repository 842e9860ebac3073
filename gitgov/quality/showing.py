"""Amounts, intervals and comparisons as people read them: rounded, where a record keeps them exact."""

from __future__ import annotations

from fractions import Fraction

from gitgov.core.amounts import parse_amount, with_unit
from gitgov.core.visible import flat
from gitgov.quality.analysis.comparing import Compared
from gitgov.quality.stats.outcome import Insufficient, Interval

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


def within(interval: Interval, unit: str) -> str:
    """Write an interval, its ends to four digits, with its unit."""
    return with_unit(f"{interval.low:.4g} to {interval.high:.4g}", flat(unit))


def difference(found: Compared | Insufficient, unit: str) -> str:
    """Say in a line how a second group differs from a first one."""
    if isinstance(found, Insufficient):
        return str(found)
    apart, reach = with_unit(f"{found.shift.value:+.4g}", flat(unit)), within(found.shift.interval, unit)
    says = "" if found.shown else "no difference is shown: "
    sizes, test = f"n {found.one.n} and {found.other.n}", f"p {found.adjusted:.2g}, {found.test}"
    alone = found.p < found.adjusted and not found.shown and not found.shift.interval.holds(0)
    note = "; p is corrected for what is compared at once, the interval is not" if alone else ""
    return f"{says}{apart} ({reach}; {sizes}; {test}; effect {found.effect.value:.2f}{note})"
