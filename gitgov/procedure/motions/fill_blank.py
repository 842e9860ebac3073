"""Fill a blank: suggestions are put one after another, until one has a majority (RONR (12th ed.) 12:92-113)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.core.ids import EventId
from gitgov.procedure.blanks import BLANK, suggestions, why_no_blank, with_words
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Line
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion, decided_at

SOURCE = "RONR (12th ed.) 12:92-113"


class FillBlank(Question):
    """What a member suggests to put there."""

    motion: Literal["fill_blank"] = "fill_blank"
    text: Annotated[Line, Field(min_length=1)]


def _applies(floor: Floor, moving: Moving) -> Objections:
    if objections := why_no_blank(floor, moving):
        return objections
    target = moving.on
    mine = (
        (each for each in suggestions(floor, target) if each.mover == moving.event.actor and each.id != moving.event.id)
        if target
        else ()
    )
    if (own := next(iter(mine), None)) is not None:
        what = f"{own.mover} has suggested “{getattr(own.question, 'text', '')}” for this blank"
        return object_to("GOV-525", what, "RONR (12th ed.) 12:101", "speak for it; another member may suggest more")
    return ()


def _fits(floor: Floor, moving: Moving) -> Objections:
    target, text = moving.on, moving.question.text
    if target is None:
        return ()
    if with_words(target.question, BLANK, text) is None:
        return object_to(
            "GOV-371", f"“{text}” cannot stand in the blank of {target.name}", SOURCE, "suggest other words"
        )
    others = (each for each in suggestions(floor, target) if each.id != moving.event.id)
    if any(getattr(each.question, "text", "") == text for each in others):
        return object_to("GOV-395", f"“{text}” has been suggested", SOURCE, "wait until it is put to the vote")
    return ()


def _carried(floor: Floor, motion: Motion) -> Floor:
    """Fill the blank; what else was suggested for it is not put."""
    target, text = floor.motions.get(EventId(motion.on)), getattr(motion.question, "text", "")
    new = None if target is None else with_words(target.question, BLANK, text)
    if target is None or new is None:
        return floor
    others = [each for each in suggestions(floor, target) if each.pending]
    for each in others:
        floor = floor.having(each.but(fate="not put", touched_at=decided_at(motion)))
    return floor.having(target.but(question=new, inserted=(*target.inserted, text)))


ROW = MotionRow(
    "fill_blank",
    "suggest what to put in the blank",
    SOURCE,
    FillBlank,
    lambda question: f"fill the blank with “{question.text}”",
    kind="incidental",
    rank=0,
    second=False,
    debatable="target",
    amendable=False,
    vote="majority",
    applies=_applies,
    fits=_fits,
    carried=_carried,
    verb="fill",
    effect="these words stand in the blank; what else was suggested is not put",
)
