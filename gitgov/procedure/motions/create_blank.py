"""Create a blank: strike out words so that members can suggest what to put there (RONR (12th ed.) 12:95)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.core.ids import EventId
from gitgov.procedure.blanks import BLANK, ORDERS, Order, why_no_blank_possible, with_words
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Line
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 12:95"


class CreateBlank(Question):
    """Which words give way to a blank, and in which order suggestions for it are then put."""

    motion: Literal["create_blank"] = "create_blank"
    strike: Annotated[Line, Field(min_length=1)]
    order: Order = ""


def _fits(_floor: Floor, moving: Moving) -> Objections:
    target, strike = moving.on, moving.question.strike
    if target is not None and with_words(target.question, strike, BLANK) is None:
        what = f"“{strike}” is not in the text of {target.name} exactly once"
        return object_to("GOV-371", what, SOURCE, f"git motion show {target.name} has the words")
    return ()


def _carried(floor: Floor, motion: Motion) -> Floor:
    target, question = floor.motions.get(EventId(motion.on)), motion.question
    if target is None or not isinstance(question, CreateBlank):
        return floor
    new = with_words(target.question, question.strike, BLANK)
    return floor if new is None else floor.having(target.but(question=new, blank=question.order or ORDERS[0]))


ROW = MotionRow(
    "create_blank",
    "strike out words, so that members suggest what to put there",
    SOURCE,
    CreateBlank,
    lambda question: f"create a blank by striking out “{question.strike}”",
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=False,
    vote="majority",
    reconsidered="no",
    applies=why_no_blank_possible,
    fits=_fits,
    carried=_carried,
    verb="blank",
    effect="the words give way to a blank, which members suggest how to fill",
)
