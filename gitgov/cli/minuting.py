"""Minutes: `git motion minutes`, and those of meetings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import act, find_actor
from gitgov.chamber.meetings import find_meeting
from gitgov.chamber.open import open_chamber
from gitgov.chamber.reads import find_matter
from gitgov.cli.acting import send
from gitgov.cli.options import Json, Key, Message, MotionWord, Sync
from gitgov.cli.text import clean, give, indent, say, stopped
from gitgov.core.errors import BadInput, Undecided
from gitgov.core.ids import motion_name
from gitgov.core.instants import show_instant
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.floor import Floor
from gitgov.procedure.minutes.data import data
from gitgov.procedure.minutes.markdown import markdown
from gitgov.procedure.minutes.prose import digest, prose
from gitgov.procedure.minutes.reading import Reading, read_minutes
from gitgov.procedure.motions import read_back
from gitgov.procedure.motions.approve_minutes import ApproveMinutes
from gitgov.procedure.state import decided_at

Number = Annotated[
    int,
    typer.Argument(
        metavar="N", min=0, help="The number of the meeting in its series; left out: the latest that was adjourned."
    ),
]
Meeting = Annotated[
    str, typer.Option("--meeting", metavar="MEETING", help="Which series: a meeting's name, or the id of the first.")
]
Markdown = Annotated[bool, typer.Option("--markdown", help="As Markdown; what people wrote is escaped.")]


def minutes(motion: MotionWord = "", as_markdown: Markdown = False, as_json: Json = False) -> None:
    """Read the minutes of a motion on a floor of its own: what was moved there, and how it was disposed of."""
    floor, found = find_matter(open_chamber(Path()), motion)
    if floor.live:
        raise BadInput(f"{found.name} is before a meeting, which has the minutes", "git gov meeting minutes")
    reading = read_minutes(floor)
    if reading is None:
        raise Undecided(f"{found.name} has no record", "git gov verify says why")
    show(reading, as_markdown=as_markdown, as_json=as_json)


def meeting_minutes(
    number: Number = 0, meeting: Meeting = "", as_markdown: Markdown = False, as_json: Json = False
) -> None:
    """Read the minutes of a meeting: from its call to its adjournment, and whether they are approved."""
    show(_read(find_meeting(open_chamber(Path()), meeting), number), as_markdown=as_markdown, as_json=as_json)


def approve(
    number: Number = 0,
    meeting: Meeting = "",
    corrections: Annotated[
        str, typer.Option("--corrections", metavar="TEXT", help="What they are to say instead, and where.")
    ] = "",
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move, at a later meeting, to approve the minutes of an earlier one: exactly the text that its record gives."""
    chamber = open_chamber(Path())
    actor, floor = find_actor(chamber, key), find_meeting(chamber, meeting)
    minutes_ = _read(floor, number).minutes
    if not minutes_.closed_by:
        raise BadInput(f"meeting {minutes_.meeting} has not been adjourned", "its minutes are approved at the next one")
    question = ApproveMinutes(
        of=minutes_.closed_by, meeting=minutes_.meeting, sha256=digest(minutes_), corrections=corrections
    )
    event = act(chamber, actor, floor, MotionMoved(question=question, why=message))
    say(f"{motion_name(event.id)}  I move to {stopped(clean(read_back(question)))}")
    send(sync=sync)


def _read(floor: Floor, number: int) -> Reading:
    """Read the minutes of a meeting by its number, or of the latest that has been adjourned, else of the one that sits."""
    last = floor.meeting.number if floor.meeting else 0
    if not number:
        number = last if last == 1 or (floor.meeting and floor.meeting.phase == "adjourned") else last - 1
    reading = read_minutes(floor, number)
    if reading is None:
        raise BadInput(f"there has been no meeting {number}", f"the latest is {last}")
    return reading


def show(reading: Reading, *, as_markdown: bool, as_json: bool) -> None:
    """Print minutes, and below them whether they are approved and what has come to the record since."""
    if as_json:
        give(data(reading.minutes) | _standing(reading))
    else:
        say((markdown if as_markdown else prose)(reading.minutes) + "".join(f"\n{line}" for line in _said(reading)))


def _said(reading: Reading) -> list[str]:
    """Say how minutes stand; they are not part of the text that is approved."""
    approval, minutes_ = reading.approval, reading.minutes
    lines = []
    if approval is not None:
        lines.append(f"Approved at {show_instant(decided_at(approval))} by {approval.name}: sha256 {digest(minutes_)}")
    elif reading.pending is not None:
        lines.append(f"{reading.pending.name} to approve them is before the assembly: sha256 {digest(minutes_)}")
    elif minutes_.closed:
        lines.append(f"Not approved yet: sha256 {digest(minutes_)}")
    if reading.corrections:
        lines += ["Corrected:", indent(reading.corrections)]
    if reading.since:
        lines += [
            "The record has come to differ since the meeting was adjourned:",
            *(f"  {clean(row)}" for row in reading.since),
        ]
    return [*lines, ""] if lines else []


def _standing(reading: Reading) -> dict[str, object]:
    approval = reading.approval
    return {
        "approved_by": approval.id if approval else "",
        "approved_at": show_instant(decided_at(approval)) if approval else None,
        "corrections": reading.corrections,
        "since": list(reading.since),
    }
