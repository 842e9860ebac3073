"""Commit or refer: let a committee look at the question and report (RONR (12th ed.) 13)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from gitgov.charter.forms import MemberName
from gitgov.core.instants import show_duration
from gitgov.procedure.entries import Aside
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.forms import Line, Seconds
from gitgov.procedure.rows import MotionRow, Objections, Question, object_to
from gitgov.procedure.state import Motion, decided_at, was_carried


class Commit(Question):
    """To whom it is referred, with which instructions, and in how long they report (seconds; 0: when they are ready)."""

    motion: Literal["commit"] = "commit"
    committee: Line
    members: list[MemberName] = Field(default=[], max_length=100)
    instructions: Line = ""
    report_in: Seconds = 0


def _read_back(question: Commit) -> str:
    return f"refer the question to {question.committee}" + (
        (f", {question.instructions}" if question.instructions else "")
        + (f", to report within {show_duration(question.report_in)}" if question.report_in else "")
    )


def is_overdue(floor: Floor, place: Aside, at: int) -> bool:
    """Say whether a committee has had a question for longer than it was given."""
    referral = floor.motions.get(place.by)
    question = referral.question if referral is not None else None
    time = question.report_in if isinstance(question, Commit) else 0
    return referral is not None and time > 0 and at > decided_at(referral) + time


def _carried(floor: Floor, motion: Motion) -> Floor:
    """Send the main question away with what adheres to it; a motion to postpone it indefinitely is dropped (13:19)."""
    gone = [each.id for each in floor.pending if each.row.name == "postpone_indefinitely"]
    floor = floor.without(gone, decided_at(motion), "dropped")
    question = motion.question
    committee = question.committee if isinstance(question, Commit) else ""
    return floor.set_aside(Aside("referred", floor.stack, motion.id, floor.business, committee=committee), motion)


def _still(floor: Floor, motion: Motion) -> Objections:
    """Object once the committee has done its work: the question is in its hands no more."""
    if not was_carried(motion) or any(place.by == motion.id for place in floor.aside.values()):
        return ()
    what = f"what {motion.name} referred has come back"
    return object_to("GOV-376", what, "RONR (12th ed.) 13:7(8)", "git motion refer refers it again")


ROW = MotionRow(
    "commit",
    "refer the question to a committee",
    "RONR (12th ed.) 13:7",
    Commit,
    _read_back,
    kind="subsidiary",
    rank=4,
    vote="majority",
    reconsidered="conditional",
    still=_still,
    words="committee",
    carried=_carried,
    verb="refer",
    effect="the main question waits with what adheres to it until the committee reports",
)
