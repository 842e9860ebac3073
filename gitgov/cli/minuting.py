"""Minutes: `git motion minutes`, and those of meetings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.open import open_chamber
from gitgov.chamber.reads import find_matter
from gitgov.cli.options import Json, MotionWord
from gitgov.cli.text import clean, give, indent, say
from gitgov.core.errors import BadInput, Undecided
from gitgov.core.instants import show_instant
from gitgov.procedure.minutes.data import data
from gitgov.procedure.minutes.markdown import markdown
from gitgov.procedure.minutes.prose import digest, prose
from gitgov.procedure.minutes.reading import Reading, read_minutes
from gitgov.procedure.state import decided_at

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
