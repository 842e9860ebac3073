"""Adjourn, as a main motion: to a time at which the session continues, while nothing is pending (RONR (12th ed.) 21:3)."""

from __future__ import annotations

from typing import Literal

from gitgov.procedure.floor import Floor
from gitgov.procedure.meeting import adjourned
from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow, Moving, Objections, object_to

SOURCE = "RONR (12th ed.) 21:3"


class AdjournMain(Saying):
    """`text` says to when: an adjourned meeting continues the session then. The meeting itself is closed at once."""

    motion: Literal["adjourn_main"] = "adjourn_main"


def _fits(_floor: Floor, moving: Moving) -> Objections:
    """Object to adjourning at a later time, which nothing here would wait for: an agenda sets it, as a special order."""
    if moving.question.text.split()[:1] != ["at"]:
        return ()
    what = f"the meeting would be closed at once, and not {moving.question.text}"
    remedy = "move it then: git motion adjourn; a call sets the time as a special order: --order TIME=Adjournment"
    return object_to("GOV-595", what, SOURCE, remedy)


ROW = MotionRow(
    "adjourn_main",
    "adjourn, to a time if one is said, when nothing is pending",
    SOURCE,
    AdjournMain,
    lambda question: f"adjourn {question.text}".rstrip(),
    kind="incidental_main",
    vote="majority",
    reconsidered="no",
    fits=_fits,
    carried=adjourned,
    verb="adjourn",
    effect="the meeting is closed at once; with a time, the next meeting continues this session",
)
