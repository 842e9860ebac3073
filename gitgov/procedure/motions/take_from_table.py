"""Take from the table: resume a question that was laid there (RONR (12th ed.) 34)."""

from __future__ import annotations

from typing import Literal

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Of
from gitgov.procedure.rows import MotionRow, Moving, Objections, object_to
from gitgov.procedure.state import Motion, decided_at

SOURCE = "RONR (12th ed.) 34:2-6"


class TakeFromTable(Of):
    """`of` is the main question that lies on the table."""

    motion: Literal["take_from_table"] = "take_from_table"


def _fits(floor: Floor, moving: Moving) -> Objections:
    place = floor.aside.get(EventId(moving.question.of))
    if place is None or place.how != "tabled":
        return object_to("GOV-372", "no such question lies on the table", SOURCE, "git motion floor lists what does")
    if floor.live and floor.business <= place.business:
        what = "no business has been done since it was laid on the table"
        return object_to("GOV-373", what, "RONR (12th ed.) 34:5", "deal first with what was so urgent")
    return ()


def _carried(floor: Floor, motion: Motion) -> Floor:
    question = motion.question
    return floor.take_back(EventId(question.of), decided_at(motion)) if isinstance(question, Of) else floor


ROW = MotionRow(
    "take_from_table",
    "resume a question that lies on the table",
    SOURCE,
    TakeFromTable,
    lambda _: "take the question from the table",
    kind="bring_back",
    debatable="no",
    amendable=False,
    vote="majority",
    reconsidered="no",
    fits=_fits,
    carried=_carried,
    verb="take",
    effect="the question is pending again as it stood",
)
