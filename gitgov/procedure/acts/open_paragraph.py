"""Open the next paragraph to amendment; after the last one the whole, and then the vote (RONR (12th ed.) 28:6)."""

from __future__ import annotations

from gitgov.ledger.event import Event
from gitgov.procedure.acts.objections import not_immediate, not_pending, not_presiding
from gitgov.procedure.events import ParagraphOpened
from gitgov.procedure.floor import Floor
from gitgov.procedure.paragraphs import paragraphs
from gitgov.procedure.rows import ActRow, Objections, object_to

SOURCE = "RONR (12th ed.) 28:6"


def why_not(floor: Floor, event: Event) -> Objections:
    """Object unless the question is considered by paragraph, and the next one is opened by who presides, if anybody does."""
    motion, body = floor.question(event), event.body
    presides = not_presiding(floor, motion, event, SOURCE) if motion.chaired else ()
    if objections := not_pending(floor, motion, event, SOURCE) or presides or not_immediate(floor, motion, SOURCE):
        return objections
    count = len(paragraphs(motion.question))
    if not 0 < motion.paragraph <= count:
        what = f"{motion.name} is considered as a whole, or all its paragraphs have been gone through"
        return object_to("GOV-525", what, SOURCE, f"git motion put {motion.name}, or git vote aye {motion.name}")
    if not isinstance(body, ParagraphOpened) or body.number != motion.paragraph + 1:
        what = f"paragraph {motion.paragraph} of {count} is open, so the next is {motion.paragraph + 1}"
        return object_to("GOV-525", what, SOURCE, f"git motion open-paragraph {motion.name}")
    return ()


def apply(floor: Floor, event: Event) -> Floor:
    """Open it."""
    motion, body = floor.question(event), event.body
    number = body.number if isinstance(body, ParagraphOpened) else motion.paragraph
    return floor.having(motion.but(paragraph=number, touched_at=event.at))


ROW = ActRow("paragraph.opened", SOURCE, why_not, apply)
