"""Reopen nominations (RONR (12th ed.) 31:2)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.motions.nominate import of_election, why_no_election
from gitgov.procedure.rows import MotionRow, Moving, Objections, object_to
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 31:2(7)"


class ReopenNominations(Saying):
    """`text` says what."""

    motion: Literal["reopen_nominations"] = "reopen_nominations"


def _applies(_floor: Floor, moving: Moving) -> Objections:
    if objections := why_no_election(moving):
        return objections
    if moving.on is not None and not moving.on.slate.closed:
        return object_to("GOV-542", f"nominations for {moving.on.name} are open", SOURCE, "git motion nominate MEMBER")
    return ()


def _carried(floor: Floor, motion: Motion) -> Floor:
    return of_election(floor, motion, closed=False)


ROW = MotionRow(
    "reopen_nominations",
    "reopen nominations",
    SOURCE,
    ReopenNominations,
    lambda question: f"reopen nominations: {question.text}".rstrip(": "),
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=True,
    vote="majority",
    reconsidered="negative",
    applies=_applies,
    carried=_carried,
    verb="reopen-nominations",
    effect="members may be nominated again",
)
