"""Ask to be excused from a duty, or resign (RONR (12th ed.) 32)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow, Objections, object_to
from gitgov.procedure.state import Motion, was_carried


class ExcusedFromDuty(Saying):
    """`text` says from which duty or office."""

    motion: Literal["excused_from_duty"] = "excused_from_duty"


def _still(_floor: Floor, motion: Motion) -> Objections:
    """Object where the member was excused: everybody who reads the record has learned of it."""
    if not was_carried(motion):
        return ()
    what = f"{motion.name} was granted, and the member has learned of it"
    return object_to("GOV-376", what, "RONR (12th ed.) 32:2(8)", "appoint or elect somebody")


ROW = MotionRow(
    "excused_from_duty",
    "excuse a member from a duty or an office",
    "RONR (12th ed.) 32:2",
    ExcusedFromDuty,
    lambda question: f"excuse a member from {question.text}",
    kind="incidental",
    rank=0,
    interrupts=True,
    vote="majority",
    reconsidered="conditional",
    still=_still,
    verb="excuse",
    effect="the member is free of the duty",
)
