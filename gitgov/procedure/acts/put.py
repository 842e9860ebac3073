"""Put the question: the chair opens the poll (RONR (12th ed.) 4:34)."""

from __future__ import annotations

from gitgov.core.instants import show_instant
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.acts.objections import not_immediate, not_pending, not_presiding, not_ripe
from gitgov.procedure.debate import why_not_over
from gitgov.procedure.events import MotionPut
from gitgov.procedure.floor import Floor
from gitgov.procedure.quorum import no_quorum
from gitgov.procedure.retaking import in_words
from gitgov.procedure.rows import ActRow, Objections, Rising, object_to
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 4:34-37"


def why_not(floor: Floor, event: Event) -> tuple[Objection, ...]:
    """Object if the actor does not preside, or the question cannot be put yet."""
    motion = floor.question(event)
    return (
        not_pending(floor, motion, event, SOURCE)
        or not_presiding(floor, motion, event, SOURCE)
        or why_not_put(floor, motion, event)
        or _not_as_ordered(motion, event)
    )


def why_not_put(floor: Floor, motion: Motion, by: Event | Rising) -> Objections:
    """Object to whoever presides if debate and notice have not run their time, or a member has risen to speak."""
    if motion.stated_at is None:
        return object_to("GOV-321", f"{motion.name} has not been stated", SOURCE, f"git motion state {motion.name}")
    if motion.put_at is not None:
        return object_to(
            "GOV-322", f"{motion.name} has been put: the poll is open", SOURCE, f"git vote aye {motion.name}"
        )
    if objections := not_immediate(floor, motion, SOURCE) or not_ripe(floor, motion) or no_quorum(floor, motion.row):
        return objections
    if by.at < motion.earliest_poll:
        return object_to(
            "GOV-323",
            f"debate and notice on {motion.name} run until {show_instant(motion.earliest_poll)}",
            SOURCE,
            f"git motion speak --for -m TEXT {motion.name}",
        )
    return why_not_over(floor, motion, by)


def _not_as_ordered(motion: Motion, event: Event) -> Objections:
    """Object to another way of voting than the assembly has ordered."""
    method = event.body.method if isinstance(event.body, MotionPut) else ""
    if not method or method == (motion.method or method):
        return ()
    what = f"the vote on {motion.name} is to be taken {in_words(motion.method)}: the assembly has said so"
    return object_to("GOV-520", what, "RONR (12th ed.) 30:1-2", f"git motion put {motion.name}")


def apply(floor: Floor, event: Event) -> Floor:
    """Open the poll."""
    motion = floor.question(event)
    attending = len(floor.meeting.present) if floor.meeting else None
    method = (event.body.method if isinstance(event.body, MotionPut) else "") or motion.method
    put = motion.but(put_at=event.at, put_by=event.actor, touched_at=event.at, attending=attending, method=method)
    return floor.having(put)


ROW = ActRow("motion.put", SOURCE, why_not, apply)
