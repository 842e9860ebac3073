"""Rescind or amend something previously adopted (RONR (12th ed.) 35)."""

from __future__ import annotations

from typing import Literal

from pydantic import ValidationError

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Line, Of, Words
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion, decided_at

SOURCE = "RONR (12th ed.) 35:2"


class Rescind(Of):
    """`of` is the adopted question; with a `text` it is amended to read so, without one it is rescinded."""

    motion: Literal["rescind_amend_adopted", "rescind_and_expunge"] = "rescind_amend_adopted"
    part: Line = "text"
    text: Words = ""


def why_not_rescind(floor: Floor, moving: Moving) -> Objections:
    """Object unless the question was adopted, stands, and can still be undone."""
    target = floor.motions.get(EventId(moving.question.of))
    if target is None or target.decision is None or not target.decision.carried or target.fate:
        return object_to("GOV-375", "no such decision was adopted and stands", SOURCE, "git motion list --all")
    if target.row.name in {"excused_from_duty", "elect"}:
        what = f"{target.name} was granted or elects somebody, and the member has learned of it"
        return object_to("GOV-376", what, "RONR (12th ed.) 35:6(c)", "appoint or elect somebody")
    if target.row.kind not in {"main", "incidental_main"}:
        what = f"{target.name}, to {target.text}, was no main motion: it has done what it was for"
        return object_to("GOV-375", what, SOURCE, "move to reconsider it, if that can still be undone")
    if target.reconsidering:
        what = f"a motion to reconsider {target.name} has been made, and can reach it"
        return object_to("GOV-378", what, "RONR (12th ed.) 35:6(a)", "take that one up")
    if target.enacted:
        what = f"{target.name} has been carried out, which cannot be undone by rescinding it"
        return object_to("GOV-376", what, "RONR (12th ed.) 35:6", "move a further change, such as a revert")
    fixed = moving.question.part in target.row.fixed
    if moving.question.text and (fixed or _amended(target.question, moving.question) is None):
        what = f"{target.name} has no {moving.question.part!r} that could read so"
        return object_to("GOV-371", what, SOURCE, f"git motion show {target.name}")
    return ()


def _amended(target: Question, change: Rescind) -> Question | None:
    data = target.model_dump()
    if not isinstance(data.get(change.part), str):
        return None
    try:
        return type(target).model_validate(data | {change.part: change.text})
    except ValidationError:
        return None


def rescinded(floor: Floor, motion: Motion) -> Floor:
    """Strike the decision out, or let it read otherwise."""
    question = motion.question
    target = floor.motions.get(EventId(question.of)) if isinstance(question, Rescind) else None
    if target is None or not isinstance(question, Rescind):
        return floor
    new = _amended(target.question, question) if question.text else None
    fate = "expunged" if question.motion == "rescind_and_expunge" else "rescinded"
    if new is not None:
        return floor.having(target.but(question=new))
    return floor.having(target.but(fate=fate, touched_at=decided_at(motion)))


def read_back(question: Rescind) -> str:
    """Read it back by which of the two it is."""
    name = f"M-{question.of[:8]}"
    return f"amend {name} as adopted to read “{question.text}”" if question.text else f"rescind {name}"


ROW = MotionRow(
    "rescind_amend_adopted",
    "rescind or amend something previously adopted",
    SOURCE,
    Rescind,
    read_back,
    kind="bring_back",
    vote="change_adopted",
    reconsidered="negative",
    fits=why_not_rescind,
    carried=rescinded,
    verb="rescind",
    effect="the decision stands no longer, or reads otherwise",
)
