"""Reconsider and enter on the minutes: against a temporary majority; called up on another day (RONR (12th ed.) 37:46)."""

from __future__ import annotations

from typing import Literal

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.reconsider import Reconsider, reconsidered, stands, why_not_reconsider
from gitgov.procedure.rows import MotionRow, Moving, Objections, object_to
from gitgov.procedure.state import was_carried

SOURCE = "RONR (12th ed.) 37:46-52"
FINAL = {"postpone_indefinitely": True, "objection_to_consideration": False}
"""Besides main motions, what disposes of one for good: by which result (37:48)."""


class ReconsiderEnterMinutes(Reconsider):
    """`of` is the question whose vote is to be reconsidered, on another day."""

    motion: Literal["reconsider_enter_minutes"] = "reconsider_enter_minutes"


def _fits(floor: Floor, moving: Moving) -> Objections:
    target = floor.motions.get(EventId(moving.question.of))
    if target is not None and target.decision is not None:
        if not target.row.is_main and FINAL.get(target.row.name) is not was_carried(target):
            what = f"the vote on {target.name} did not dispose of a main question for good"
            return object_to("GOV-522", what, "RONR (12th ed.) 37:48", f"git motion reconsider {target.name}")
        if not floor.same_day(target.decision.at, moving.event.at):
            what = f"the vote on {target.name} was taken on another day"
            return object_to("GOV-522", what, "RONR (12th ed.) 37:46", f"git motion reconsider {target.name}")
    return why_not_reconsider(floor, moving)


ROW = MotionRow(
    "reconsider_enter_minutes",
    "have a vote reconsidered on another day",
    SOURCE,
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
    fits=_fits,
    carried=reconsidered,
    lost=stands,
    verb="reconsider",
    effect="as to reconsider, but called up on another day, so that a temporary majority decides nothing",
)
