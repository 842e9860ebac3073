"""Substitute: put another text in the place of the whole pending one (RONR (12th ed.) 12:69-90)."""

from __future__ import annotations

from typing import Literal

from pydantic import ValidationError

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.architecture import title
from gitgov.procedure.motions.forms import Line, Words
from gitgov.procedure.notice import reworded, why_not_beyond
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 12:69-90"


class Substitute(Question):
    """The whole of one part of the question, as it would read."""

    motion: Literal["substitute"] = "substitute"
    part: Line = "text"
    insert: Words


def _fits(floor: Floor, moving: Moving) -> Objections:
    target = moving.on
    if target is None or target.id not in floor.stack or target.row.kind == "subsidiary":
        what = "a substitute is a primary amendment: it is moved when no other is pending"
        return object_to("GOV-367", what, "RONR (12th ed.) 12:70", "dispose of the amendment first")
    if moving.question.part in target.row.fixed:
        what = f"a decision is about exact content: {moving.question.part} of {target.name} cannot be amended"
        return object_to("GOV-398", what, SOURCE, "withdraw it, and move the other content")
    new = _substituted(target.question, moving.question)
    if new is None:
        what = f"{target.name} has no {moving.question.part!r} that this could stand for"
        return object_to("GOV-371", what, SOURCE, f"git motion show {target.name}")
    return why_not_beyond(floor, target, new)


def _substituted(target: Question, change: Substitute) -> Question | None:
    data = target.model_dump()
    if not isinstance(data.get(change.part), str) or not change.insert.strip():
        return None
    try:
        return type(target).model_validate(data | {change.part: change.insert})
    except ValidationError:
        return None


def _carried(floor: Floor, motion: Motion) -> Floor:
    target, change = floor.motions.get(EventId(motion.on)), motion.question
    new = _substituted(target.question, change) if target is not None and isinstance(change, Substitute) else None
    if target is None or new is None or not isinstance(change, Substitute):
        return floor
    return floor.having(reworded(floor, target, new, change.insert)).having(motion.but(before=target.question))


ROW = MotionRow(
    "substitute",
    "put another text in the place of the pending one",
    SOURCE,
    Substitute,
    lambda question: f"substitute “{title(question.insert)}”",
    kind="subsidiary",
    rank=3,
    debatable="target",
    vote="majority",
    fits=_fits,
    carried=_carried,
)
