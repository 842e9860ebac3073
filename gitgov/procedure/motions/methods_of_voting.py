"""Choose how a vote is taken (RONR (12th ed.) 30)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class MethodsOfVoting(Saying):
    """`text` says what."""

    motion: Literal["methods_of_voting"] = "methods_of_voting"


ROW = MotionRow(
    "methods_of_voting",
    "choose how the vote is taken",
    "RONR (12th ed.) 30:2-3",
    MethodsOfVoting,
    lambda question: f"choose how the vote is taken: {question.text}".rstrip(": "),
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=True,
    vote="majority",
)
