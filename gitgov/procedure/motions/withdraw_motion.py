"""Ask leave to withdraw a motion after it was stated: it is the assembly's by then (RONR (12th ed.) 33:11-18)."""

from __future__ import annotations

from typing import Literal

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion, decided_at

SOURCE = "RONR (12th ed.) 33:14"


class WithdrawMotion(Question):
    """To grant leave for the question that it is moved on."""

    motion: Literal["withdraw_motion"] = "withdraw_motion"


def _applies(floor: Floor, moving: Moving) -> Objections:
    if moving.on is None or moving.on.id not in floor.stack:
        return object_to("GOV-353", "nothing is pending that could be withdrawn", SOURCE, "git motion list")
    target = moving.on
    if moving.event.actor == target.mover or _is_asked_for(floor, target):
        return ()
    what = f"only its mover, {target.mover}, asks leave to withdraw {target.name}"
    return object_to("GOV-509", what, SOURCE, f"git motion postpone indefinitely {target.name}, or vote nay")


def _is_asked_for(floor: Floor, target: Motion) -> bool:
    """Say whether its mover has asked, and nobody has put that before the assembly: another member may move to grant it."""
    return any(
        each.row.name == "withdraw_motion" and each.on == target.id and each.mover == target.mover
        and each.pending and each.stated_at is None
        for each in floor.motions.values()
    )  # fmt: skip


def _carried(floor: Floor, motion: Motion) -> Floor:
    target = floor.motions.get(EventId(motion.on))
    if target is None or target.id not in floor.stack:
        return floor
    floor = floor.having(target.but(withdrawn=motion.id))
    return floor.without(floor.adhering(target), decided_at(motion), "dropped")


ROW = MotionRow(
    "withdraw_motion",
    "grant leave to withdraw the question",
    SOURCE,
    WithdrawMotion,
    lambda _: "grant leave to withdraw the question",
    kind="incidental",
    rank=0,
    granting=True,
    interrupts=True,
    debatable="no",
    amendable=False,
    vote="majority",
    reconsidered="negative",
    applies=_applies,
    carried=_carried,
    verb="withdraw",
    effect="the question is as if never made, with what adheres to it",
)
