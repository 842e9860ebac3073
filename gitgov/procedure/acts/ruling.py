"""Rule: the chair decides a point of order, or that a motion is out of order; any member may appeal (RONR (12th ed.) 23:12)."""

from __future__ import annotations

from gitgov.core.ids import EventId
from gitgov.ledger.event import Event
from gitgov.procedure.acts.objections import not_pending, not_presiding
from gitgov.procedure.entries import Ruled
from gitgov.procedure.events import ChairRuled
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import ActRow, Objections, object_to
from gitgov.procedure.rulings import recorded, ruled_out
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 23:12-21"
UPON = {
    "point_of_order": ("well taken", "not well taken", "submitted"),
    "raise_question_of_privilege": ("granted", "refused"),
    "parliamentary_inquiry": ("answered",),
    "request_for_information": ("answered",),
}
"""The rulings that there are upon a kind of motion; upon any other: that it is out of order."""
OUT = "out of order"


def why_not(floor: Floor, event: Event) -> Objections:
    """Object unless the chair rules on something that waits for a ruling, in one of the ways that there are."""
    motion, body = floor.question(event), event.body
    answers = motion.row.vote == "none" and not motion.chaired  # where nobody presides anybody else answers
    presides = () if answers and event.actor != motion.mover else not_presiding(floor, motion, event, SOURCE)
    if objections := not_pending(floor, motion, event, SOURCE) or presides:
        return objections
    ways = UPON.get(motion.row.name, (OUT,))
    if not isinstance(body, ChairRuled) or body.ruling not in ways:
        what = f"upon {motion.row.name} the chair rules: {' or '.join(ways)}"
        return object_to("GOV-393", what, SOURCE, _instead(motion))
    if motion.stated_at is not None and motion.row.name in UPON:
        return object_to(
            "GOV-394", f"{motion.name} has been submitted to the assembly", SOURCE, f"git motion put {motion.name}"
        )
    return ()


def how_to_rule(kind: str, name: str) -> str:
    """Return the command by which the chair rules on a motion that asks for it, with all that it may rule."""
    first, *others = (each.replace(" ", "-") for each in UPON[kind])
    return f"git motion rule {name} {first}" + "".join(f", or {each}" for each in others)


def _instead(motion: Motion) -> str:
    if motion.row.name in UPON:
        return how_to_rule(motion.row.name, motion.name)
    state = "" if motion.stated_at is not None else f"git motion state {motion.name}; then "
    return f"it is for the assembly: {state}git motion consent {motion.name}, or put"


def apply(floor: Floor, event: Event) -> Floor:
    """Let the ruling take effect, and remember it for an appeal."""
    motion, body = floor.question(event), event.body
    if not isinstance(body, ChairRuled):
        return floor
    if body.ruling == "submitted":
        return floor.stating(motion, event.at)
    of = _upon(motion, body.ruling)
    after = ruled_out(floor, of, event.at) if body.ruling in {"well taken", OUT} else floor
    before = tuple(each for each, was in floor.motions.items() if was.pending and not after.motions[each].pending)
    ruled = Ruled(of, body.ruling, floor.progress, before, floor.stack)
    if body.ruling != OUT:
        after = after.having(after.motions[motion.id].but(fate=body.ruling, touched_at=event.at))
    return recorded(after, ruled, event.id)


def _upon(motion: Motion, ruling: str) -> EventId:
    """Return what a ruling is about: the motion itself, or the act that a point of order is about."""
    return motion.id if ruling == OUT else EventId(motion.question.about)


ROW = ActRow("chair.ruled", SOURCE, why_not, apply)
