"""Where the time of a change goes: coding, waiting, debate, vote, hold, merge, deployment."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from gitgov.quality.measures.facts import HOUR, Course
from gitgov.quality.measures.lead_time import deployed_at
from gitgov.quality.measures.row import Facts, landing
from gitgov.quality.measures.summing import typical
from gitgov.quality.measures.time_to_merge import merged_at
from gitgov.quality.reading import Reading, Sample

STAGES = ("coding", "waiting", "debate", "vote", "hold", "merge", "deploy")
"""From the first commit to the motion, until others speak or it is stated, until votes, the result, the end of the hold, the merge,
and the first deployment."""
WAITS = frozenset({"waiting", "hold", "merge", "deploy"})
"""The stages in which nobody works on a change."""


class Stages(NamedTuple):
    """How long a change stood in each stage, in seconds; nothing for one that it skipped, or has not reached the end of."""

    motion: str
    at: int
    seconds: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How long all of it took."""
        return sum(each for _, each in self.seconds)


def stages_of(facts: Facts, course: Course) -> Stages:
    """Divide the way of a change by its milestones; one that is earlier than one before it, or missing, ends no stage."""
    begun = begun_at(facts, course)
    marks = (
        course.opened,
        _earliest(course.stated, course.reviewed),
        course.voting,
        course.decided,
        course.held,
        merged_at(facts, course),
        deployed_at(facts, course),
    )
    seconds, here = list[tuple[str, int]](), begun
    for stage, mark in zip(STAGES, marks, strict=True):
        if mark is not None and mark >= here:
            seconds.append((stage, mark - here))
            here = mark
    return Stages(course.id, course.opened, tuple(seconds))


def begun_at(facts: Facts, course: Course) -> int:
    """Return when the first commit of what was moved was made, in seconds; the motion itself where nobody knows, or it was first."""
    step, history = landing(facts, course), facts.history
    brought = history.range_of(course.head, step.place if step is not None else len(history.steps))
    return min((course.opened, *(each.committed for each in brought)))


def _earliest(*marks: int | None) -> int | None:
    return min((each for each in marks if each is not None), default=None)


def moved_within(facts: Facts) -> list[Stages]:
    """Return the stages of the changes that were moved in the window of time, in order of time."""
    found = (stages_of(facts, each) for each in facts.courses or () if facts.window.holds(each.opened))
    return sorted(found, key=lambda each: (each.at, each.motion))


def breakdown(facts: Facts) -> tuple[Reading, ...]:
    """Sum up each stage over all changes that were moved in the window, by its median, in hours."""
    found = moved_within(facts)
    return tuple(_of_stage(stage, found) for stage in STAGES)


def _of_stage(stage: str, found: Iterable[Stages]) -> Reading:
    samples = (
        Sample(Fraction(seconds, HOUR), each.motion, each.at)
        for each in found
        for name, seconds in each.seconds
        if name == stage
    )
    return typical(f"stage_{stage}", "h", samples, ())


def waiting(facts: Facts) -> dict[str, Fraction]:
    """Return for how many hours changes wait, by stage: the causes of a Pareto (`quality.stats.pareto`)."""
    found: dict[str, Fraction] = {}
    for each in moved_within(facts):
        for stage, seconds in each.seconds:
            if stage in WAITS:
                found[stage] = found.get(stage, Fraction(0)) + Fraction(seconds, HOUR)
    return found
