"""Close nominations (RONR (12th ed.) 31:2)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class CloseNominations(Saying):
    """`text` says what."""

    motion: Literal["close_nominations"] = "close_nominations"


ROW = MotionRow(
    "close_nominations",
    "close nominations",
    "RONR (12th ed.) 31:2(7)",
    CloseNominations,
    lambda question: f"close nominations: {question.text}".rstrip(": "),
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=True,
    vote="two_thirds",
    reconsidered="no",
    verb="close-nominations",
    effect="nobody is nominated any more",
)
