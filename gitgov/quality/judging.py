"""Whether an improvement has done what it was to do: measurements on record from before it took effect, and from after.

It is met where the median after it reaches the target, and the difference is no chance: its interval at 95 percent lies on the good side of 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from gitgov.core.amounts import parse_amount, show_amount
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.analysis.comparing import Compared, compare_samples
from gitgov.quality.charting import Observed
from gitgov.quality.project_events import ImprovementJudged
from gitgov.quality.reading import Sample
from gitgov.quality.showing import difference
from gitgov.quality.stats.outcome import Insufficient
from gitgov.quality.stats.two_groups import LEAST

MOST: Final = 250
"""So many measurements of each side take part, those that are nearest to the change."""
_LINE = 400


def judge(ctq: Ctq, target: str, series: Sequence[Observed], since: int, least: int = LEAST) -> ImprovementJudged:
    """Judge by a series, in the order of time, what took effect at an instant, in seconds; each side has `least` points or more."""
    before = [each for each in series if each.at < since][-MOST:]
    after = [each for each in series if each.at >= since][:MOST]
    used: list[str] = [each.record for each in (*before, *after)]
    found = compare_samples(_samples(before), _samples(after), least=least)
    if isinstance(found, Insufficient):
        return ImprovementJudged(verdict="insufficient data", said=str(found)[:_LINE], measures=used)
    met = _reached(ctq, parse_amount(target), found)
    return ImprovementJudged(
        verdict="met" if met else "not met",
        before=show_amount(found.one.value),
        after=show_amount(found.other.value),
        said=difference(found, ctq.unit)[:_LINE],
        measures=used,
    )


def _samples(points: Sequence[Observed]) -> list[Sample]:
    return [Sample(each.value, each.record, each.at) for each in points]


def _reached(ctq: Ctq, target: Fraction, found: Compared) -> bool:
    up, reach = rises(ctq, target, found.one.value), found.shift.interval
    reached = found.other.value >= target if up else found.other.value <= target
    return reached and (reach.low > 0 if up else reach.high < 0)


def rises(ctq: Ctq, target: Fraction, before: Fraction) -> bool:
    """Say whether more of a characteristic is better: as its one limit has it, else as the target lies."""
    if bool(ctq.lower) != bool(ctq.upper):
        return bool(ctq.lower)
    return target >= before
