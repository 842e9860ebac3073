"""Noting on the content that a meeting decides about where the meeting is, so that the gate finds it there."""

from __future__ import annotations

from gitgov.chamber.acts import Actor, drawn_up, recorded, signed
from gitgov.chamber.open import Chamber, Matter, matters
from gitgov.ledger.event import Draft, Event
from gitgov.procedure.events import DecisionNoted, MotionMoved
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.pointing import NOTED, points_from, why_not_pointer


def move_there(chamber: Chamber, actor: Actor, floor: Floor, body: MotionMoved) -> Event:
    """Move a main motion at a meeting, and note that on the commit that it is about; both lines are recorded together."""
    event = drawn_up(chamber, actor, floor, body)
    subject = MOTIONS[body.question.motion].subject(body.question, chamber.chain)
    if subject in {"", floor.subject}:
        return recorded(chamber, event)
    return recorded(chamber, event, _pointer(chamber, actor, floor, event, subject))


def note(chamber: Chamber, actor: Actor, matter: Matter) -> None:
    """Note where a question is decided on the commit that it is about, if its lines lie elsewhere and no note says so."""
    floor, motion = matter
    subject = points_from(floor, motion)
    if not subject or any(_leads_to(chamber, each, motion.id) for each in matters(chamber, subject).pointers):
        return
    recorded(chamber, _pointer(chamber, actor, floor, floor.lineage[motion.id], subject))


def _leads_to(chamber: Chamber, event: Event, motion_id: str) -> bool:
    body = event.body
    leads = isinstance(body, DecisionNoted) and body.motion == motion_id
    return leads and not why_not_pointer(chamber.chain, event)


def _pointer(chamber: Chamber, actor: Actor, floor: Floor, moved: Event, subject: str) -> Event:
    body = DecisionNoted(meeting=floor.id, motion=moved.id, lies_on=floor.subject)
    parents = (moved.id, chamber.chain.head.id)  # where both arrive together, the motion is judged first
    at = max(chamber.now(), moved.at)
    draft = Draft(actor.name, at, body, NOTED, parents, chamber.chain.repo, subject, "")
    return signed(actor.signer, draft, chamber.admission)
