"""Point of order: insist that a rule be kept; the chair rules on it (RONR (12th ed.) 23)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Saying
from gitgov.procedure.rows import MotionRow, Moving, Objections, object_to
from gitgov.procedure.rulings import set_right
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 23:2"


class PointOfOrder(Saying):
    """`of` is the act that broke a rule, `text` says which; `continuing` that the breach is one that never lapses."""

    motion: Literal["point_of_order"] = "point_of_order"
    of: Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64})?$")] = ""
    continuing: bool = False


def _fits(floor: Floor, moving: Moving) -> Objections:
    question = moving.question
    if question.of and EventId(question.of) not in floor.lineage:
        return object_to("GOV-387", "the point names no act on this floor", SOURCE, "git gov log shows the ids")
    late = floor.progress > floor.progress_at(EventId(question.of)) if question.of else False
    if late and not question.continuing:
        what = "a point of order is raised at the time of the breach; debate or business has come since"
        remedy = "git motion point-of-order --continuing, if the breach goes on: that is never too late (23:6)"
        return object_to("GOV-388", what, "RONR (12th ed.) 23:5", remedy)
    return ()


def _carried(floor: Floor, motion: Motion) -> Floor:
    return set_right(floor, motion)


ROW = MotionRow(
    "point_of_order",
    "insist that a rule be kept",
    SOURCE,
    PointOfOrder,
    lambda question: f"rise to a point of order: {question.text}",
    kind="incidental",
    rank=0,
    interrupts=True,
    second=False,
    debatable="no",
    amendable=False,
    vote="chair_rules",
    reconsidered="no",
    fits=_fits,
    carried=_carried,
    verb="point-of-order",
    effect="well taken, what broke the rule is out of order, or void where it was decided",
)
