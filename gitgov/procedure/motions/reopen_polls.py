"""Reopen the polls (RONR (12th ed.) 30:3)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class ReopenPolls(Saying):
    """`text` says what."""

    motion: Literal["reopen_polls"] = "reopen_polls"


ROW = MotionRow(
    "reopen_polls",
    "reopen the polls",
    "RONR (12th ed.) 30:3(7)",
    ReopenPolls,
    lambda question: f"reopen the polls: {question.text}".rstrip(": "),
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=True,
    vote="majority",
    reconsidered="negative",
)
