"""Ratify: make valid what was done without authority in an emergency (RONR (12th ed.) 10:54-57)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class Ratify(Saying):
    """`text` says which action."""

    motion: Literal["ratify"] = "ratify"


ROW = MotionRow(
    "ratify",
    "make valid what was done in an emergency",
    "RONR (12th ed.) 10:54-57",
    Ratify,
    lambda question: f"ratify: {question.text}",
    kind="incidental_main",
    vote="majority",
)
