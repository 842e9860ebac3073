"""How well an order of changes finds the bad ones: the share of them among the first k %, beside simpler orders.

The changes are those of a history, as they would have been judged when they were made; bad are those that somebody took back later, or
that a search for a culprit ended at. Changes that an order puts on a par are taken to be gated by lot, so that what is told is the exact
expectation, a ratio, and no order of ids decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

SHARES = (5, 10, 20)
"""In percent."""
LEAST_BAD = 20
"""With fewer bad changes nothing is said: one more or less would move the share by more than 5 %."""


class Judged(NamedTuple):
    """A change with its points, how many lines it changes, and whether it turned out to be bad."""

    points: int
    lines: int
    bad: bool


class Caught(NamedTuple):
    """What gating the first `share` percent comes to: the share of bad changes that is caught so, and by simpler orders.

    `effort` and `size_effort` are the shares of all lines that somebody would have to read for it. By lot, the share caught is `share`.
    """

    share: int
    gated: Fraction
    caught: Fraction
    by_size: Fraction
    effort: Fraction
    size_effort: Fraction


class Evaluation(NamedTuple):
    """How well changes were judged: `changes` of which `bad` are so labelled; no rows where they are too few to say."""

    changes: int
    bad: int
    rows: tuple[Caught, ...]

    @property
    def sufficient(self) -> bool:
        """Say whether there was enough to tell anything."""
        return bool(self.rows)


def evaluated(judged: Sequence[Judged], shares: Sequence[int] = SHARES) -> Evaluation:
    """Compare the order by points with that by lines alone, for gating each share (percent) of all changes."""
    bad = sum(each.bad for each in judged)
    if bad < LEAST_BAD:
        return Evaluation(len(judged), bad, ())
    return Evaluation(len(judged), bad, tuple(_caught(judged, share) for share in shares))


def _caught(judged: Sequence[Judged], share: int) -> Caught:
    gated = Fraction(len(judged) * share, 100)
    caught, effort = _first(judged, gated, lambda each: each.points)
    by_size, size_effort = _first(judged, gated, lambda each: each.lines)
    return Caught(share, gated, caught, by_size, effort, size_effort)


def _first(judged: Sequence[Judged], gated: Fraction, key: Callable[[Judged], int]) -> tuple[Fraction, Fraction]:
    """Return the shares of bad changes and of lines among the first in an order; of those on a par at the end, a part of each."""
    bad = lines = Fraction(0)
    left = gated
    for _, par in groupby(sorted(judged, key=key, reverse=True), key=key):
        level = [*par]
        part = min(Fraction(1), left / len(level))
        bad += part * sum(each.bad for each in level)
        lines += part * sum(each.lines for each in level)
        left -= part * len(level)
        if left <= 0:
            break
    everything = sum(each.lines for each in judged)
    return bad / sum(each.bad for each in judged), lines / everything if everything else Fraction(0)
