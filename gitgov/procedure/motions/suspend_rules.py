"""Suspend the rules: do for once what a rule of order forbids (RONR (12th ed.) 25)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Line
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, VoteRule, object_to
from gitgov.procedure.state import Motion, decided_at

SOURCE = "RONR (12th ed.) 25:2"
NEVER = {
    "bylaws": "25:7", "law": "25:8", "fundamental principle": "25:9", "absentees": "25:10", "rights of a member": "25:11",
    "secrecy of a ballot": "25:12",
}  # fmt: skip
"""What no vote can suspend, and where that is said."""


class SuspendRules(Question):
    """Which kind of rule, and for what; `of` takes up a question that was set aside."""

    motion: Literal["suspend_rules"] = "suspend_rules"
    rule: Literal[
        "order", "standing", "bylaws", "law", "fundamental principle", "absentees", "rights of a member",
        "secrecy of a ballot",
    ] = "order"  # fmt: skip
    purpose: Line
    of: Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64})?$")] = ""


def _raised(question: SuspendRules) -> VoteRule | None:
    return "majority" if question.rule == "standing" else None


def _fits(floor: Floor, moving: Moving) -> Objections:
    question = moving.question
    if question.rule in NEVER:
        what = f"{question.rule}: this cannot be suspended"
        return object_to(
            "GOV-392",
            what,
            f"RONR (12th ed.) {NEVER[question.rule]}",
            "git motion charter FILE changes the charter itself",
        )
    if question.of and EventId(question.of) not in floor.aside:
        return object_to("GOV-372", "no such question has been set aside", SOURCE, "git motion floor lists what has")
    return ()


def _carried(floor: Floor, motion: Motion) -> Floor:
    of = EventId(motion.question.about)
    return floor.take_back(of, decided_at(motion)) if of in floor.aside and not floor.stack else floor


ROW = MotionRow(
    "suspend_rules",
    "do for once what a rule of order forbids",
    SOURCE,
    SuspendRules,
    lambda question: f"suspend the rules that interfere with {question.purpose}",
    kind="incidental",
    rank=0,
    debatable="no",
    amendable=False,
    vote="two_thirds",
    reconsidered="no",
    fits=_fits,
    carried=_carried,
    raised=_raised,
    verb="suspend-rules",
    effect="the rules named do not stand in the way of what it is for; a question that it names is taken up",
)
