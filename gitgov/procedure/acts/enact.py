"""Record that a carried decision was carried out; the gate, not this record, lets content in."""

from __future__ import annotations

from gitgov.core.ids import EventId
from gitgov.core.instants import show_instant
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.events import DecisionEnacted
from gitgov.procedure.floor import Floor
from gitgov.procedure.invocation import brings_ratification, invocation_on
from gitgov.procedure.rows import ActRow, Objections, object_to
from gitgov.procedure.state import Enactment, Motion

SOURCE = "RONR (12th ed.) 4:43"


def why_not(floor: Floor, event: Event) -> tuple[Objection, ...]:
    """Object if nothing was carried, the hold runs, or the record names another decision or ref."""
    motion = floor.question(event)
    decision, body = motion.decision, event.body
    if brings_ratification(floor, motion):
        return _why_not_order(floor, body)
    if decision is None or not decision.carried:
        return object_to("GOV-334", f"{motion.name} has not been carried", SOURCE, f"git motion show {motion.name}")
    if event.at < decision.ends_hold:
        return object_to(
            "GOV-335",
            f"{motion.name} is on hold until {show_instant(decision.ends_hold)}",
            SOURCE,
            "git gov enact, then",
        )
    if not isinstance(body, DecisionEnacted) or not _names(floor, motion, body):
        return object_to(
            "GOV-336",
            f"the record does not name the decision of {motion.name} and its ref",
            SOURCE,
            "git gov enact records it",
        )
    return ()


def _why_not_order(floor: Floor, body: object) -> Objections:
    """Object to a record that an order was carried out, unless it names the invocation and the ref that it opens."""
    found = invocation_on(floor)
    named = (body.decision, body.ref) if isinstance(body, DecisionEnacted) else None
    if found is not None and named == (found.id, found.target):
        return ()
    return object_to(
        "GOV-336",
        f"the record does not name the invocation {floor.main.name} and its ref",
        SOURCE,
        "git gov enact records it",
    )


def _names(floor: Floor, motion: Motion, body: DecisionEnacted) -> bool:
    """Say whether a record names a lawful announcement of the motion's result, and its ref."""
    verdict = floor.verdicts.get(EventId(body.decision))
    return verdict is not None and verdict.on == motion.id and body.ref == motion.target


def apply(floor: Floor, event: Event) -> Floor:
    """Remember the enactment."""
    motion = floor.question(event)
    body = event.body
    if not isinstance(body, DecisionEnacted):
        return floor
    step = floor.chain.step_of(event)
    enactment = Enactment(event.id, event.actor, event.at, body.ref, body.old, body.new, step)
    return floor.having(motion.but(enacted=(*motion.enacted, enactment)))


ROW = ActRow("decision.enacted", SOURCE, why_not, apply, sitting=False)
