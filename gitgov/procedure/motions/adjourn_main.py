"""Adjourn, as a main motion: with a time, which it has to be while nothing is pending (RONR (12th ed.) 21:3)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.meeting import adjourned
from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class AdjournMain(Saying):
    """`text` says when, if not at once."""

    motion: Literal["adjourn_main"] = "adjourn_main"


ROW = MotionRow(
    "adjourn_main",
    "adjourn with a time, when nothing is pending",
    "RONR (12th ed.) 21:3",
    AdjournMain,
    lambda question: f"adjourn {question.text}".rstrip(),
    kind="incidental_main",
    vote="majority",
    reconsidered="no",
    carried=adjourned,
    verb="adjourn",
    effect="the meeting is closed",
)
