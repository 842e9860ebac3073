"""Whether an improvement has done what it was to do: measurements on record from before it took effect, and from after.

It is met where the median after it reaches the target, and the difference is no chance: its interval at 95 percent lies on the good side of 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from gitgov.core.amounts import parse_amount, show_amount
from gitgov.core.objection import Objection
from gitgov.procedure.motions.ctq import Ctq
from gitgov.procedure.rows import LONGEST_LINE
from gitgov.quality.analysis.comparing import Compared, compare_samples
from gitgov.quality.charting import Observed
from gitgov.quality.project_events import ImprovementJudged
from gitgov.quality.reading import Sample
from gitgov.quality.showing import difference
from gitgov.quality.stats.outcome import Insufficient
from gitgov.quality.stats.two_groups import LEAST

MOST: Final = 250
"""So many measurements of each side take part, those that are nearest to the change."""
SOURCE: Final = "a judgement says what follows from the measurements that it names"


def judge(ctq: Ctq, target: str, series: Sequence[Observed], since: int, least: int = LEAST) -> ImprovementJudged:
    """Judge by a series, in the order of time, what took effect at an instant, in seconds; each side has `least` points or more."""
    before = [each for each in series if each.at < since][-MOST:]
    after = [each for each in series if each.at >= since][:MOST]
    used: list[str] = [each.record for each in (*before, *after)]
    found = compare_samples(_samples(before), _samples(after), least=least)
    if isinstance(found, Insufficient):
        return ImprovementJudged(verdict="insufficient data", said=str(found)[:LONGEST_LINE], measures=used)
    met = _reached(ctq, parse_amount(target), found)
    return ImprovementJudged(
        verdict="met" if met else "not met",
        before=show_amount(found.one.value),
        after=show_amount(found.other.value),
        said=difference(found, ctq.unit)[:LONGEST_LINE],
        measures=used,
    )


def why_not_following(said: ImprovementJudged, derived: Iterable[ImprovementJudged], record: str) -> Objection | None:
    """Object to a judgement that is none of those that follow from the measurements that it names.

    That there is too little may always be said: who judges may ask for more than is needed.
    """
    if said.verdict == "insufficient data":
        return None
    found = [*derived]
    if any((each.verdict, each.before, each.after) == (said.verdict, said.before, said.after) for each in found):
        return None
    follows = " or ".join(dict.fromkeys(map(_shown, found))) or "nothing"
    what = f"an improvement is said to be {_shown(said)}, and from the measurements that it names follows: {follows}"
    return Objection("GOV-718", what, SOURCE, "git quality improve --check judges it anew", (record,))


def _shown(judged: ImprovementJudged) -> str:
    return judged.verdict + (f" (from {judged.before} to {judged.after})" if judged.before else "")


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
