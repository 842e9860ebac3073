"""Amend the amendment: the second degree, beyond which there is none (RONR (12th ed.) 12:7(6))."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.amend import DEGREES, Amend, carried, read_back, why_not_amend, why_not_amendable
from gitgov.procedure.rows import MotionRow, Moving, Objections, object_to

SOURCE = "RONR (12th ed.) 12:7(6)"


class AmendSecondary(Amend):
    """Strike words and insert others in what an amendment strikes or inserts."""

    motion: Literal["amend_secondary"] = "amend_secondary"
    part: str = "insert"


def _applies(floor: Floor, moving: Moving) -> Objections:
    target, top = moving.on, floor.top
    substitute = top is not None and target is not None and top.row.name == "substitute" and top.on == target.id
    if target is not None and target.row.name not in DEGREES and not substitute:
        what = f"{target.name} is no amendment, and is amended in the first degree"
        return object_to("GOV-366", what, SOURCE, f"git motion amend {target.name}")
    return why_not_amendable(floor, moving)


ROW = MotionRow(
    "amend_secondary",
    "change the words of the pending amendment",
    SOURCE,
    AmendSecondary,
    lambda question: f"amend the amendment: {read_back(question)}",
    kind="subsidiary",
    rank=3,
    debatable="target",
    amendable=False,
    vote="majority",
    applies=_applies,
    fits=why_not_amend,
    carried=carried,
    verb="amend",
    effect="the words of the amendment are changed; the amendment is still to be voted on",
)
