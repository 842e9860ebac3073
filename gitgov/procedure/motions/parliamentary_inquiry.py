"""Ask the chair about procedure (RONR (12th ed.) 33:3-5)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class ParliamentaryInquiry(Saying):
    """`text` says what."""

    motion: Literal["parliamentary_inquiry"] = "parliamentary_inquiry"


ROW = MotionRow(
    "parliamentary_inquiry",
    "ask the chair about procedure",
    "RONR (12th ed.) 33:3-5",
    ParliamentaryInquiry,
    lambda question: f"ask the chair about procedure: {question.text}".rstrip(": "),
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=False,
    interrupts=True,
    second=False,
    vote="none",
    reconsidered="no",
    verb="inquiry",
    effect="the chair answers; an answer is no ruling",
)
