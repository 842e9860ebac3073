"""Ratify an action taken without authority, such as under a standing order (RONR (12th ed.) 10:54-57)."""

from __future__ import annotations

from typing import Literal

from gitgov.charter.chain import Chain
from gitgov.core.ids import EventId, motion_name
from gitgov.procedure.motions.forms import OfText, Saying
from gitgov.procedure.rows import MotionRow, Objections, VoteRule, object_to

SOURCE = "RONR (12th ed.) 10:54-57"


class Ratify(Saying):
    """`text` says which action, `of` the invocation of a standing order, if it was one."""

    motion: Literal["ratify"] = "ratify"
    of: OfText = ""


def read_back(question: Ratify) -> str:
    """Read it back by what was done, else by the name under which it is on record."""
    return f"ratify: {question.text}" if question.text or not question.of else f"ratify {motion_name(question.of)}"


def _why_not(question: Ratify, chain: Chain) -> Objections:
    """Object to ratifying what the body could not have authorised: no standing order of its charter covers it."""
    if not question.of:
        return ()
    ruling = chain.invoked.get(EventId(question.of))
    if ruling is not None and not ruling.objections:
        return ()
    name = motion_name(question.of)
    why = f"is out of order: {ruling.objections[0]}" if ruling else "is no invocation of a standing order here"
    what = f"a body ratifies only what it could have authorised, and {name} {why}"
    return object_to("GOV-590", what, "RONR (12th ed.) 10:55", "move the act itself, as if nothing had been done")


def governed_by(question: Ratify, chain: Chain) -> str:
    """Name the kind of motion whose rules decide: what was done is ratified as it would have been authorised."""
    ruling = chain.invoked.get(EventId(question.of))
    return str(getattr(ruling.event.body, "act").motion) if ruling else "ratify"  # noqa: B009 - the chain knows no bodies


def _raised(question: Ratify) -> VoteRule | None:
    return "charter" if question.of else None


ROW = MotionRow(
    "ratify",
    "make valid what was done in an emergency",
    SOURCE,
    Ratify,
    read_back,
    kind="incidental_main",
    vote="majority",
    subject=lambda question, chain: chain.subject if question.of else "",
    why_not=_why_not,
    governed_by=governed_by,
    raised=_raised,
)
