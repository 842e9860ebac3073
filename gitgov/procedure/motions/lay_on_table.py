"""Lay on the table: set the pending question aside for something urgent (RONR (12th ed.) 17)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.floor import Aside, Floor
from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow, Moving, Objections, object_to
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 17:3"


class LayOnTable(Saying):
    """`text` says what is so urgent."""

    motion: Literal["lay_on_table"] = "lay_on_table"


def _fits(_floor: Floor, moving: Moving) -> Objections:
    if moving.question.text.strip():
        return ()
    what = "a question is laid on the table only for something urgent, which the mover says"
    return object_to("GOV-362", what, "RONR (12th ed.) 17:13-16", "say what is urgent, or postpone_indefinitely")


def _carried(floor: Floor, motion: Motion) -> Floor:
    return floor.set_aside(Aside("tabled", floor.stack, motion.id, floor.business), motion)


ROW = MotionRow(
    "lay_on_table",
    "set the question aside for something urgent",
    SOURCE,
    LayOnTable,
    lambda question: "lay the question on the table" + (f": {question.text}" if question.text else ""),
    kind="subsidiary",
    rank=8,
    debatable="no",
    amendable=False,
    vote="majority",
    reconsidered="negative",
    fits=_fits,
    carried=_carried,
)
