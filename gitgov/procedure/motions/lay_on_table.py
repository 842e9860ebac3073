"""Lay on the table: set the pending question aside for something urgent (RONR (12th ed.) 17)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.entries import Aside
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Saying, Seconds
from gitgov.procedure.motions.postpone_to_certain_time import Postpone
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 17:3"


class LayOnTable(Saying):
    """`text` says what is so urgent. With a time (seconds) it is treated as a motion to postpone to then (17:21)."""

    motion: Literal["lay_on_table"] = "lay_on_table"
    until: Seconds = 0


def _meant(question: LayOnTable) -> Question | None:
    return Postpone(until=question.until) if question.until else None


def _fits(_floor: Floor, moving: Moving) -> Objections:
    if moving.question.text.strip():
        return ()
    what = "a question is laid on the table only for something urgent, which the mover says"
    return object_to(
        "GOV-362",
        what,
        "RONR (12th ed.) 17:13-16",
        "say what is urgent: git motion table REASON; or git motion postpone indefinitely",
    )


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
    meant=_meant,
    verb="table",
    effect="the main question waits with what adheres to it until it is taken from the table",
)
