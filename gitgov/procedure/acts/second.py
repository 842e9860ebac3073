"""Second a motion: another member wants it considered (RONR (12th ed.) 4:9)."""

from __future__ import annotations

from gitgov.core.ids import Member
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.acts.objections import not_pending
from gitgov.procedure.electorate import why_nobody_votes
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import ActRow, object_to
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 4:9-14"


def why_not(floor: Floor, event: Event) -> tuple[Objection, ...]:
    """Object if no second is wanted, or the mover seconds."""
    motion = floor.question(event)
    if objections := not_pending(floor, motion, event, SOURCE):
        return objections
    if not motion.rules.second:
        return object_to(
            "GOV-317", f"{motion.name} needs no second", SOURCE, f"git motion show {motion.name} says what it waits for"
        )
    if motion.seconder:
        return object_to(
            "GOV-318",
            f"{motion.name} was seconded by {motion.seconder}",
            SOURCE,
            f"git motion speak --for -m TEXT {motion.name}",
        )
    if event.actor == motion.mover:
        return object_to("GOV-319", "the mover cannot second the motion", SOURCE, "another member seconds it")
    return why_nobody_votes(_voters(motion, event), event)


def _voters(motion: Motion, event: Event) -> frozenset[Member]:
    """Return who votes once this member has seconded, who may have to leave that to the others."""
    return motion.electorate if motion.rules.seconder_votes else motion.electorate - {Member(event.actor)}


def apply(floor: Floor, event: Event) -> Floor:
    """Record the seconder; where the rule presides, the question is thereby stated."""
    motion = floor.question(event)
    seconded = motion.but(seconder=event.actor, electorate=_voters(motion, event), touched_at=event.at)
    return floor.bringing(seconded, event.at)


ROW = ActRow("motion.seconded", SOURCE, why_not, apply)
