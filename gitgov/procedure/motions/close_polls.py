"""Close the polls: nobody votes any more (RONR (12th ed.) 30:3)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.polls import close, why_not_close
from gitgov.procedure.rows import MotionRow


class ClosePolls(Saying):
    """`text` says when, if not at once."""

    motion: Literal["close_polls"] = "close_polls"


ROW = MotionRow(
    "close_polls",
    "close the polls",
    "RONR (12th ed.) 30:3(7)",
    ClosePolls,
    lambda question: f"close the polls {question.text}".rstrip(),
    kind="incidental",
    rank=0,
    debatable="no",
    vote="two_thirds",
    reconsidered="no",
    applies=why_not_close,
    carried=close,
    verb="close-polls",
    effect="nobody votes any more, and the result is announced",
)
