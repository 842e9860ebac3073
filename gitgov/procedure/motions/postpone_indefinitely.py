"""Postpone indefinitely: kill the main question for the session without a vote on it (RONR (12th ed.) 11)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import MotionRow, Question
from gitgov.procedure.state import Motion, decided_at


class PostponeIndefinitely(Question):
    """Nothing more than that."""

    motion: Literal["postpone_indefinitely"] = "postpone_indefinitely"


def _carried(floor: Floor, motion: Motion) -> Floor:
    return floor.without(floor.stack, decided_at(motion), "postponed indefinitely")


ROW = MotionRow(
    "postpone_indefinitely",
    "drop the main question for this session without a vote on it",
    "RONR (12th ed.) 11:2",
    PostponeIndefinitely,
    lambda _: "postpone the question indefinitely",
    kind="subsidiary",
    rank=2,
    amendable=False,
    vote="majority",
    reconsidered="affirmative",
    carried=_carried,
    verb="postpone indefinitely",
    effect="the main question is dropped for this session",
)
