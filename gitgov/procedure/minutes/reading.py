"""Reading minutes: those that a meeting's closing gives, whether they are approved, and what has come to the record since."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from typing import NamedTuple

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import minutes_at, moments
from gitgov.procedure.minutes.minutes import Minutes
from gitgov.procedure.minutes.prose import prose
from gitgov.procedure.minutes.secretary import take
from gitgov.procedure.motions.approve_minutes import ApproveMinutes, approves
from gitgov.procedure.state import Motion


class Reading(NamedTuple):
    """The minutes of a meeting, or of a motion's own floor.

    `approval` is the motion that approved exactly this text, if one did; `pending` one that has been moved to do so.
    `since` are the lines by which the record as a whole differs: `+` for what it says now, `-` for what it said. Of a
    motion's own floor the minutes are always those of the whole record.
    """

    minutes: Minutes
    approval: Motion | None = None
    pending: Motion | None = None
    since: tuple[str, ...] = ()

    @property
    def corrections(self) -> str:
        """What the assembly decided that the minutes should say instead."""
        question = self.approval.question if self.approval else None
        return question.corrections if isinstance(question, ApproveMinutes) else ""


def read_minutes(floor: Floor, number: int = 0) -> Reading | None:
    """Read the minutes of a floor, or of its meeting `number`; nothing where there was no such meeting.

    Once a meeting is adjourned they are what its adjournment has seen: nothing that arrives later changes them.
    """
    whole = take(moments(floor.chain, floor.lineage.values()), number)
    if whole is None:
        return None
    moved = [motion for motion in floor.motions.values() if _of(motion) == number]
    approval = next((motion for motion in moved if approves(motion)), None)
    pending = next((motion for motion in moved if motion.pending), None)
    question = approval.question if approval else None
    closing = question.of if isinstance(question, ApproveMinutes) else whole.closed_by
    closed = minutes_at(floor, EventId(closing)) if closing else None
    if closed is None:
        return Reading(whole)
    return Reading(closed, approval, pending, tuple(_differences(prose(closed), prose(whole))))


def _of(motion: Motion) -> int | None:
    question = motion.question
    return question.meeting if isinstance(question, ApproveMinutes) else None


def _differences(before: str, after: str) -> Iterator[str]:
    rows = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    yield from (row for row in rows if row[:2] not in {"--", "++", "@@"})
