"""Whether minutes that somebody moves to approve are those that the record gives."""

from __future__ import annotations

from gitgov.core.ids import EventId
from gitgov.ledger.event import Event
from gitgov.ledger.order import ancestors
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.floor import Floor
from gitgov.procedure.minutes.prose import digest
from gitgov.procedure.motions.approve_minutes import READ, SOURCE, ApproveMinutes
from gitgov.procedure.rows import Objections, object_to


def why_not_minuted(floor: Floor, event: Event) -> Objections:
    """Object to approving other minutes than those which the record gives."""
    question = event.body.question if isinstance(event.body, MotionMoved) else None
    if not isinstance(question, ApproveMinutes):
        return ()
    minutes = floor.minuted.get(EventId(question.of))
    if minutes is None or EventId(question.of) not in ancestors(event.parents, floor.lineage):
        return object_to("GOV-571", f"{question.of[:12]} has adjourned no meeting here", SOURCE, READ)
    found = digest(minutes)
    if (minutes.meeting, found) == (question.meeting, question.sha256):
        return ()
    what = f"what {question.of[:12]} closed was meeting {minutes.meeting}, whose minutes have the sha256 {found}"
    return object_to("GOV-572", what, "RONR (12th ed.) 48:2", READ)
