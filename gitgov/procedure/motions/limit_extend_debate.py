"""Limit or extend limits of debate (RONR (12th ed.) 15)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.events import EventIdText
from gitgov.core.instants import show_duration
from gitgov.procedure.floor import Floor, Order
from gitgov.procedure.motions.forms import Seconds
from gitgov.procedure.motions.series import covered, why_no_series
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 15:5"


class LimitDebate(Question):
    """How many speeches a member may make, how long each (seconds), until when debate goes on; 0: as before."""

    motion: Literal["limit_extend_debate"] = "limit_extend_debate"
    questions: list[EventIdText] = Field(default=[], max_length=50)
    speeches: Annotated[int, Field(ge=0, le=1000)] = 0
    length: Seconds = 0
    until: Annotated[int, Field(ge=0)] = 0


def _read_back(question: LimitDebate) -> str:
    parts = [
        f"to {question.speeches} speeches a member" if question.speeches else "",
        f"to {show_duration(question.length)} a speech" if question.length else "",
        "until a set time" if question.until else "",
    ]
    return "limit or extend debate " + ", ".join(part for part in parts if part)


def _fits(floor: Floor, moving: Moving) -> Objections:
    question = moving.question
    if not (question.speeches or question.length or question.until):
        return object_to(
            "GOV-365", "the motion sets no limit", SOURCE, "say how many speeches, how long, or until when"
        )
    return why_no_series(floor, question.questions, SOURCE)


def _carried(floor: Floor, motion: Motion) -> Floor:
    question = motion.question
    if not isinstance(question, LimitDebate):
        return floor
    order = Order(
        "limit_extend_debate", covered(floor, question.questions), motion.id, question.speeches, question.length,
        question.until,
    )  # fmt: skip
    return floor.but(orders=(*floor.orders, order))


ROW = MotionRow(
    "limit_extend_debate",
    "limit debate, or extend its limits",
    SOURCE,
    LimitDebate,
    _read_back,
    kind="subsidiary",
    rank=6,
    debatable="no",
    vote="two_thirds",
    fits=_fits,
    carried=_carried,
)
