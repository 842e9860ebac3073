"""Adjourn: close the meeting at once, which is privileged whether or not something is pending (RONR (12th ed.) 21)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.meeting import adjourned
from gitgov.procedure.rows import MotionRow, Question


class Adjourn(Question):
    """Nothing more than that."""

    motion: Literal["adjourn"] = "adjourn"


ROW = MotionRow(
    "adjourn",
    "close the meeting at once",
    "RONR (12th ed.) 21:6",
    Adjourn,
    lambda _: "adjourn",
    kind="privileged",
    rank=12,
    alone=True,  # 21:3
    debatable="no",
    amendable=False,
    vote="majority",
    reconsidered="no",
    carried=adjourned,
    verb="adjourn",
    effect="the meeting is closed; what is pending is unfinished business of the next one",
)
