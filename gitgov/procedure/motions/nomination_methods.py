"""Choose how nominations are made (RONR (12th ed.) 31)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.motions.nominate import of_election, why_no_election
from gitgov.procedure.rows import MotionRow, Moving, Objections
from gitgov.procedure.state import Motion
from gitgov.tally.events import OptionName


class NominationMethods(Saying):
    """`by` whom nominations are made: anybody from the `floor`, the `chair`, or a `committee` of these members."""

    motion: Literal["nomination_methods"] = "nomination_methods"
    by: Literal["floor", "chair", "committee"] = "floor"
    committee: list[OptionName] = Field(default=[], max_length=50)


def _applies(_floor: Floor, moving: Moving) -> Objections:
    return why_no_election(moving)


def _carried(floor: Floor, motion: Motion) -> Floor:
    question = motion.question
    if not isinstance(question, NominationMethods):
        return floor
    return of_election(floor, motion, by=question.by, committee=tuple(question.committee))


def _read_back(question: NominationMethods) -> str:
    by = {"floor": "from the floor", "chair": "by the chair"}.get(question.by, f"by {', '.join(question.committee)}")
    return f"have nominations made {by}" + (f": {question.text}" if question.text else "")


ROW = MotionRow(
    "nomination_methods",
    "choose how nominations are made",
    "RONR (12th ed.) 31:2",
    NominationMethods,
    _read_back,
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=True,
    vote="majority",
    applies=_applies,
    carried=_carried,
    verb="nominations-by",
    effect="nominations are made in this way",
)
