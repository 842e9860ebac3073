"""Division of a question: its parts are voted on one after another (RONR (12th ed.) 27)."""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Words
from gitgov.procedure.paragraphs import make_the_whole, paragraphs
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion, decided_at

SOURCE = "RONR (12th ed.) 27:3"


class DivisionOfQuestion(Question):
    """`parts` are the parts in order, word for word; without any, each paragraph is one."""

    motion: Literal["division_of_question", "division_of_question_demand"] = "division_of_question"
    parts: Annotated[list[Words], Field(max_length=50)] = Field(default=[])


def why_not_divisible(floor: Floor, moving: Moving) -> Objections:
    """Object to dividing what is not pending, or has no text of its own that could be divided."""
    target = moving.on
    if target is None or target.id not in floor.stack:
        return object_to("GOV-353", "nothing is pending that could be divided", SOURCE, "git motion list")
    if not target.row.is_main or target.row.name == "charter" or not paragraphs(target.question):
        what = f"{target.name}, to {target.text}, has no parts that could each stand alone"
        remedy = "move each part as an amendment of its own" if target.row.name == "amend" else "amend it"
        return object_to("GOV-529", what, "RONR (12th ed.) 27:5", f"{remedy}, or vote on it as a whole")
    return ()


def why_not_parts(_floor: Floor, moving: Moving) -> Objections:
    """Object unless there are several parts that are the whole question; whether each can stand alone the chair rules."""
    target = moving.on
    if target is None:
        return ()
    parts = parts_of(target, moving.question)
    if len(parts) > 1 and make_the_whole(getattr(target.question, "text", ""), parts) and _questions(target, parts):
        return ()
    what = f"the parts named, one after another, are not the whole of {target.name}"
    return object_to("GOV-529", what, "RONR (12th ed.) 27:5", f"git motion show {target.name} has the words")


def parts_of(target: Motion, question: DivisionOfQuestion) -> list[str]:
    """Return the parts that a division names, or else the paragraphs."""
    return question.parts or paragraphs(target.question)


def _questions(target: Motion, parts: list[str]) -> list[Question]:
    """Return the parts as questions of the same kind; none if one of them would be no question."""
    data = target.question.model_dump()
    try:
        return [type(target.question).model_validate(data | {"text": part}) for part in parts]
    except ValidationError:
        return []


def divided(floor: Floor, motion: Motion) -> Floor:
    """Let the first part stand for the whole, pending now, and each other come up when the one before is disposed of."""
    target, question = floor.motions.get(EventId(motion.on)), motion.question
    if target is None or not isinstance(question, DivisionOfQuestion) or target.id not in floor.stack:
        return floor
    first, *others = _questions(target, parts_of(target, question)) or [target.question]
    floor = floor.having(target.but(question=first, touched_at=decided_at(motion)))
    for number, each in enumerate(others, 2):
        part = target.but(id=part_id(target.id, number), question=each, stated_at=None, put_at=None, resumed_at=None)
        floor = floor.having(part.but(speeches=(), inserted=(), reconsidered=False, debate_until=0))
        floor = floor.but(parts=(*floor.parts, part.id))
    return floor


def part_id(whole: EventId, number: int) -> EventId:
    """Return the id of a part of a divided question, which no event has made; the first keeps that of the whole."""
    return EventId(hashlib.sha256(f"{whole} part {number}".encode()).hexdigest())


ROW = MotionRow(
    "division_of_question",
    "vote on the parts of the question one after another",
    SOURCE,
    DivisionOfQuestion,
    lambda question: "divide the question" + (f" into {len(question.parts)} parts" if question.parts else ""),
    kind="incidental",
    rank=0,
    debatable="no",
    vote="majority",
    reconsidered="no",
    applies=why_not_divisible,
    fits=why_not_parts,
    carried=divided,
    verb="divide",
    effect="the parts are questions of their own, and are voted on one after another",
    words="parts",
)
