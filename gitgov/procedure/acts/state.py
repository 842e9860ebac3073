"""State the question: the chair places it before the assembly (RONR (12th ed.) 4:15)."""

from __future__ import annotations

from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.acts.objections import not_pending, not_presiding
from gitgov.procedure.acts.ruling import UPON, how_to_rule
from gitgov.procedure.floor import Floor
from gitgov.procedure.precedence import why_not_taken_up
from gitgov.procedure.quorum import no_quorum
from gitgov.procedure.rows import ActRow, object_to

SOURCE = "RONR (12th ed.) 4:15-24"


def why_not(floor: Floor, event: Event) -> tuple[Objection, ...]:
    """Object if the actor does not preside, a second is missing, or it has been stated or is not put to a vote."""
    motion = floor.question(event)
    if objections := not_pending(floor, motion, event, SOURCE) or not_presiding(floor, motion, event, SOURCE):
        return objections
    if motion.rules.second and not motion.seconder:
        return object_to(
            "GOV-314", f"{motion.name} has not been seconded", "RONR (12th ed.) 4:9", f"git motion second {motion.name}"
        )
    if motion.stated_at is not None:
        return object_to("GOV-320", f"{motion.name} has been stated", SOURCE, f"git motion put {motion.name}")
    if motion.row.name in UPON:
        what = f"{motion.name}, to {motion.text}, is not stated: the chair rules on it, or answers"
        return object_to("GOV-393", what, "RONR (12th ed.) 23:2(7), 33:3-9", how_to_rule(motion.row.name, motion.name))
    return no_quorum(floor, motion.row) or why_not_taken_up(floor, motion, event)


def apply(floor: Floor, event: Event) -> Floor:
    """Open the question to debate."""
    motion = floor.question(event)
    return floor.stating(motion, event.at)


ROW = ActRow("motion.stated", SOURCE, why_not, apply)
