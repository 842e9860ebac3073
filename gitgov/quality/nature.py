"""What can be measured at all in a unit, and which charts can draw it."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from gitgov.core.amounts import parse_amount, show_amount, with_unit
from gitgov.core.errors import BadInput
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.reading import UNITS

WHOLES: Final = {"1": 1, "%": 100}
"""The units of shares, and what all is in each; a growth is written in per cent too."""
_OF_EVENTS = ("np", "c", "u", "u'", "g")
"""What these draw is a number of something, as it is measured."""
OF_PARTS: Final = ("p", "p'")
"""What these draw is a part of so many."""
_OF_RATES = ("u", "u'")
PER_UNIT: Final = " for each unit counted"


def nature(unit: str, *, shares: bool) -> tuple[float, float]:
    """Return between what all values of a unit lie; a growth in per cent may be anything, and only a share has an end."""
    whole = WHOLES.get(unit)
    if whole is not None:
        return (0.0, float(whole)) if shares else (float("-inf"), float("inf"))
    return (0.0 if is_count(unit) or unit in UNITS else float("-inf")), float("inf")


def draws_rates(ctq: Ctq) -> bool:
    """Say whether a chart draws of a count how many there are for each unit that was looked at, and no single value."""
    return ctq.chart in _OF_RATES or (ctq.chart in OF_PARTS and is_count(ctq.unit))


def is_count(unit: str) -> bool:
    """Say whether a unit is one of counts, as UCUM writes them."""
    return unit.startswith("{")


def unit_drawn(ctq: Ctq) -> str:
    """Return the unit of what a chart draws, for people."""
    return f"{ctq.unit}{PER_UNIT}" if draws_rates(ctq) else ctq.unit


def center_told(ctq: Ctq) -> str:
    """Return the frozen centre of a chart as it is told."""
    return f"{ctq.frozen_center}{PER_UNIT}" if draws_rates(ctq) else ctq.frozen_center


def refuse_chart(ctq: Ctq) -> None:
    """Raise `BadInput` where a characteristic is of no unit that its chart could count, or of which it could draw shares."""
    measured = f"{ctq.ctq} is measured in {ctq.unit or 'no unit'!r}"
    if ctq.chart in _OF_EVENTS and not is_count(ctq.unit):
        other = "p" if ctq.unit in WHOLES else "xmr"
        raise BadInput(
            f"a chart {ctq.chart} counts, and {measured}",
            f"git quality define {ctq.ctq} --chart {other}, or a unit of counts, as {{count}}",
        )
    if ctq.chart in OF_PARTS and not (ctq.unit in WHOLES or is_count(ctq.unit)):
        raise BadInput(
            f"a chart {ctq.chart} is of shares, and {measured}",
            f"git quality define {ctq.ctq} --chart xmr, or a unit of shares or counts: %, 1 or {{count}}",
        )


def refuse_limits(ctq: Ctq, *, shares: bool) -> None:
    """Raise `BadInput` where a definition asks for what nothing can be measured at: at least more, at most less, or best beyond."""
    floor, ceiling = nature(ctq.unit, shares=shares)
    _refuse(ctq, "--lower", ctq.lower, (float("-inf"), ceiling))
    _refuse(ctq, "--upper", ctq.upper, (floor, float("inf")))
    refuse_target(ctq, ctq.target, shares=shares)


def refuse_target(ctq: Ctq, target: str, *, shares: bool) -> None:
    """Raise `BadInput` for a target that lies where nothing can be measured."""
    _refuse(ctq, "--target", target, nature(ctq.unit, shares=shares))


def _refuse(ctq: Ctq, option: str, amount: str, ends: tuple[float, float]) -> None:
    floor, ceiling = ends
    if not amount or floor <= (value := parse_amount(amount)) <= ceiling:
        return
    word, end = ("less", floor) if value < floor else ("more", ceiling)
    bound = with_unit(show_amount(Fraction(end)), ctq.unit)
    raise BadInput(
        f"no measurement can reach {option} {with_unit(amount, ctq.unit)}: {ctq.ctq} is never {word} than {bound}",
        f"give {option} N that is not {word} than {bound}",
    )
