"""Runs of checks that a file tells of, put on record each on its commit, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from gitgov.chamber.acts import Actor
from gitgov.chamber.happened import is_before, latest
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.open import Chamber
from gitgov.chamber.threads import open_thread
from gitgov.core.errors import BadInput
from gitgov.core.visible import flat
from gitgov.quality.delivery import Run
from gitgov.quality.events import RunRecorded
from gitgov.quality.sources.recorded import FAILURE, SUCCESS, YET_TO_COME, CiRun

_LINE = 400


class Brought(NamedTuple):
    """How many runs are on record now that were not before, and of how many others why they are not."""

    new: int
    left_out: tuple[tuple[str, int], ...]


def bring_runs(chamber: Chamber, actor: Actor, runs: Iterable[CiRun]) -> Brought:
    """Record runs that ended in success or failure on commits that are here; raises `Refused`, `BadInput`."""
    held = {_named(each) for each in read_metrics(chamber, "run.recorded").runs}
    new, out = 0, Counter[str]()
    for each in runs:
        key = (each.commit, each.name, each.attempt)
        if why := _why_not(chamber, each, known=key in held):
            out[why] += 1
            continue
        open_thread(chamber, actor, _body(each), each.commit)
        held.add(key)
        new += 1
    return Brought(new, tuple(sorted(out.items())))


def _named(run: Run) -> tuple[str, str, int]:
    return run.subject, run.body.name, run.body.attempt


def _why_not(chamber: Chamber, run: CiRun, *, known: bool) -> str:
    if run.result not in {SUCCESS, FAILURE}:
        return run.result
    if known:
        return "on record already"
    if run.finished > latest(chamber):
        return YET_TO_COME
    if not chamber.repo.holds_commit(run.commit):
        return "of a commit that is not here"
    return "of a time before its commit was made" if is_before(chamber, run.finished, run.commit) else ""


def _body(run: CiRun) -> RunRecorded:
    if len(run.name) > _LINE or "\n" in run.name:
        raise BadInput(f"no name of a run: {flat(run.name)[:60]!r}", f"it is a line of at most {_LINE} letters")
    started = run.finished if run.started is None else run.started
    said = {
        "name": run.name,
        "result": run.result,
        "attempt": run.attempt,
        "started": started,
        "finished": run.finished,
    }
    return RunRecorded.model_validate(said)
