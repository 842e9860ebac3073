"""How well an answer to a past case told what became of it: each adviser has a metric, which gives a mark from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from gitgov.advice.answer import Answer


class Became(NamedTuple):
    """What became of a past case: whether it went well, and why not; or what each name turned out to be worth that an answer could give."""

    good: bool = True
    why: str = ""
    worth: Mapping[str, int] = MappingProxyType({})


Mark = Callable[[Mapping[str, Any], Answer, Became], Fraction]
"""Marks an answer to a case: (its facts, the answer, what became of it)."""
Right = Callable[[Mapping[str, Any], Answer, Became], Mapping[str, Any]]
"""Returns the fields of what a model would best have said: (the facts, their own answer, what became of the case)."""


class Metric(NamedTuple):
    """What is marked, in words, and how.

    There is nothing `right` to be said where a model has no word in what is marked. Of a metric of two `kinds`, cases that went well and such
    that did not count alike, however rare one of them is. `beside` says what else is marked for comparison, if anything.
    """

    says: str
    mark: Mark
    right: Right | None
    kinds: bool = False
    beside: str = ""


def by_care(levels: Sequence[str], care: Callable[[Answer], Fraction] | None = None) -> Metric:
    """Mark how careful an answer is to what went wrong, and how little to what did not: by its verdict, unless something else says that too."""

    def by_verdict(answer: Answer) -> Fraction:
        return Fraction(levels.index(answer.verdict), len(levels) - 1)

    careful = care or by_verdict

    def mark(_facts: Mapping[str, Any], answer: Answer, became: Became) -> Fraction:
        return 1 - careful(answer) if became.good else careful(answer)

    def right(_facts: Mapping[str, Any], floor: Answer, became: Became) -> Mapping[str, Any]:
        return {"verdict": max(floor.verdict, levels[0] if became.good else levels[-1], key=levels.index)}

    return Metric("how careful it is of what went wrong, and how little of what did not", mark, right, kinds=True)


def first_named(_facts: Mapping[str, Any], answer: Answer, became: Became) -> Fraction:
    """Mark by the place of the first name that counts: 1, 1/2, 1/3 (reciprocal rank; Voorhees, TREC-8, 1999)."""
    places = (place for place, name in enumerate(answer.order, 1) if name in became.worth)
    return Fraction(1, first) if (first := next(places, 0)) else Fraction(0)


def agreement(_facts: Mapping[str, Any], answer: Answer, became: Became) -> Fraction:
    """Mark by how far names agree with those that count: twice what both have, of what each has (Dice 1945, the F1 score)."""
    named = {*answer.order}
    both = len(named) + len(became.worth)
    return Fraction(2 * len(named & became.worth.keys()), both) if both else Fraction(1)


def ordered(_facts: Mapping[str, Any], floor: Answer, became: Became) -> Mapping[str, Any]:
    """Return what would best have been said where names are ordered: those that count, what is worth most first."""
    return {"verdict": floor.verdict, "order": sorted(became.worth, key=lambda name: (-became.worth[name], name))}
