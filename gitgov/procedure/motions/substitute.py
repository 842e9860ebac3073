"""Substitute: put another text in the place of the whole pending one (RONR (12th ed.) 12:69-90)."""

from __future__ import annotations

from typing import Literal

from pydantic import ValidationError

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.amend import is_other_matter, why_not_amendable, why_not_changed
from gitgov.procedure.motions.architecture import title
from gitgov.procedure.motions.forms import Line, Words
from gitgov.procedure.notice import reworded
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 12:69-90"


class Substitute(Question):
    """The whole of one part of the question, as it would read."""

    motion: Literal["substitute"] = "substitute"
    part: Line = "text"
    insert: Words


def _applies(floor: Floor, moving: Moving) -> Objections:
    target = moving.on
    if target is None or target.id not in floor.stack or target.row.kind == "subsidiary":
        what = "a substitute is a primary amendment: it is moved when no other is pending"
        return object_to("GOV-367", what, "RONR (12th ed.) 12:70", "dispose of the amendment first")
    return why_not_amendable(floor, moving)


def _fits(floor: Floor, moving: Moving) -> Objections:
    target, part = moving.on, moving.question.part
    new = None if target is None else _substituted(target.question, moving.question)
    if target is None or new is None:
        what = f"{target.name if target else 'nothing'} has no {part!r} that this could stand for"
        return object_to("GOV-371", what, SOURCE, "git motion show has the words")
    if is_other_matter(floor, target, new, part):
        what = f"a decision is about exact content: {part} of {target.name} cannot be amended"
        remedy = "withdraw it, and move the other content"
        return object_to("GOV-398", what, "a decision is about exact content", remedy)
    return why_not_changed(floor, target, new)


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
    applies=_applies,
    fits=_fits,
    carried=_carried,
    verb="substitute",
    effect="the other text is pending instead; it is still to be voted on",
)
