"""Judgements of improvements derived again from the measurements that they name, as anybody can who holds the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gitgov.chamber.improvements import motion_of
from gitgov.chamber.measured import quality_motions
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.open import Chamber
from gitgov.chamber.series import series_of
from gitgov.core.objection import Objection
from gitgov.gate.quality import Quality, definition_of
from gitgov.ledger.event import Event
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.improvement import Improvement
from gitgov.quality.judging import judge, why_not_following
from gitgov.quality.measured import Taken
from gitgov.quality.project_events import ImprovementJudged
from gitgov.threads.fold import Thread


def unfounded(chamber: Chamber, threads: Iterable[Thread]) -> list[str]:
    """Say of which lawful judgements the verdict does not follow from what is on record; the room is read only where there are any."""
    judged = [
        (each.state, event)
        for each in threads
        if isinstance(each.state, Improvement)
        for event in each.events.values()
        if isinstance(event.body, ImprovementJudged) and event.id in each.lawful
    ]
    taken = read_metrics(chamber, "measures.taken").taken if judged else ()
    return [str(why) for found, event in judged for why in why_not_judged_so(chamber, found, event, taken)]


def why_not_judged_so(
    chamber: Chamber, found: Improvement, event: Event, taken: Iterable[Taken], *, complete: bool = True
) -> Iterator[Objection]:
    """Object to a judgement that does not follow from the measurements that it names, among those that were `taken`.

    Where it took effect when its motion was carried, and where it was judged before that, either follows. What is not `complete`, as
    on receipt, where further records may be on their way, speaks for nobody.
    """
    said = event.body
    if not isinstance(said, ImprovementJudged) or not said.measures:
        return
    named = frozenset(said.measures)
    rests = [each for each in taken if each.id in named]
    ctq = _defined(chamber, found.body.ctq, event.at)
    if not complete and (len(rests) < len(named) or ctq is None):
        return
    series = series_of(rests, ctq.ctq, ctq.unit) if ctq else ()
    derived = [judge(ctq, found.body.target, series, since) for since in _begins(chamber, found)] if ctq else []
    if why := why_not_following(said, derived, event.id):
        yield why


def _begins(chamber: Chamber, found: Improvement) -> list[int]:
    motion = motion_of(chamber, found)
    decision = motion.decision if motion else None
    return [*([decision.ends_hold] if decision and decision.carried else []), found.at]


def _defined(chamber: Chamber, name: str, at: int) -> Ctq | None:
    moved = tuple(each for each in quality_motions(chamber) if isinstance(each.question, Ctq))
    found = definition_of(Quality(moved), name, at, back=True)
    return found[1] if found else None
