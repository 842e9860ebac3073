"""Speak in debate, for or against (RONR (12th ed.) 43)."""

from __future__ import annotations

from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.acts.objections import no_member, not_immediate, not_pending
from gitgov.procedure.debate import freed, recognition, why_not_debate, why_not_said
from gitgov.procedure.events import SpeechMade
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import ActRow, Objections, object_to
from gitgov.procedure.state import Speech

SOURCE = "RONR (12th ed.) 43:1-8"


def why_not(floor: Floor, event: Event) -> tuple[Objection, ...]:
    """Object if the question is not before the assembly, or the speaker has no seat in this debate."""
    motion = floor.question(event)
    if objections := not_pending(floor, motion, event, SOURCE):
        return objections
    if objections := no_member(motion, event, SOURCE):
        return objections
    if motion.stated_at is None:
        return object_to(
            "GOV-325",
            f"{motion.name} is not before the assembly yet",
            SOURCE,
            f"git motion show {motion.name} says what is missing",
        )
    return (
        not_immediate(floor, motion, SOURCE)
        or _not_recognized(floor, event)
        or why_not_debate(floor, motion, event.actor, event.at)
        or why_not_said(floor, motion, _speech(event))
    )


def _speech(event: Event) -> Speech:
    body = event.body
    side, text = (body.side, body.text) if isinstance(body, SpeechMade) else ("", "")
    return Speech(event.id, event.actor, event.at, side, text)


def _not_recognized(floor: Floor, event: Event) -> Objections:
    meeting = floor.meeting
    if meeting is None or meeting.speaker == event.actor:
        return ()
    what = f"{event.actor} has not been recognized" + (f": {meeting.speaker} has the floor" if meeting.speaker else "")
    first = next((each for each in recognition(floor, event) if each != event.actor), "")
    what += f"; {first} is to be recognized first" if first and not meeting.speaker else ""
    return object_to("GOV-505", what, "RONR (12th ed.) 42:2", "git gov meeting rise --for, or --against")


def apply(floor: Floor, event: Event) -> Floor:
    """Add the speech to the debate."""
    motion = floor.question(event)
    floor = floor.having(motion.but(speeches=(*motion.speeches, _speech(event)))).but(progress=floor.progress + 1)
    return freed(floor, event.at)


ROW = ActRow("speech.made", SOURCE, why_not, apply)
