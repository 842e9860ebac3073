"""How changes flow: where their time goes by week, what they wait for, where searches for faults end, and whose merges conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from gitgov.quality.analysis.conflicting_teams import Count
from gitgov.quality.analysis.culprits import Culprit, recurring
from gitgov.quality.analysis.stages import STAGES, WAITS, Stages, stages_of, waiting
from gitgov.quality.measures.facts import HOUR
from gitgov.quality.measures.row import Facts
from gitgov.quality.page.numbers import day
from gitgov.quality.page.values import Bar, Breakdown, Funnel, Limits, Pareto, Place, Week
from gitgov.quality.reading import Excluded
from gitgov.quality.seen.tiles import WEEKS, begins, week_of
from gitgov.quality.stats import funnel as stats
from gitgov.quality.stats.charts.counted import Counted
from gitgov.quality.stats.outcome import Insufficient
from gitgov.quality.stats.pareto import pareto

_SIZES = 40
"""For so many sizes the limits of a funnel are drawn."""
_CAUSES = 20


def breakdowns(facts: Facts) -> tuple[Breakdown, ...]:
    """Return how long changes stood in each stage, by the week in which they were moved; the last weeks. Nothing where none was moved."""
    weeks: dict[int, list[Stages]] = {}
    for course in facts.courses or ():
        found = stages_of(facts, course)
        weeks.setdefault(week_of(found.at), []).append(found)
    shown = sorted(weeks)[-WEEKS:]
    title = "Mean hours of a change in each stage, by the week in which it was moved"
    return (Breakdown(title, "h", STAGES, tuple(_week(each, weeks[each]) for each in shown)),) if shown else ()


def _week(week: int, found: Sequence[Stages]) -> Week:
    """Sum up a week: means, so that the stages of a week add up to all of it; who skips a stage spends no time in it."""
    spent = [dict(each.seconds) for each in found]
    values = tuple(Fraction(sum(each.get(stage, 0) for each in spent), HOUR * len(found)) for stage in STAGES)
    return Week(day(begins(week)), values, tuple(each.motion for each in found))


def paretos(facts: Facts, culprits: Sequence[Culprit]) -> tuple[Pareto, ...]:
    """Return what changes wait for, in hours, and the paths in which searches for faults ended."""
    stages = [stages_of(facts, each) for each in facts.courses or ()]
    waits = {stage: [each.motion for each in stages if dict(each.seconds).get(stage)] for stage in WAITS}
    ends = {path: [each.record for each in culprits if path in each.paths] for path in recurring(culprits)}
    found = (
        _pareto("What changes wait for", "h", waiting(facts), waits),
        _pareto("Where searches for faults ended", "{count}", recurring(culprits), ends),
    )
    return tuple(each for each in found if each)


def _pareto(
    title: str, unit: str, counts: Mapping[str, int | Fraction], objects: Mapping[str, Sequence[str]]
) -> Pareto | None:
    causes = pareto(counts)
    if isinstance(causes, Insufficient):
        return None
    bars = (Bar(each.name, each.number, tuple(objects.get(each.name, ()))) for each in causes[:_CAUSES] if each.number)
    return Pareto(title, unit, tuple(bars))


def funnels(counts: Iterable[Count]) -> tuple[Funnel, ...]:
    """Return the teams by the share of their merges that conflicted; nothing for fewer than two teams, or where none conflicted."""
    teams = {each.team: each for each in counts}
    found = stats.funnel(
        {name: Counted(len(each.conflicts), len(each.merges)) for name, each in teams.items()}, "proportion"
    )
    if isinstance(found, Insufficient):
        return ()
    places = tuple(
        Place(each.name, each.value, int(each.of.size), each.side, teams[each.name].merges) for each in found.places
    )
    limits = tuple(_limits(size, found.overall) for size in _sizes(max(each.n for each in places)))
    empty = (Excluded("no merge touched what is theirs", found.empty),) if found.empty else ()
    return (Funnel("Merges that conflicted, by team", "1", found.overall, places, limits, empty),)


def _sizes(most: int) -> list[int]:
    step = max(1, -(-most // _SIZES))
    return [*range(1, most, step), most]


def _limits(size: int, overall: float) -> Limits:
    action = stats.limits(size, overall, "proportion", stats.ACTION)
    return Limits(size, action.low, action.high)
