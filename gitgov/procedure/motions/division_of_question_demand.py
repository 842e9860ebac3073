"""Demand a separate vote on an independent resolution (RONR (12th ed.) 27:10-11)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.division_of_question import DivisionOfQuestion, divided, why_not_divisible, why_not_parts
from gitgov.procedure.rows import MotionRow


class DivisionDemand(DivisionOfQuestion):
    """`parts` are the resolutions in order; they are on different subjects, so that one member's demand divides them."""

    motion: Literal["division_of_question_demand"] = "division_of_question_demand"


ROW = MotionRow(
    "division_of_question_demand",
    "demand a separate vote on an independent resolution",
    "RONR (12th ed.) 27:10-11",
    DivisionDemand,
    lambda _: "vote separately on resolutions that have nothing to do with each other",
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=False,
    interrupts=True,
    second=False,
    vote="demand",
    reconsidered="no",
    applies=why_not_divisible,
    fits=why_not_parts,
    carried=divided,
    verb="divide",
    effect="the resolutions are questions of their own at once, and are voted on one after another",
)
