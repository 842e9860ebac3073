"""How much a team can take on: from people and days, in exact numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from gitgov.core.errors import BadInput

Days = int | Fraction
"""Days may be halved."""


class Person(NamedTuple):
    """Somebody who works on what is planned, and the days off during the sprint, holidays of the whole team aside."""

    name: str
    days_off: Days = 0


class ByPoints(NamedTuple):
    """So many points a person, less some for each day that the person is off: for two weeks, SAFe says 8 and 1."""

    points: Days = 8
    day_off: Days = 1

    def of(self, off: Days) -> Fraction:
        """Return what a person brings who is off for so many days."""
        return Fraction(self.points) - Fraction(self.day_off) * off


class ByFocus(NamedTuple):
    """The days that a person is there, times the share of them that goes into the sprint."""

    days: Days
    focus: Fraction

    def of(self, off: Days) -> Fraction:
        """Return what a person brings who is off for so many days."""
        return (self.days - Fraction(off)) * self.focus


def workdays(begins: str, ends: str) -> int:
    """Count the days from one to another, both included, that are neither a Saturday nor a Sunday."""
    first, number = date.fromisoformat(begins), (date.fromisoformat(ends) - date.fromisoformat(begins)).days + 1
    whole, more = divmod(max(0, number), 7)
    return 5 * whole + sum((first.weekday() + each) % 7 < 5 for each in range(more))


def capacity(rule: ByPoints | ByFocus, people: Sequence[Person], holidays: Days = 0) -> int:
    """Return how many points (or days) a team can take on, rounded down once, at the end.

    Holidays are off for everybody. Nobody brings less than nothing, so that long leave takes nothing from others. Raises
    `BadInput` for numbers below nothing, a focus above 1, and somebody who is counted twice.
    """
    _check(rule, people, holidays)
    return math.floor(sum((max(Fraction(0), rule.of(each.days_off + holidays)) for each in people), Fraction(0)))


def _check(rule: ByPoints | ByFocus, people: Sequence[Person], holidays: Days) -> None:
    names = [each.name for each in people]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise BadInput(f"counted more than once: {', '.join(twice)}", "name everybody once")
    if below := [each.name for each in people if each.days_off < 0]:
        raise BadInput(f"less than no days off: {', '.join(below)}")
    if holidays < 0 or min(rule) < 0:
        raise BadInput("a capacity is made of numbers from 0")
    if isinstance(rule, ByFocus) and rule.focus > 1:
        raise BadInput(f"nobody works more than all the time: focus {rule.focus}", "write a share such as 7/10")
