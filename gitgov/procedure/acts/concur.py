"""Put on record that another body has carried the same, by lines of its own ledger that anybody can check."""

from __future__ import annotations

from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Event
from gitgov.procedure.elsewhere import why_not_carried
from gitgov.procedure.events import BodyConcurred
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.records import Concurrence
from gitgov.procedure.rows import ActRow, Objections, object_to

SOURCE = "a body decides by its own roll"


def why_not(floor: Floor, event: Event) -> Objections:
    """Object unless the motion names the other body, and its own lines show that it has carried the same head by then."""
    motion, body = floor.question(event), event.body
    question = motion.question
    if not isinstance(body, BodyConcurred) or not isinstance(question, Merge) or body.body not in question.bodies:
        name = body.body if isinstance(body, BodyConcurred) else "it"
        what = f"{motion.name} names no body {name}, so that its votes count for nothing here"
        return object_to("GOV-592", what, SOURCE, "git motion merge BRANCH --with BODY moves one that does")
    genesis = motion.step.charter.bodies.get(body.body, "")
    if wrong := why_not_carried(genesis, tuple(body.lines), body.motion, question.head, event.at):
        return object_to(
            "GOV-593",
            f"{body.body} has not carried it, as far as its lines show: {wrong}",
            SOURCE,
            f"git motion concur {motion.name} --from REPOSITORY",
        )
    return ()


def apply(floor: Floor, event: Event) -> Floor:
    """Keep the record."""
    motion, body = floor.question(event), event.body
    if not isinstance(body, BodyConcurred):
        return floor
    found = Concurrence(event.id, Member(event.actor), event.at, body.body, EventId(body.motion))
    return floor.having(motion.but(concurred=(*motion.concurred, found)))


ROW = ActRow("body.concurred", SOURCE, why_not, apply, sitting=False)
