"""What became of past cases, and how well verdicts on them would have told it.

A case is bad where the assembly lost the motion, or where what came in was taken back later or found to be a culprit. A verdict on a
bad case is the better the more careful it is, on a good one the less. Both kinds count alike, however rare bad ones are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from gitgov.advice.answer import Case

WHOLE = 1_000
LEAST = 5
"""Cases of each kind below which nothing is said of how well verdicts tell them apart."""


class Judged(NamedTuple):
    """A verdict on a case, and whether it is that of whom it was asked of: a model that is not heard leaves the facts'."""

    verdict: str
    heard: bool = True


Judge = Callable[[Case], Judged]


class Example(NamedTuple):
    """A past case with what became of it; `at` is when it was decided, in seconds, `why` what made it a bad one."""

    case: Case
    good: bool
    at: int
    why: str = ""


class Report(NamedTuple):
    """How verdicts told cases: how many were good and bad, how many bad ones were caught and good ones held up, and the score of a thousand.

    Only those cases count of which a verdict was `heard`, out of as many as were `asked`. Caught and held up is what gets any verdict but the least careful.
    `score` is nothing where there are too few of either kind.
    """

    good: int
    bad: int
    caught: int
    held_up: int
    score: int | None
    heard: int
    asked: int


def by_facts(case: Case) -> Judged:
    """Judge a case by its facts alone."""
    return Judged(case.answer.verdict)


def score(levels: Sequence[str], verdict: str, *, good: bool) -> int:
    """Return how well a verdict tells a case, of a thousand."""
    care = Fraction(levels.index(verdict), len(levels) - 1)
    return int(WHOLE * (1 - care if good else care))


def report(levels: Sequence[str], examples: Sequence[Example], judge: Judge) -> Report:
    """Judge examples and say how well that told them."""
    every = [(each.good, judge(each.case)) for each in examples]
    said = [(good, judged.verdict) for good, judged in every if judged.heard]
    points = {
        kind: [score(levels, verdict, good=good) for good, verdict in said if good is kind] for kind in (True, False)
    }
    enough = all(len(each) >= LEAST for each in points.values())
    mean = sum(Fraction(sum(each), 2 * len(each)) for each in points.values()) if enough else None
    careful = [good for good, verdict in said if verdict != levels[0]]
    return Report(
        len(points[True]),
        len(points[False]),
        careful.count(False),
        careful.count(True),
        None if mean is None else int(mean),
        len(said),
        len(every),
    )


def by_time(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Part examples into the earlier half, to learn from, and the later one, to be judged by: nothing is learnt from what came after."""
    ordered = sorted(examples, key=lambda each: each.at)
    middle = (len(ordered) + 1) // 2
    return ordered[:middle], ordered[middle:]
