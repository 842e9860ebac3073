"""Reopen the polls (RONR (12th ed.) 30:3)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.polls import reopen, why_not_reopen
from gitgov.procedure.rows import MotionRow


class ReopenPolls(Saying):
    """`text` says why, or until when."""

    motion: Literal["reopen_polls"] = "reopen_polls"


ROW = MotionRow(
    "reopen_polls",
    "reopen the polls",
    "RONR (12th ed.) 30:3(7)",
    ReopenPolls,
    lambda question: f"reopen the polls {question.text}".rstrip(),
    kind="incidental",
    rank=0,
    debatable="no",
    vote="majority",
    reconsidered="negative",
    applies=why_not_reopen,
    carried=reopen,
    verb="reopen-polls",
    effect="members vote again",
)
