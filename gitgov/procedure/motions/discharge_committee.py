"""Discharge a committee: take a matter out of its hands (RONR (12th ed.) 36)."""

from __future__ import annotations

from typing import Literal

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.commit import is_overdue
from gitgov.procedure.motions.forms import Of
from gitgov.procedure.rows import MotionRow, Moving, Objections, VoteRule, object_to
from gitgov.procedure.state import Motion, decided_at

SOURCE = "RONR (12th ed.) 36:4"


class DischargeCommittee(Of):
    """`of` is the main question that was referred."""

    motion: Literal["discharge_committee"] = "discharge_committee"


def _fits(floor: Floor, moving: Moving) -> Objections:
    place = floor.aside.get(EventId(moving.question.of))
    if place is None or place.how != "referred":
        return object_to(
            "GOV-374", "no such question is in a committee's hands", SOURCE, "git motion floor lists what is"
        )
    return ()


def _eased(floor: Floor, moving: Moving) -> VoteRule | None:
    """Let a majority do where the committee should have reported by now (36:4(7))."""
    place = floor.aside.get(EventId(moving.question.of))
    return "majority" if place is not None and is_overdue(floor, place, moving.event.at) else None


def _carried(floor: Floor, motion: Motion) -> Floor:
    question = motion.question
    return floor.take_back(EventId(question.of), decided_at(motion)) if isinstance(question, Of) else floor


ROW = MotionRow(
    "discharge_committee",
    "take a question out of a committee's hands",
    SOURCE,
    DischargeCommittee,
    lambda _: "discharge the committee and take the question up",
    kind="bring_back",
    vote="change_adopted",
    reconsidered="negative",
    eased=_eased,
    fits=_fits,
    carried=_carried,
    verb="discharge",
    effect="the question is pending again as it stood",
)
