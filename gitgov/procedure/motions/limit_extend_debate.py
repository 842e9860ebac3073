"""Limit or extend limits of debate (RONR (12th ed.) 15)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.events import EventIdText
from gitgov.core.instants import show_duration, show_instant
from gitgov.core.visible import many
from gitgov.procedure.entries import Order
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Seconds
from gitgov.procedure.motions.series import covered, ordered, why_no_series, why_not_in_force
from gitgov.procedure.precedence import is_debatable
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion, decided_at, was_carried

SOURCE = "RONR (12th ed.) 15:5"


class LimitDebate(Question):
    """How many speeches a member may make, how long each (seconds), until when debate goes on; 0: as before.

    `total` counts from the adoption, in seconds, and so says until when as well.
    """

    motion: Literal["limit_extend_debate"] = "limit_extend_debate"
    questions: list[EventIdText] = Field(default=[], max_length=50)
    speeches: Annotated[int, Field(ge=0, le=1000)] = 0
    length: Seconds = 0
    until: Annotated[int, Field(ge=0)] = 0
    total: Seconds = 0


def _read_back(question: LimitDebate) -> str:
    parts = [
        f"to {many(question.speeches, 'speech')} a member" if question.speeches else "",
        f"to {show_duration(question.length)} a speech" if question.length else "",
        f"until {show_instant(question.until)}" if question.until else "",
        f"to {show_duration(question.total)} from now on" if question.total else "",
    ]
    return "limit or extend debate " + ", ".join(part for part in parts if part)


def _applies(floor: Floor, _moving: Moving) -> Objections:
    top = floor.top
    if top is not None and not is_debatable(floor, top):
        what = f"{top.name}, to {top.text}, is not debatable, so there are no limits to debate upon it"
        return object_to("GOV-363", what, SOURCE, "vote on it")
    return ()


def _fits(floor: Floor, moving: Moving) -> Objections:
    question = moving.question
    if not (question.speeches or question.length or question.until or question.total):
        return object_to(
            "GOV-365", "the motion sets no limit", SOURCE, "say how many speeches, how long, or until when"
        )
    if 0 < question.until <= moving.event.at:
        return object_to("GOV-360", "debate closes at a time that is yet to come", SOURCE, "git motion close-debate")
    return why_no_series(floor, question.questions, SOURCE)


def _carried(floor: Floor, motion: Motion) -> Floor:
    question = motion.question
    if not isinstance(question, LimitDebate):
        return floor
    until = question.until or (question.total and decided_at(motion) + question.total)
    order = Order(
        "limit_extend_debate", covered(floor, question.questions), motion.id, question.speeches, question.length, until
    )
    return ordered(floor, order, until)


def _still(floor: Floor, motion: Motion) -> Objections:
    return why_not_in_force(floor, motion) if was_carried(motion) else ()


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
    reconsidered="conditional",
    applies=_applies,
    fits=_fits,
    carried=_carried,
    still=_still,
    verb="limit-debate",
    effect="the limits of debate on the questions that it covers are these, until those are disposed of",
    words="length",
)
