"""Decline a nomination: the name leaves the list (RONR (12th ed.) 46:2). Ballots may still name any member."""

from __future__ import annotations

from gitgov.ledger.event import Event
from gitgov.procedure.acts.objections import not_pending
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import ActRow, Objections, object_to

SOURCE = "RONR (12th ed.) 46:2"


def why_not(floor: Floor, event: Event) -> Objections:
    """Object unless it is a nominee who declines, before members vote."""
    motion = floor.question(event)
    if objections := not_pending(floor, motion, event, SOURCE):
        return objections
    if event.actor not in motion.slate.nominees:
        who = ", ".join(motion.slate.nominees) or "nobody"
        return object_to(
            "GOV-538",
            f"{event.actor} has not been nominated for {motion.name} ({who} has)",
            SOURCE,
            f"git motion show {motion.name}",
        )
    if motion.voting:
        what = f"members are voting on {motion.name}"
        return object_to("GOV-351", what, "RONR (12th ed.) 45:6", "who is elected may decline the office")
    return ()


def apply(floor: Floor, event: Event) -> Floor:
    """Take the name off the list; nobody is elected by acclamation then."""
    motion = floor.question(event)
    left = tuple(each for each in motion.slate.nominees if each != event.actor)
    motion = motion.but(slate=motion.slate._replace(nominees=left), touched_at=event.at)
    return floor.having(motion.unconsented(event.id, event.actor))


ROW = ActRow("nomination.declined", SOURCE, why_not, apply)
