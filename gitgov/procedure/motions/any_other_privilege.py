"""Ask for any other privilege (RONR (12th ed.) 33:22)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class AnyOtherPrivilege(Saying):
    """`text` says what."""

    motion: Literal["any_other_privilege"] = "any_other_privilege"


ROW = MotionRow(
    "any_other_privilege",
    "grant another privilege",
    "RONR (12th ed.) 33:22",
    AnyOtherPrivilege,
    lambda question: f"grant another privilege: {question.text}".rstrip(": "),
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=False,
    interrupts=True,
    vote="majority",
    verb="ask-leave",
    effect="the member has the leave that was asked for",
)
