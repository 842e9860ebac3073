"""Recess: a short intermission, at once, while a question is pending (RONR (12th ed.) 20)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.meeting import recessed
from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class Recess(Saying):
    """`text` says for how long."""

    motion: Literal["recess"] = "recess"


ROW = MotionRow(
    "recess",
    "take a recess at once",
    "RONR (12th ed.) 20:5",
    Recess,
    lambda question: f"recess {question.text}".rstrip(),
    kind="privileged",
    rank=11,
    debatable="no",
    vote="majority",
    reconsidered="no",
    carried=recessed,
    verb="recess",
    effect="the meeting is interrupted; what is pending stays so",
)
