"""Demand a separate vote on an independent resolution (RONR (12th ed.) 27:10-11)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class DivisionDemand(Saying):
    """`text` says what."""

    motion: Literal["division_of_question_demand"] = "division_of_question_demand"


ROW = MotionRow(
    "division_of_question_demand",
    "demand a separate vote on an independent resolution",
    "RONR (12th ed.) 27:10-11",
    DivisionDemand,
    lambda question: f"demand a separate vote on an independent resolution: {question.text}".rstrip(": "),
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=False,
    interrupts=True,
    second=False,
    vote="demand",
    reconsidered="no",
)
