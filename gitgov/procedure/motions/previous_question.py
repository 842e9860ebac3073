"""The previous question: close debate and amendment now, and vote (RONR (12th ed.) 16)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from gitgov.charter.events import EventIdText
from gitgov.procedure.entries import Order
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.series import covered, ordered, why_no_series, why_not_in_force
from gitgov.procedure.precedence import is_debatable
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion, decided_at, was_carried

SOURCE = "RONR (12th ed.) 16:5"


class PreviousQuestion(Question):
    """On which questions: those named, or the one immediately pending."""

    motion: Literal["previous_question"] = "previous_question"
    questions: list[EventIdText] = Field(default=[], max_length=50)


def _applies(floor: Floor, _moving: Moving) -> Objections:
    top = floor.top
    if top is not None and not is_debatable(floor, top) and not top.row.amendable:
        what = f"{top.name}, to {top.text}, is neither debatable nor amendable"
        return object_to("GOV-363", what, SOURCE, "vote on it")
    return ()


def _fits(floor: Floor, moving: Moving) -> Objections:
    return why_no_series(floor, moving.question.questions, SOURCE)


def _carried(floor: Floor, motion: Motion) -> Floor:
    question = motion.question
    named = question.questions if isinstance(question, PreviousQuestion) else []
    order = Order("previous_question", covered(floor, named), motion.id)
    return ordered(floor, order, decided_at(motion))


def _still(floor: Floor, motion: Motion) -> Objections:
    return why_not_in_force(floor, motion) if was_carried(motion) else ()


ROW = MotionRow(
    "previous_question",
    "close debate and amendment, and vote at once",
    SOURCE,
    PreviousQuestion,
    lambda question: "order the previous question" + (" on all that it names" if question.questions else ""),
    kind="subsidiary",
    rank=7,
    debatable="no",
    amendable=False,
    vote="two_thirds",
    reconsidered="conditional",
    applies=_applies,
    fits=_fits,
    carried=_carried,
    still=_still,
    verb="close-debate",
    effect="debate and amendment end at once; the questions that it covers are voted on one after another",
)
