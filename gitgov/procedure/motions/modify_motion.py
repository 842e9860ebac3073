"""Ask leave to modify one's own motion after it was stated (RONR (12th ed.) 33:19)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.amend import Amend, carried, read_back, why_not_amend
from gitgov.procedure.rows import MotionRow, Moving, Objections, object_to

SOURCE = "RONR (12th ed.) 33:19"


class ModifyMotion(Amend):
    """The change, as an amendment says it; put as a request it is not debated."""

    motion: Literal["modify_motion"] = "modify_motion"


def _applies(floor: Floor, moving: Moving) -> Objections:
    target = moving.on
    if target is not None and target.mover != moving.event.actor:
        what = f"only its mover, {target.mover}, asks leave to modify {target.name}"
        return object_to("GOV-509", what, SOURCE, "move to amend it")
    if target is None or target.id not in floor.stack:
        return object_to("GOV-353", "nothing is pending that could be modified", SOURCE, "git motion list")
    return ()


ROW = MotionRow(
    "modify_motion",
    "grant leave to modify the question",
    SOURCE,
    ModifyMotion,
    lambda question: f"grant leave to {read_back(question)}",
    kind="incidental",
    rank=0,
    interrupts=True,
    debatable="no",
    amendable=False,
    vote="majority",
    applies=_applies,
    fits=why_not_amend,
    carried=carried,
    verb="modify",
    effect="the words of the question are changed as its mover wishes",
)
