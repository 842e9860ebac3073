"""All that is analysed of a branch at once: what is slow, and why."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from gitgov.quality.analysis.antipatterns import Bounds, Found, antipatterns
from gitgov.quality.analysis.comparing import Compared, Observations
from gitgov.quality.analysis.conflicting_teams import Count, Owners, conflicts_by_team
from gitgov.quality.analysis.culprits import Culprit, recurring
from gitgov.quality.analysis.slow_merges import Spell, slow_merges
from gitgov.quality.analysis.slow_teams import by_team
from gitgov.quality.analysis.stages import STAGES, breakdown, moved_within, waiting
from gitgov.quality.analysis.work_in_progress import stays
from gitgov.quality.measures import merge_duration
from gitgov.quality.measures.facts import Window
from gitgov.quality.measures.row import Facts
from gitgov.quality.reading import Reading
from gitgov.quality.stats.charts.counted import Counted
from gitgov.quality.stats.funnel import Funnel, funnel
from gitgov.quality.stats.little import Check, Stay, check
from gitgov.quality.stats.outcome import Insufficient
from gitgov.quality.stats.pareto import Cause, pareto
from gitgov.quality.stats.two_groups import LEAST


class Stage(NamedTuple):
    """A stage on the way of changes: its median, and all hours that changes stood in it, as a share of those in all stages."""

    name: str
    reading: Reading
    hours: Fraction
    share: Fraction | None


class Bottleneck(NamedTuple):
    """What holds changes up: a team whose work takes longer than that of others, or a stage that most waiting is in."""

    kind: str
    name: str
    said: Compared | Cause


class Analysis(NamedTuple):
    """What was found in a window of time; where there was too little, that it was."""

    window: Window
    bottlenecks: tuple[Bottleneck, ...]
    stages: tuple[Stage, ...]
    waits: tuple[Cause, ...] | Insufficient
    flow: Check | Insufficient
    slow: tuple[Spell, ...] | Insufficient
    slow_teams: dict[str, Compared | Insufficient]
    teams: tuple[Count, ...]
    conflicts: Funnel | Insufficient
    antipatterns: tuple[Found, ...]
    culprits: tuple[Cause, ...] | Insufficient


def analyse(facts: Facts, owners: Owners, culprits: Iterable[Culprit], bounds: Bounds) -> Analysis:
    """Analyse a branch; the order in which facts are given plays no part."""
    durations, counts = merge_duration.MEASURE.take(facts), conflicts_by_team(facts, owners)
    times = by_team(facts, owners, Observations(durations.metric, durations.unit, durations.samples))
    waits = _waits(facts)
    guilty = (each for each in culprits if facts.window.holds(each.at))
    return Analysis(
        window=facts.window,
        bottlenecks=tuple(_bottlenecks(times, waits)),
        stages=_stages(breakdown(facts)),
        waits=waits,
        flow=_flow(facts),
        slow=slow_merges(durations),
        slow_teams=times,
        teams=counts,
        conflicts=funnel({each.team: Counted(len(each.conflicts), len(each.merges)) for each in counts}, "proportion"),
        antipatterns=antipatterns(facts, bounds),
        culprits=pareto(recurring(guilty)),
    )


def _stages(found: tuple[Reading, ...]) -> tuple[Stage, ...]:
    hours = [sum((each.value for each in reading.samples), Fraction(0)) for reading in found]
    total = sum(hours)
    rows = zip(STAGES, found, hours, strict=True)
    return tuple(Stage(name, reading, spent, spent / total if total else None) for name, reading, spent in rows)


def _waits(facts: Facts) -> tuple[Cause, ...] | Insufficient:
    changes = len(moved_within(facts))
    if changes < LEAST:
        return Insufficient("few changes were moved in that time", changes, LEAST)
    return pareto(waiting(facts))


def _flow(facts: Facts) -> Check | Insufficient:
    found = [Stay(*each) for each in stays(facts)]
    begins = facts.window.since or min((each.came for each in found), default=0)
    if begins >= facts.window.until:
        return Insufficient("nothing was in progress in that time", 0, 1)
    return check(found, begins, facts.window.until)


def _bottlenecks(
    times: dict[str, Compared | Insufficient], waits: tuple[Cause, ...] | Insufficient
) -> list[Bottleneck]:
    """Return what holds changes up: teams for which that is shown, by how much, and then the few stages that most waiting is in."""
    slow = [(name, each) for name, each in times.items() if isinstance(each, Compared) and each.shown]
    slow = [(name, each) for name, each in slow if each.shift.value > 0]
    teams = [Bottleneck("team", *each) for each in sorted(slow, key=lambda each: (-each[1].shift.value, each[0]))]
    vital = () if isinstance(waits, Insufficient) else (each for each in waits if each.vital)
    return [*teams, *(Bottleneck("stage", each.name, each) for each in vital)]
