"""Ask for a fact that bears on the business at hand (RONR (12th ed.) 33:6-10)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class RequestInformation(Saying):
    """`text` says what."""

    motion: Literal["request_for_information"] = "request_for_information"


ROW = MotionRow(
    "request_for_information",
    "ask for a fact that bears on the question",
    "RONR (12th ed.) 33:6-10",
    RequestInformation,
    lambda question: f"ask for a fact that bears on the question: {question.text}".rstrip(": "),
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=False,
    interrupts=True,
    second=False,
    vote="none",
    reconsidered="no",
    verb="request-information",
    effect="the chair answers, or has somebody answer",
)
