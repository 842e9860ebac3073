"""Improvements of characteristics: how far each has come, which should be judged by now, and judging them by what is on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gitgov.chamber.acts import Actor
from gitgov.chamber.defining import the_ctq
from gitgov.chamber.metrics import Metrics, read_metrics
from gitgov.chamber.open import Chamber, matters
from gitgov.chamber.planning import today
from gitgov.chamber.recorded import ROOM
from gitgov.chamber.series import series_of
from gitgov.chamber.threads import add_to
from gitgov.core.errors import BadInput
from gitgov.core.ids import motion_name
from gitgov.procedure.motions.process import Process
from gitgov.procedure.state import Motion
from gitgov.quality.improvement import Improvement, text_of
from gitgov.quality.judging import judge
from gitgov.quality.project_events import ImprovementJudged

UNKNOWN = "insufficient data"


class Progress(NamedTuple):
    """How far an improvement has come, in words; whether nothing is left to do; since when it is in effect; whether it should have been judged."""

    improvement: Improvement
    phase: str
    over: bool
    since: int
    overdue: bool


def progress_of(chamber: Chamber, improvement: Improvement) -> Progress:
    """Say how far an improvement has come: in effect since it was adopted, else since it was proposed."""
    motion = motion_of(chamber, improvement)
    phase, over = _phase(improvement, motion)
    decision = motion.decision if motion else None
    since = decision.ends_hold if decision and decision.carried else improvement.at
    late = not over and improvement.body.review < today(chamber).isoformat()
    return Progress(improvement, phase, over, since, late)


def _phase(improvement: Improvement, motion: Motion | None) -> tuple[str, bool]:
    last = improvement.judged[-1].verdict if improvement.judged else ""
    if last and last != UNKNOWN:
        return last, True
    if not improvement.motion:
        return last or "proposed", False
    if motion is None or motion.pending:
        return f"moved, {motion_name(improvement.motion)}", False
    if motion.decision and motion.decision.carried and motion.fate != "void":
        return f"{last or 'adopted'}, {motion.name}", False
    return f"{motion.fate or ('lost' if motion.decision else 'withdrawn')}, {motion.name}", True


def motion_of(chamber: Chamber, improvement: Improvement) -> Motion | None:
    """Return the motion that puts an improvement forward, once one does."""
    if not improvement.motion:
        return None
    return next((each for each in matters(chamber, improvement.subject).motions if each.id == improvement.motion), None)


def moved_already(chamber: Chamber, improvement: Improvement) -> str:
    """Return the id of a motion that puts an improvement forward and that no record links yet, or nothing."""
    text = text_of(improvement.id, improvement.body)
    found = (each for each in matters(chamber, improvement.subject).motions if isinstance(each.question, Process))
    return next((each.id for each in found if getattr(each.question, "text", "").strip() == text), "")


def overdue(chamber: Chamber) -> Iterator[Progress]:
    """Yield the improvements whose day is over and that nobody has judged; reads nothing where nothing was ever measured."""
    if chamber.store.tip(ROOM):
        found = (progress_of(chamber, each) for each in read_metrics(chamber, "improvement.proposed").improvements)
        yield from (each for each in found if each.overdue)


def due(chamber: Chamber, metrics: Metrics, word: str) -> list[Progress]:
    """Return the improvements to judge now, by their characteristic or id; raises `BadInput` where there is none."""
    found = [progress_of(chamber, each) for each in named(metrics.improvements, word)]
    day = today(chamber).isoformat()
    if ready := [each for each in found if not each.over and each.improvement.body.review <= day]:
        return ready
    coming = sorted(each.improvement.body.review for each in found if not each.over)
    when = f"the next one on {coming[0]}" if coming else "none is to be"
    raise BadInput(f"no improvement is to be judged today; {when}", "git quality improve lists them")


def named(improvements: Iterable[Improvement], word: str) -> list[Improvement]:
    """Return the improvements that a word means: their characteristic, or the beginning of their id; all where there is no word."""
    return [each for each in improvements if not word or word == each.body.ctq or each.id.startswith(word)]


def settle(chamber: Chamber, actor: Actor, metrics: Metrics, found: Progress, least: int) -> ImprovementJudged:
    """Judge an improvement by what is on record, and record that; raises `BadInput`, `Refused`."""
    body = found.improvement.body
    ctq = the_ctq(chamber, body.ctq).ctq
    said = judge(ctq, body.target, series_of(metrics.taken, body.ctq, ctq.unit), found.since, least)
    add_to(chamber, actor, metrics.thread(found.improvement.id), said)
    return said
