"""Little's law (1961): the work in progress is the rate at which it leaves times how long it takes, if the system is stable."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from gitgov.quality.measures.facts import DAY, Window


class Flow(NamedTuple):
    """The flow of work through a window of time: the mean number in progress, what left in a day, and the mean days that it took.

    `n` is what left. `gap` is the share of what was in progress by which the law is off: far from 0, more comes than goes, or the
    reverse, and a forecast from these figures is none. Nothing where nothing left, or nothing was in progress.
    """

    in_progress: Fraction
    per_day: Fraction
    days: Fraction | None
    n: int
    gap: Fraction | None


def flow(spans: Iterable[tuple[int, int | None]], window: Window) -> Flow | None:
    """Check the law on work that came and left at instants, in seconds (nothing: it is here still); nothing for no time."""
    length = window.until - window.since
    if length <= 0:
        return None
    present, took = 0, list[int]()
    for came, left in spans:
        end = window.until if left is None else min(left, window.until)
        present += max(0, end - max(came, window.since))
        if left is not None and window.holds(left) and left >= came:
            took.append(left - came)
    in_progress, per_day = Fraction(present, length), Fraction(len(took) * DAY, length)
    days = Fraction(sum(took), len(took) * DAY) if took else None
    gap = (in_progress - per_day * days) / in_progress if days is not None and in_progress else None
    return Flow(in_progress, per_day, days, len(took), gap)
