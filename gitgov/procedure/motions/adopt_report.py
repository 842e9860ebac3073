"""Adopt what a committee or an officer recommends (RONR (12th ed.) 10:52)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class AdoptReport(Saying):
    """`text` says which recommendation."""

    motion: Literal["adopt_report"] = "adopt_report"


ROW = MotionRow(
    "adopt_report",
    "adopt what a committee or an officer recommends",
    "RONR (12th ed.) 10:52",
    AdoptReport,
    lambda question: f"adopt the report: {question.text}",
    kind="incidental_main",
    vote="majority",
    verb="adopt report",
    effect="the recommendation is the body's own",
)
