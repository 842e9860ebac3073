"""Ask to be excused from a duty, or resign (RONR (12th ed.) 32)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class ExcusedFromDuty(Saying):
    """`text` says from which duty or office."""

    motion: Literal["excused_from_duty"] = "excused_from_duty"


ROW = MotionRow(
    "excused_from_duty",
    "excuse a member from a duty or an office",
    "RONR (12th ed.) 32:2",
    ExcusedFromDuty,
    lambda question: f"excuse a member from {question.text}",
    kind="incidental",
    rank=0,
    interrupts=True,
    vote="majority",
)
