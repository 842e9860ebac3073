"""How much comes through at first pass: the yield of each step on a change's way, and of all of them in a row (rolled throughput yield).

What a step does again inside hides in its own yield (the hidden factory): a run that passed at the second attempt passed, and did not
at first. Source: Keller, as in `stats.sigma_level`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from gitgov.quality.delivery import Run
from gitgov.quality.measures.facts import Window
from gitgov.quality.reading import Reading
from gitgov.quality.stats.outcome import Estimate, Insufficient
from gitgov.quality.stats.proportions import wilson
from gitgov.quality.stats.sigma_level import Yields, first_time_yield, rolled
from gitgov.quality.stats.two_groups import LEAST

_FAILS: Final = {
    "merges without a conflict": "conflict_rate",
    "changes that were not taken back": "revert_rate",
    "deployments that did not fail": "change_fail_rate",
}
"""Steps, each with the measure of what of it fails."""
RUNS: Final = "runs of checks that passed at once"


class Step(NamedTuple):
    """A step: the share that passed it at first, with its interval; or that there is too little."""

    name: str
    passed: Estimate | Insufficient


class FirstPasses(NamedTuple):
    """The steps, and what they come to in a row, where enough is known of each."""

    steps: tuple[Step, ...]
    whole: Yields | Insufficient


def first_passes(readings: Sequence[Reading], runs: Iterable[Run], window: Window) -> FirstPasses:
    """Take the yields from the measures of a branch, all its applications together, and from the runs on record in a time."""
    steps = [_step(RUNS, *_runs(each for each in runs if window.holds(each.body.finished)))]
    for name, metric in _FAILS.items():
        rows = [each for each in readings if each.metric.partition("/")[0] == metric and each.part is not None]
        steps.append(_step(name, sum(each.n for each in rows), sum(each.part or 0 for each in rows)))
    return FirstPasses(tuple(steps), _whole(steps))


def _whole(steps: Sequence[Step]) -> Yields | Insufficient:
    """Roll the yields up, which cannot be done where one is missing: what is not known of a step lets nothing through as well as all."""
    known = [each.passed.value for each in steps if isinstance(each.passed, Estimate)]
    if len(known) < len(steps):
        return Insufficient("too little is known of a step", len(known), len(steps))
    return rolled(known)


def _runs(runs: Iterable[Run]) -> tuple[int, int]:
    """Return of how many checks of a commit the first attempt is on record, and how many of these failed at it."""
    first = {(each.subject, each.body.name): each.body.result for each in runs if each.body.attempt == 1}
    return len(first), sum(result == "failure" for result in first.values())


def _step(name: str, started: int, reworked: int) -> Step:
    if started < LEAST:
        return Step(name, Insufficient("it was gone through too rarely", started, LEAST))
    passed = first_time_yield(started, reworked)
    return Step(name, passed if isinstance(passed, Insufficient) else wilson(started - reworked, started))
