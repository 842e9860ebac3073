"""Division of the assembly: demand that a vote be taken again so that all can see it (RONR (12th ed.) 29)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class DivisionOfAssembly(Saying):
    """`text` says what."""

    motion: Literal["division_of_assembly"] = "division_of_assembly"


ROW = MotionRow(
    "division_of_assembly",
    "demand a vote that all can see",
    "RONR (12th ed.) 29:4",
    DivisionOfAssembly,
    lambda question: f"demand a vote that all can see: {question.text}".rstrip(": "),
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=False,
    interrupts=True,
    second=False,
    vote="demand",
    reconsidered="no",
)
