"""Close nominations (RONR (12th ed.) 31:2)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.debate import seen_to_rise
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.motions.nominate import of_election, why_no_election
from gitgov.procedure.rows import MotionRow, Moving, Objections, object_to
from gitgov.procedure.sitting import standing
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 31:2(7)"


class CloseNominations(Saying):
    """`text` says what."""

    motion: Literal["close_nominations"] = "close_nominations"


def _applies(floor: Floor, moving: Moving) -> Objections:
    if objections := why_no_election(moving):
        return objections
    if moving.on is not None and moving.on.slate.closed:
        return object_to(
            "GOV-535",
            f"nominations for {moving.on.name} are closed",
            SOURCE,
            f"git motion reopen-nominations {moving.on.name}",
        )
    waiting = [each for each in standing(seen_to_rise(floor, moving.event)) if each != moving.event.actor]
    if waiting:
        what = f"{', '.join(waiting)} may still wish to nominate"
        return object_to("GOV-541", what, "RONR (12th ed.) 31:4", "hear them first")
    return ()


def _carried(floor: Floor, motion: Motion) -> Floor:
    return of_election(floor, motion, closed=True)


ROW = MotionRow(
    "close_nominations",
    "close nominations",
    SOURCE,
    CloseNominations,
    lambda question: f"close nominations: {question.text}".rstrip(": "),
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=True,
    vote="two_thirds",
    reconsidered="no",
    applies=_applies,
    carried=_carried,
    verb="close-nominations",
    effect="nobody is nominated any more",
)
