"""Division of the assembly: demand that a vote be taken again so that all can see it (RONR (12th ed.) 29)."""

from __future__ import annotations

from typing import Literal

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.retaking import in_words, method_of, retaken, why_not_retaken
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, object_to
from gitgov.procedure.state import Motion, decided_at

SOURCE = "RONR (12th ed.) 29:4"


class DivisionOfAssembly(Question):
    """Nothing more than that."""

    motion: Literal["division_of_assembly"] = "division_of_assembly"


def _applies(floor: Floor, moving: Moving) -> Objections:
    target = moving.on
    if target is None:
        return object_to("GOV-353", "there is no vote that could be divided upon", SOURCE, "git motion list")
    if method_of(target) != "voice":
        what = f"the vote on {target.name} is taken {in_words(method_of(target))}: all can see who votes how"
        return object_to("GOV-520", what, "RONR (12th ed.) 29:5", f"git vote status {target.name}")
    return why_not_retaken(floor, target)


def _carried(floor: Floor, motion: Motion) -> Floor:
    target = floor.motions.get(EventId(motion.on))
    return floor if target is None else retaken(floor, target, "rising", decided_at(motion))


ROW = MotionRow(
    "division_of_assembly",
    "demand a vote that all can see",
    SOURCE,
    DivisionOfAssembly,
    lambda _: "have the vote taken again, rising",
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=False,
    interrupts=True,
    second=False,
    vote="demand",
    reconsidered="no",
    applies=_applies,
    carried=_carried,
    verb="division",
    effect="the vote is taken again at once, rising",
)
