"""Appeal: let the assembly decide instead of the chair; a tie sustains the chair (RONR (12th ed.) 24)."""

from __future__ import annotations

from typing import Literal

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Of
from gitgov.procedure.rows import MotionRow, Moving, Objections, object_to
from gitgov.procedure.rulings import overturned
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 24:3"


class Appeal(Of):
    """`of` is the ruling; what is put is whether it shall stand as the judgment of the assembly."""

    motion: Literal["appeal"] = "appeal"


def _fits(floor: Floor, moving: Moving) -> Objections:
    ruled = floor.rulings.get(EventId(moving.question.of))
    if ruled is None:
        return object_to(
            "GOV-389", "there is no such ruling of the chair", SOURCE, "git motion floor shows the last one"
        )
    if ruled.ruling == "answered":
        what = "an answer is no ruling: act as you think right, and appeal from the ruling upon that"
        return object_to("GOV-390", what, "RONR (12th ed.) 33:5")
    if floor.progress > ruled.progress:
        what = "an appeal is made at the time of the ruling; debate or business has come since"
        return object_to("GOV-391", what, "RONR (12th ed.) 24:8")
    return ()


def _lost(floor: Floor, motion: Motion) -> Floor:
    question = motion.question
    return overturned(floor, EventId(question.of), motion) if isinstance(question, Of) else floor


ROW = MotionRow(
    "appeal",
    "let the assembly decide instead of the chair",
    SOURCE,
    Appeal,
    lambda _: "let the decision of the chair stand as the judgment of the assembly",
    kind="incidental",
    rank=0,
    interrupts=True,
    debatable="target",
    amendable=False,
    vote="majority_negative_to_overturn",
    fits=_fits,
    lost=_lost,
)
