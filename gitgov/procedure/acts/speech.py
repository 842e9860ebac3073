"""Speak in debate, for or against (RONR (12th ed.) 43)."""

from __future__ import annotations

from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.acts.row import ActRow, not_pending, object_to
from gitgov.procedure.events import SpeechMade
from gitgov.procedure.floor import Floor
from gitgov.procedure.state import Speech

SOURCE = "RONR (12th ed.) 43:1-8"


def why_not(floor: Floor, event: Event) -> tuple[Objection, ...]:
    """Object if the question is not before the assembly, or the speaker has no seat in this debate."""
    motion = floor.question(event)
    if objections := not_pending(floor, motion, event, SOURCE):
        return objections
    if event.actor not in motion.step.charter.electorate:
        return object_to("GOV-324", f"{event.actor} was not a member when {motion.name} was moved", SOURCE)
    if motion.stated_at is None:
        return object_to(
            "GOV-325",
            f"{motion.name} is not before the assembly yet",
            SOURCE,
            f"git motion show {motion.name} says what is missing",
        )
    return ()


def apply(floor: Floor, event: Event) -> Floor:
    """Add the speech to the debate."""
    motion = floor.question(event)
    body = event.body
    if not isinstance(body, SpeechMade):
        return floor
    speech = Speech(event.id, event.actor, event.at, body.side, body.text)
    return floor.having(motion.but(speeches=(*motion.speeches, speech)))


ROW = ActRow("speech.made", SOURCE, why_not, apply)
