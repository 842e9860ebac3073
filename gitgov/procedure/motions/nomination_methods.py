"""Choose how nominations are made (RONR (12th ed.) 31)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class NominationMethods(Saying):
    """`text` says what."""

    motion: Literal["nomination_methods"] = "nomination_methods"


ROW = MotionRow(
    "nomination_methods",
    "choose how nominations are made",
    "RONR (12th ed.) 31:2",
    NominationMethods,
    lambda question: f"choose how nominations are made: {question.text}".rstrip(": "),
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=True,
    vote="majority",
    verb="nominations-by",
    effect="nominations are made in this way",
)
