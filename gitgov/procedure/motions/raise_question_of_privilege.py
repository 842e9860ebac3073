"""Raise a question of privilege: of the assembly, or of a member (RONR (12th ed.) 19)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow


class RaisePrivilege(Saying):
    """`text` says what is wrong: that nobody hears, who is insulted, what is unsafe."""

    motion: Literal["raise_question_of_privilege"] = "raise_question_of_privilege"


ROW = MotionRow(
    "raise_question_of_privilege",
    "raise a question of the assembly's or a member's rights",
    "RONR (12th ed.) 19:6",
    RaisePrivilege,
    lambda question: f"raise a question of privilege: {question.text}",
    kind="privileged",
    rank=10,
    interrupts=True,
    second=False,
    debatable="no",
    amendable=False,
    vote="chair_rules",
    reconsidered="no",
    verb="privilege",
    effect="the chair decides whether it is urgent enough to be taken up now",
)
