"""Reconsider and enter on the minutes: against a temporary majority; called up on another day (RONR (12th ed.) 37:46)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.motions.reconsider import Reconsider, reconsidered, stands, why_not_reconsider
from gitgov.procedure.rows import MotionRow


class ReconsiderEnterMinutes(Reconsider):
    """`of` is the question whose vote is to be reconsidered, on another day."""

    motion: Literal["reconsider_enter_minutes"] = "reconsider_enter_minutes"


ROW = MotionRow(
    "reconsider_enter_minutes",
    "have a vote reconsidered on another day",
    "RONR (12th ed.) 37:46-52",
    ReconsiderEnterMinutes,
    lambda question: f"reconsider and enter on the minutes the vote on M-{question.of[:8]}",
    kind="bring_back",
    rank=0,
    interrupts=True,
    debatable="target",
    amendable=False,
    vote="majority",
    reconsidered="no",
    suspends=True,
    fits=why_not_reconsider,
    carried=reconsidered,
    lost=stands,
)
