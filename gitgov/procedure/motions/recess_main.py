"""Recess, as a main motion: when nothing is pending, or for a future time (RONR (12th ed.) 20:3)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.meeting import recessed
from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class RecessMain(Saying):
    """`text` says for how long."""

    motion: Literal["recess_main"] = "recess_main"


ROW = MotionRow(
    "recess_main",
    "take a recess, when nothing is pending",
    "RONR (12th ed.) 20:3",
    RecessMain,
    lambda question: f"recess {question.text}".rstrip(),
    kind="incidental_main",
    vote="majority",
    reconsidered="no",
    carried=recessed,
    verb="recess",
    effect="the meeting is interrupted",
)
