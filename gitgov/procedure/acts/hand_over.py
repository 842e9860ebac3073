"""Hand the chair over: who presides takes part in debate only when another member presides (RONR (12th ed.) 43:29-30)."""

from __future__ import annotations

from gitgov.ledger.event import Event
from gitgov.procedure.acts.objections import not_pending, not_presiding
from gitgov.procedure.events import ChairHandedOver
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import ActRow, Objections, object_to

SOURCE = "RONR (12th ed.) 43:29-30"


def why_not(floor: Floor, event: Event) -> Objections:
    """Object unless who presides hands over to another active member, while the question is pending."""
    motion, body = floor.question(event), event.body
    if objections := not_pending(floor, motion, event, SOURCE) or not_presiding(floor, motion, event, SOURCE):
        return objections
    if motion.id not in floor.stack:
        what = f"{motion.name} is not pending, so there is nothing to be handed over for"
        return object_to("GOV-325", what, SOURCE, f"git motion state {motion.name}")
    to = body.to if isinstance(body, ChairHandedOver) else ""
    if to == event.actor or to not in floor.step.charter.electorate:
        what = f"the chair is handed over to another active member, and {to or 'nobody'} is none"
        return object_to("GOV-523", what, SOURCE, "git gov member list")
    return ()


def apply(floor: Floor, event: Event) -> Floor:
    """Let the other member preside until what is pending is disposed of."""
    motion, body = floor.question(event), event.body
    if not isinstance(body, ChairHandedOver):
        return floor
    main = floor.motions[floor.stack[0]] if motion.id in floor.stack else motion
    return floor.having(main.but(presider=body.to))


ROW = ActRow("chair.handed", SOURCE, why_not, apply)
