"""Record that a carried decision was carried out; the gate, not this record, lets content in."""

from __future__ import annotations

from gitgov.core.instants import show_instant
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.acts.row import ActRow, object_to
from gitgov.procedure.events import DecisionEnacted
from gitgov.procedure.state import Enactment, Motion

SOURCE = "RONR (12th ed.) 4:43"


def why_not(motion: Motion, event: Event) -> tuple[Objection, ...]:
    """Object if nothing was carried, the hold runs, or the record names another decision or ref."""
    decision, body = motion.decision, event.body
    if decision is None or not decision.carried:
        return object_to("GOV-334", f"{motion.name} has not been carried", SOURCE, f"git motion show {motion.name}")
    if event.at < decision.ends_hold:
        return object_to("GOV-335", f"{motion.name} is on hold until {show_instant(decision.ends_hold)}", SOURCE)
    if not isinstance(body, DecisionEnacted) or body.decision not in motion.verdicts or body.ref != motion.target:
        return object_to("GOV-336", f"the record does not name the decision of {motion.name} and its ref", SOURCE)
    return ()


def apply(motion: Motion, event: Event) -> Motion:
    """Remember the enactment."""
    body = event.body
    if not isinstance(body, DecisionEnacted):
        return motion
    enactment = Enactment(event.id, event.actor, event.at, body.ref, body.old, body.new)
    return motion.but(enacted=(*motion.enacted, enactment))


ROW = ActRow("decision.enacted", SOURCE, why_not, apply)
