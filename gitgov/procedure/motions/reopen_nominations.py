"""Reopen nominations (RONR (12th ed.) 31:2)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class ReopenNominations(Saying):
    """`text` says what."""

    motion: Literal["reopen_nominations"] = "reopen_nominations"


ROW = MotionRow(
    "reopen_nominations",
    "reopen nominations",
    "RONR (12th ed.) 31:2(7)",
    ReopenNominations,
    lambda question: f"reopen nominations: {question.text}".rstrip(": "),
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=True,
    vote="majority",
    reconsidered="negative",
    verb="reopen-nominations",
    effect="members may be nominated again",
)
