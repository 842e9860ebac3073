"""Stand aside from a question because of an interest in it, and take that back (RONR (12th ed.) 45:4)."""

from __future__ import annotations

from gitgov.core.ids import Member
from gitgov.ledger.event import Event
from gitgov.procedure.acts.objections import not_of_electorate, not_pending, not_recused
from gitgov.procedure.floor import Floor
from gitgov.procedure.positions import Recusal
from gitgov.procedure.rows import ActRow, Objections, object_to
from gitgov.tally.events import RecusalDeclared

SOURCE = "RONR (12th ed.) 45:4"


def why_not_declare(floor: Floor, event: Event) -> Objections:
    """Object unless a member who may vote stands aside, and says why."""
    motion = floor.question(event)
    if (
        objections := not_pending(floor, motion, event, SOURCE)
        or not_of_electorate(motion, event, SOURCE)
        or not_recused(motion, event, SOURCE)
    ):
        return objections
    if not isinstance(event.body, RecusalDeclared) or not event.body.reason.strip():
        return object_to("GOV-554", "who stands aside says which interest is the reason", SOURCE, "add -m WHY")
    return ()


def declare(floor: Floor, event: Event) -> Floor:
    """Let the member stand aside: no ballot or veto of that member counts."""
    motion, body = floor.question(event), event.body
    if not isinstance(body, RecusalDeclared):
        return floor
    recusal = Recusal(event.id, Member(event.actor), event.at, body.reason)
    return floor.having(motion.but(recusals=(*motion.recusals, recusal)))


def why_not_end(floor: Floor, event: Event) -> Objections:
    """Object unless the member has stood aside."""
    motion = floor.question(event)
    if objections := not_pending(floor, motion, event, SOURCE):
        return objections
    if event.actor not in motion.recused:
        return object_to(
            "GOV-554", f"{event.actor} has not stood aside from {motion.name}", SOURCE, f"git vote status {motion.name}"
        )
    return ()


def end(floor: Floor, event: Event) -> Floor:
    """Let the member vote again; a ballot cast before counts again."""
    motion = floor.question(event)
    recusals = tuple(
        each._replace(ended=event.id) if each.member == event.actor and not each.ended else each
        for each in motion.recusals
    )
    return floor.having(motion.but(recusals=recusals))


DECLARE = ActRow("recusal.declared", SOURCE, why_not_declare, declare)
END = ActRow("recusal.ended", SOURCE, why_not_end, end)
