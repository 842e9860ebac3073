"""Approve the minutes of an earlier meeting: exactly one text, which follows from the record (RONR (12th ed.) 41:9-12, 48:9-15)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.meeting import CLOSING
from gitgov.procedure.motions.forms import Of, Words
from gitgov.procedure.rows import MotionRow, Moving, Objections, object_to
from gitgov.procedure.state import Motion

SOURCE = "RONR (12th ed.) 41:9-12"
READ = "git gov meeting minutes"


class ApproveMinutes(Of):
    """`of` is the announcement that adjourned meeting number `meeting`, `sha256` the digest of its minutes in prose.

    They are the minutes as that announcement has seen the meeting, so that nothing which arrives later changes them.
    `corrections` say what they should say instead (48:13-14).
    """

    motion: Literal["approve_minutes"] = "approve_minutes"
    meeting: Annotated[int, Field(ge=1, le=1_000_000)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    corrections: Words = ""


def _fits(floor: Floor, moving: Moving) -> Objections:
    """Object unless it names what closed a meeting here, whose minutes have not been approved; the fold asks for the text."""
    question = moving.question
    verdict = floor.verdicts.get(EventId(question.of))
    if verdict is None or not verdict.outcome.carried or floor.motions[verdict.on].row.name not in CLOSING:
        return object_to("GOV-571", f"{question.of[:12]} has adjourned no meeting here", SOURCE, READ)
    for motion in floor.motions.values():
        same = motion.kind == "approve_minutes" and getattr(motion.question, "meeting", 0) == question.meeting
        if same and approves(motion):
            what = f"the minutes of meeting {question.meeting} have been approved, by {motion.name}"
            return object_to("GOV-573", what, "RONR (12th ed.) 48:15", "move to amend what was adopted")
    return ()


def approves(motion: Motion) -> bool:
    """Say whether minutes are approved by this motion: it was carried, and stands."""
    decision = motion.decision
    return decision is not None and decision.carried and not (motion.fate or motion.reconsidering)


def _read_back(question: ApproveMinutes) -> str:
    corrected = f", as corrected: {question.corrections}" if question.corrections else ""
    return f"approve the minutes of meeting {question.meeting} (sha256 {question.sha256[:12]}){corrected}"


ROW = MotionRow(
    "approve_minutes",
    "approve the minutes of an earlier meeting",
    SOURCE,
    ApproveMinutes,
    _read_back,
    kind="incidental_main",
    vote="majority",
    fits=_fits,
    at_meetings=True,
    fixed=frozenset({"of", "meeting", "sha256"}),
    program="git gov",
    verb="meeting approve",
    effect="the minutes stand as they were read, or as corrected",
)
