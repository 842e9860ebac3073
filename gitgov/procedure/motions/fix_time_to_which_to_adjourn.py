"""Fix the time to which to adjourn: provide for a continuation of this session (RONR (12th ed.) 22)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.meeting import continued
from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class FixTime(Saying):
    """`text` says when, and where."""

    motion: Literal["fix_time_to_which_to_adjourn"] = "fix_time_to_which_to_adjourn"


ROW = MotionRow(
    "fix_time_to_which_to_adjourn",
    "provide for a meeting that continues this session",
    "RONR (12th ed.) 22:4",
    FixTime,
    lambda question: f"adjourn, when the assembly adjourns, to {question.text}",
    kind="privileged",
    rank=13,
    debatable="no",
    vote="majority",
    verb="fix-time",
    effect="the next meeting continues this session",
    carried=continued,
)
