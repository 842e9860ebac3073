"""Rescind and expunge from the minutes: the strongest disapproval (RONR (12th ed.) 35:13)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.rescind_amend_adopted import Rescind, rescinded, why_not_rescind
from gitgov.procedure.rows import MotionRow


class Expunge(Rescind):
    """`of` is the adopted question. The record keeps every line: minutes show it struck through."""

    motion: Literal["rescind_and_expunge"] = "rescind_and_expunge"


ROW = MotionRow(
    "rescind_and_expunge",
    "rescind a decision and strike it through in the minutes",
    "RONR (12th ed.) 35:13",
    Expunge,
    lambda question: f"rescind and expunge M-{question.of[:8]}",
    kind="bring_back",
    vote="majority_entire_membership",
    reconsidered="negative",
    fits=why_not_rescind,
    carried=rescinded,
    verb="rescind",
    effect="the decision stands no longer, and minutes show it struck through",
)
