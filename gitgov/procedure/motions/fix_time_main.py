"""Fix the time to which to adjourn, as a main motion: when nothing is pending (RONR (12th ed.) 22:4)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.meeting import continued
from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class FixTimeMain(Saying):
    """`text` says when, and where."""

    motion: Literal["fix_time_main"] = "fix_time_main"


ROW = MotionRow(
    "fix_time_main",
    "provide for a meeting that continues this session, when nothing is pending",
    "RONR (12th ed.) 22:4",
    FixTimeMain,
    lambda question: f"adjourn, when the assembly adjourns, to {question.text}",
    kind="incidental_main",
    vote="majority",
    carried=continued,
    verb="fix-time",
    effect="the next meeting continues this session",
)
