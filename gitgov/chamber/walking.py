"""From definition to measurement, improvement, motion and measurement again: every step a record that names those that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gitgov.chamber.defining import Defined, history
from gitgov.chamber.improvements import motion_of
from gitgov.chamber.metrics import Metrics
from gitgov.chamber.open import Chamber
from gitgov.core.amounts import with_unit
from gitgov.ledger.event import Event
from gitgov.procedure.motions import read_back
from gitgov.procedure.state import decided_at
from gitgov.quality.improvement import Improvement
from gitgov.quality.project_events import ImprovementJudged
from gitgov.quality.showing import shown

STEPS = ("definition", "measurement", "improvement", "motion", "judgement")


class Link(NamedTuple):
    """A step: what it is, the record, when, in seconds, what it says, and the records that it rests on."""

    step: str
    id: str
    at: int
    said: str
    on: tuple[str, ...]


def chain_of(chamber: Chamber, metrics: Metrics, name: str) -> tuple[Link, ...]:
    """Return all steps about a characteristic, each after those that it rests on, as far as instants tell."""
    found = [*_defined(chamber, history(chamber, name)), *_measured(metrics, name)]
    for each in metrics.improvements:
        if each.body.ctq == name:
            found += _improved(chamber, metrics, each)
    return tuple(sorted(found, key=lambda each: (each.at, STEPS.index(each.step), each.id)))


def _defined(chamber: Chamber, found: list[Defined]) -> Iterator[Link]:
    before = ""
    for each in found:
        last, before = (before,) if before else (), each.motion.id
        frozen = (each.ctq.limits.upto,) if each.ctq.limits else ()
        said = f"{each.motion.phase(chamber.now())}: {read_back(each.ctq)}"
        yield Link("definition", each.motion.id, decided_at(each.motion), said, (*last, *frozen))


def _measured(metrics: Metrics, name: str) -> Iterator[Link]:
    for each in metrics.taken:
        for row in each.body.measures:
            if row.metric == name:
                value = with_unit(shown(row.value), row.unit) if row.value else "no data"
                signals = f"signals {', '.join(row.signals)}" if row.signals else ""
                said = "; ".join(filter(None, (value, row.judged if row.value else "", signals)))
                yield Link("measurement", each.id, each.at, said, (row.ctq,) if row.ctq else ())


def _improved(chamber: Chamber, metrics: Metrics, found: Improvement) -> Iterator[Link]:
    body = found.body
    rests = tuple(filter(None, (body.before, *body.evidence, body.project)))
    yield Link("improvement", found.id, found.at, f"to {body.target} by {body.review}: {body.change}", rests)
    thread = metrics.thread(found.id)
    events = [each for each in thread.events.values() if each.id in thread.lawful]
    if found.motion:
        put = next(each.at for each in events if getattr(each.body, "motion", "") == found.motion)
        motion = motion_of(chamber, found)
        said = f"{motion.phase(chamber.now())}: {read_back(motion.question)}" if motion else ""
        yield Link("motion", found.motion, put, said, (found.id,))
    yield from (_judged(found, each) for each in events if each.body in found.judged)


def _judged(found: Improvement, event: Event) -> Link:
    body = event.body
    said = f"{body.verdict}: {body.said}" if isinstance(body, ImprovementJudged) else ""
    rests = body.measures if isinstance(body, ImprovementJudged) else []
    return Link("judgement", event.id, event.at, said, (found.motion or found.id, *rests))
