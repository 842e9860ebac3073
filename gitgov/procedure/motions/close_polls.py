"""Close the polls (RONR (12th ed.) 30:3)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class ClosePolls(Saying):
    """`text` says what."""

    motion: Literal["close_polls"] = "close_polls"


ROW = MotionRow(
    "close_polls",
    "close the polls",
    "RONR (12th ed.) 30:3(7)",
    ClosePolls,
    lambda question: f"close the polls: {question.text}".rstrip(": "),
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=True,
    vote="two_thirds",
    reconsidered="no",
)
