"""Objections that several acts share."""

from __future__ import annotations

from gitgov.core.instants import show_instant
from gitgov.ledger.event import Event
from gitgov.ledger.order import ancestors
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import Objections, object_to
from gitgov.procedure.standing import chairs
from gitgov.procedure.state import Motion


def not_pending(floor: Floor, motion: Motion, event: Event, source: str) -> Objections:
    """Object unless the question is still to be decided, as far as the event has seen.

    What is concurrent with an announcement stands beside it, late and uncounted, so that any other announcement made
    meanwhile is judged by its own past.
    """
    if motion.withdrawn:
        return object_to("GOV-310", f"{motion.name} has been withdrawn", source)
    if motion.fate:
        return object_to("GOV-345", f"{motion.name} is not before the assembly: it was {motion.fate}", source)
    if motion.decision and any(
        floor.verdicts[each].on == motion.id for each in ancestors(event.parents, floor.lineage) & floor.verdicts.keys()
    ):
        result = "carried" if motion.decision.outcome.carried else "lost"
        return object_to(
            "GOV-311",
            f"{motion.name} has been decided: the result ({result}) was announced",
            source,
            f"git motion show {motion.name}",
        )
    return ()


def not_immediate(floor: Floor, motion: Motion, source: str) -> Objections:
    """Object unless the question is the one immediately pending."""
    top = floor.top
    if top is None or top.id == motion.id:
        return ()
    what = f"the question immediately pending is {top.name}, to {top.text}; {motion.name} comes after it"
    return object_to("GOV-346", what, source, f"git motion show {top.name}")


def not_presiding(floor: Floor, motion: Motion, event: Event, source: str) -> Objections:
    """Object unless the actor presides: a chair, or a deputy once the chair has been absent long enough."""
    if not motion.chaired:
        return object_to("GOV-312", "nobody presides here: the rule states and puts the question", source)
    step = floor.chain.step_of(event) or motion.step
    presiding = chairs(step, event.at, motion.touched_at)
    if event.actor in presiding:
        return ()
    who = ", ".join(sorted(presiding)) or "nobody"
    what = f"{event.actor} does not preside: the chair does ({who})"
    return object_to("GOV-313", what, source, f"ask {who}; git motion show {motion.name} says what waits")


def not_open(motion: Motion, at: int, source: str) -> Objections:
    """Object unless the poll is open at `at`."""
    opens = motion.opens_at
    if opens is not None and at >= opens:
        return ()
    if motion.rules.second and not motion.seconder:
        return object_to(
            "GOV-314", f"{motion.name} has not been seconded", "RONR (12th ed.) 4:9", f"git motion second {motion.name}"
        )
    if opens is None:
        act = "state" if motion.stated_at is None else "put"
        return object_to(
            "GOV-315",
            f"the poll on {motion.name} is not open: the chair has yet to {act} it",
            source,
            f"git motion {act} {motion.name} (by the chair)",
        )
    return object_to(
        "GOV-316",
        f"the poll on {motion.name} opens at {show_instant(opens)}",
        source,
        f"git motion speak --for -m TEXT {motion.name}",
    )
