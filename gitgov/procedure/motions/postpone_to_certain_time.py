"""Postpone to a certain time: the question comes up again then by itself (RONR (12th ed.) 14)."""

from __future__ import annotations

from typing import Literal

from gitgov.core.instants import show_instant
from gitgov.procedure.entries import Aside
from gitgov.procedure.floor import QUARTER, Floor
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, VoteRule, object_to
from gitgov.procedure.state import Motion, was_carried

SOURCE = "RONR (12th ed.) 14:4"


class Postpone(Question):
    """Until when, in seconds; as a special order it comes up then whatever is pending, which takes two thirds."""

    motion: Literal["postpone_to_certain_time"] = "postpone_to_certain_time"
    until: int
    special: bool = False


def _read_back(question: Postpone) -> str:
    order = " and make it a special order" if question.special else ""
    return f"postpone the question to {show_instant(question.until)}{order}"


def _raised(question: Postpone) -> VoteRule | None:
    return "two_thirds" if question.special else None


def _fits(_floor: Floor, moving: Moving) -> Objections:
    if moving.question.until <= moving.event.at:
        remedy = "git motion postpone 3d; or postpone indefinitely"
        return object_to("GOV-360", "a question is postponed to a time that is yet to come", SOURCE, remedy)
    latest = moving.event.at + QUARTER
    if moving.question.until > latest:
        what = f"a question can be postponed to {show_instant(latest)} at the latest, within the next session"
        return object_to("GOV-361", what, "RONR (12th ed.) 14:6", "choose an earlier time")
    return ()


def _carried(floor: Floor, motion: Motion) -> Floor:
    question = motion.question
    if not isinstance(question, Postpone):
        return floor
    place = Aside("postponed", floor.stack, motion.id, floor.business, until=question.until, special=question.special)
    return floor.set_aside(place, motion)


def _still(floor: Floor, motion: Motion) -> Objections:
    if not was_carried(motion) or any(place.by == motion.id for place in floor.aside.values()):
        return ()
    what = f"what {motion.name} postponed has come up again"
    return object_to("GOV-376", what, SOURCE, "git motion postpone postpones it again")


ROW = MotionRow(
    "postpone_to_certain_time",
    "postpone the question to a certain time",
    SOURCE,
    Postpone,
    _read_back,
    kind="subsidiary",
    rank=5,
    vote="majority",
    reconsidered="conditional",
    still=_still,
    words="until",
    fits=_fits,
    carried=_carried,
    raised=_raised,
    verb="postpone",
    effect="the main question waits with what adheres to it, and is pending again then by itself",
)
