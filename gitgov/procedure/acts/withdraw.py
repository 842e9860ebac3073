"""Withdraw a motion: its mover takes it back (RONR (12th ed.) 33:11).

After others have voted it is the assembly's, no longer the mover's.
"""

from __future__ import annotations

from gitgov.core.ids import EventId
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.acts.objections import not_pending
from gitgov.procedure.floor import Floor
from gitgov.procedure.invocation import brings_ratification
from gitgov.procedure.rows import ActRow, object_to
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 33:11-19"


def why_not(floor: Floor, event: Event) -> tuple[Objection, ...]:
    """Object if the actor did not move it, or another member has voted on it."""
    motion = floor.question(event)
    if objections := not_pending(floor, motion, event, SOURCE):
        return objections
    if motion.decision:
        return (too_late(motion, event.id),)
    if brings_ratification(floor, motion):
        what = f"{motion.name} asks for the ratification of what was done: nobody withdraws that question"
        return object_to("GOV-589", what, "RONR (12th ed.) 10:54", f"git vote aye {motion.name}, or nay")
    if event.actor != motion.mover:
        return object_to(
            "GOV-332", f"only the mover, {motion.mover}, may withdraw {motion.name}", SOURCE, "vote nay instead"
        )
    earlier = {ballot.member for each in motion.rounds for ballot in each.counted}
    if voters := sorted((earlier | motion.latest.keys()) - {motion.mover}):
        return object_to(
            "GOV-333",
            f"{', '.join(voters)} voted on {motion.name}: it belongs to the assembly now",
            SOURCE,
            "let the poll decide it",
        )
    if motion.chaired and motion.stated_at is not None:
        what = f"{motion.name} has been stated: it belongs to the assembly now"
        return object_to("GOV-333", what, "RONR (12th ed.) 33:14", f"git motion withdraw {motion.name} asks leave")
    return ()


def apply(floor: Floor, event: Event) -> Floor:
    """Take the question from the assembly."""
    motion = floor.question(event)
    return floor.having(motion.but(withdrawn=event.id)).without(floor.adhering(motion), event.at, "dropped")


def too_late(motion: Motion, event_id: EventId) -> Objection:
    """Object to a withdrawal beside an announcement that had not seen it: the decision stands."""
    what = f"the withdrawal {event_id[:12]} came beside the announced result of {motion.name}, which stands"
    return Objection("GOV-343", what, SOURCE, f"git motion show {motion.name}", (event_id,))


ROW = ActRow("motion.withdrawn", SOURCE, why_not, apply)
