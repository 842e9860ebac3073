"""An improvement as a fold over its thread: proposed on evidence, put before the assembly, judged by measurements afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Event
from gitgov.procedure.motions.process import Process
from gitgov.quality.project_events import ImprovementJudged, ImprovementProposed, ImprovementPut
from gitgov.threads.rows import Family, Objections, Row, Seen, object_to

SOURCE = "Six Sigma, Improve"


@dataclass(frozen=True)
class Improvement:
    """A change that is to move a characteristic; `motion` puts it forward, `judged` are the judgements, oldest first."""

    id: EventId
    subject: str
    by: Member
    at: int
    body: ImprovementProposed
    motion: str = ""
    judged: tuple[ImprovementJudged, ...] = ()


def text_of(name: str, body: ImprovementProposed) -> str:
    """Write the process decision that an improvement is put forward as: exactly this text."""
    lines = [
        body.change,
        "",
        f"Problem: {body.problem}",
        f"It is to bring {body.ctq} to {body.target} by {body.review}, when it is judged; {body.owner} sees to it.",
        *([f"Measured before: {body.before}"] if body.before else []),
        *([f"Evidence: {', '.join(body.evidence)}"] if body.evidence else []),
        f"Improvement: {name}",
    ]
    return "\n".join(lines)


def _why_not_proposed(seen: Seen, event: Event) -> Objections:
    body: ImprovementProposed = event.body  # type: ignore[assignment]
    if body.owner in seen.step(event).charter.electorate:
        return ()
    what = f"{body.owner}, who is to see to it, is not an active member"
    return object_to("GOV-710", what, SOURCE, event, "name a member: --owner NAME")


def _opened(_seen: Seen, event: Event) -> Improvement:
    return Improvement(event.id, event.subject, event.actor, event.at, event.body)  # type: ignore[arg-type]


def _why_not_put(seen: Seen, found: Improvement, event: Event) -> Objections:
    body: ImprovementPut = event.body  # type: ignore[assignment]
    if found.motion:
        what = f"{found.id[:12]} was put forward before"
        return object_to("GOV-715", what, SOURCE, event, f"git motion show {found.motion[:12]}")
    motion = seen.motion(body.motion)
    question = motion.question if motion else None
    if not isinstance(question, Process) or question.text.strip() != text_of(found.id, found.body):
        what = f"{body.motion[:12]} is no motion that puts the improvement {found.id[:12]} forward"
        return object_to("GOV-715", what, SOURCE, event, "git quality improve --move")
    return ()


def _put(found: Improvement, event: Event) -> Improvement:
    body: ImprovementPut = event.body  # type: ignore[assignment]
    return found if found.motion else replace(found, motion=body.motion)


def _why_not_judged(seen: Seen, found: Improvement, event: Event) -> Objections:
    charter = seen.step(event).charter
    measurers = frozenset().union(*(charter.holders(role) for role in charter.quality.measurers))
    if charter.quality.measurers and event.actor not in measurers | {Member(found.body.owner)}:
        what = f"{event.actor} neither measures here nor owns the improvement {found.id[:12]}"
        return object_to("GOV-704", what, SOURCE, event, f"ask {found.body.owner}")
    body: ImprovementJudged = event.body  # type: ignore[assignment]
    if body.verdict != "insufficient data" and not body.measures:
        what = "a judgement names the measurements that it rests on"
        return object_to("GOV-716", what, SOURCE, event, "git quality improve --check")
    return ()


def _judged(found: Improvement, event: Event) -> Improvement:
    return replace(found, judged=(*found.judged, event.body))  # type: ignore[arg-type]


FAMILY = Family(
    "improvement.proposed",
    "improvement",
    _why_not_proposed,
    _opened,
    {
        "improvement.put": Row(_why_not_put, _put),
        "improvement.judged": Row(_why_not_judged, _judged),
    },
)
