"""Veto a question, and withdraw a veto: no rule of Robert's, but what a charter may give to the holders of a role."""

from __future__ import annotations

from gitgov.core.ids import Member
from gitgov.ledger.event import Event
from gitgov.procedure.acts.objections import not_immediate, not_open, not_pending, not_recused
from gitgov.procedure.floor import Floor
from gitgov.procedure.positions import Veto
from gitgov.procedure.rows import ActRow, Objections, object_to
from gitgov.procedure.state import Motion
from gitgov.tally.events import VetoEntered

SOURCE = "RONR (12th ed.) 2:14-22: the charter's special rule"


def why_not_enter(floor: Floor, event: Event) -> Objections:
    """Object to a veto outside of the poll, of somebody who holds none of the roles, or without a reason."""
    motion = floor.question(event)
    if (
        objections := not_pending(floor, motion, event, SOURCE)
        or not_open(motion, event.at, SOURCE)
        or not_immediate(floor, motion, SOURCE)
        or not_recused(motion, event, SOURCE)
    ):
        return objections
    if event.actor not in motion.may_veto:
        roles = " or ".join(sorted(motion.rules.veto))
        what = f"{event.actor} may not veto {motion.name}: " + (
            f"the charter gives that to {roles} who vote"
            if roles
            else f"the charter knows no veto of {motion.row.name}"
        )
        return object_to("GOV-550", what, SOURCE, f"git vote nay {motion.name}")
    if not isinstance(event.body, VetoEntered) or not event.body.reason.strip():
        return object_to("GOV-551", "a veto without a reason is void", SOURCE, "add -m REASON, which can be answered")
    if standing := _standing(motion, event):
        what = f"{event.actor} has vetoed {motion.name}: {standing.reason.strip().splitlines()[0]}"
        return object_to("GOV-552", what, SOURCE, f"git vote veto --withdraw {motion.name} takes it back")
    return ()


def enter(floor: Floor, event: Event) -> Floor:
    """Let the veto stand; where silence was to be consent, it is an objection too."""
    motion, body = floor.question(event), event.body
    if not isinstance(body, VetoEntered):
        return floor
    veto = Veto(event.id, Member(event.actor), event.at, body.reason)
    return floor.having(motion.but(vetoes=(*motion.vetoes, veto)).unconsented(event.id, event.actor))


def why_not_withdraw(floor: Floor, event: Event) -> Objections:
    """Object unless the member's own veto stands."""
    motion = floor.question(event)
    if objections := not_pending(floor, motion, event, SOURCE):
        return objections
    if _standing(motion, event) is None:
        return object_to(
            "GOV-552",
            f"no veto of {event.actor}'s stands against {motion.name}",
            SOURCE,
            f"git vote status {motion.name}",
        )
    return ()


def withdraw(floor: Floor, event: Event) -> Floor:
    """Take the member's veto from the question."""
    motion, standing = floor.question(event), _standing(floor.question(event), event)
    vetoes = tuple(
        each._replace(withdrawn=event.id, withdrawn_at=event.at) if each is standing else each for each in motion.vetoes
    )
    return floor.having(motion.but(vetoes=vetoes))


def _standing(motion: Motion, event: Event) -> Veto | None:
    return next((each for each in motion.vetoes if each.member == event.actor and not each.withdrawn), None)


ENTER = ActRow("veto.entered", SOURCE, why_not_enter, enter)
WITHDRAW = ActRow("veto.withdrawn", SOURCE, why_not_withdraw, withdraw)
