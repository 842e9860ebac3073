"""Give previous notice: say at this meeting, or beforehand, what will be moved at the next (RONR (12th ed.) 10:44-51)."""

from __future__ import annotations

from gitgov.core.ids import Member
from gitgov.ledger.event import Event
from gitgov.procedure.acts.objections import LATER
from gitgov.procedure.entries import Notice
from gitgov.procedure.events import NoticeGiven
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.rows import ActRow, Objections, object_to

SOURCE = "RONR (12th ed.) 10:44-51"


def why_not(floor: Floor, event: Event) -> Objections:
    """Object to notice of what is no main motion."""
    body = event.body
    if event.actor not in floor.step.charter.electorate:
        return object_to("GOV-324", f"{event.actor} was not a member when this floor was opened", SOURCE, LATER)
    if not isinstance(body, NoticeGiven) or not MOTIONS[body.question.motion].is_main:
        return object_to(
            "GOV-549",
            "notice is given of a main motion, or of one that brings a question back",
            SOURCE,
            "move it when its time comes",
        )
    return ()


def apply(floor: Floor, event: Event) -> Floor:
    """Remember the notice."""
    body = event.body
    if not isinstance(body, NoticeGiven):
        return floor
    notice = Notice(event.id, Member(event.actor), event.at, floor.session, body.question)
    return floor.but(notices=(*floor.notices, notice))


ROW = ActRow("notice.given", SOURCE, why_not, apply, upon=False)
