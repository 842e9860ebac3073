"""`git sprint export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.exporting import increment_picture, picture
from gitgov.chamber.open import open_chamber
from gitgov.cli.increments import Train
from gitgov.cli.text import clean, say
from gitgov.core.errors import BadInput
from gitgov.sprints.export import FORMATS

STREAM = "-"


def export(
    sprint: Annotated[
        str, typer.Argument(metavar="SPRINT", help="Only the sprints of that name, and what they took on.")
    ] = "",
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.")] = "md",
    team: Annotated[str, typer.Option("--team", metavar="TEAM", help="Only a team's.")] = "",
    increment: Annotated[
        str,
        typer.Option(
            "--increment", metavar="NAME", help="Only this increment: its features, days, and what waits for what."
        ),
    ] = "",
    train: Train = "",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write it; standard output unless given.")
    ] = STREAM,
) -> None:
    """Export the backlog, sprints, increments and meetings: Markdown, a table, a calendar, the graph of what needs what, or a board.

    The same records give the same bytes. What people wrote is shown in every format and acted upon in none.
    """
    if to not in FORMATS:
        raise BadInput(f"there is no format {to!r}", f"--to is one of {', '.join(FORMATS)}")
    if (increment or train) and (sprint or team):
        raise BadInput(
            "an increment is exported by itself", "git sprint export --increment NAME, without a sprint or a team"
        )
    chamber = open_chamber(Path())
    found = increment_picture(chamber, increment, train) if increment or train else picture(chamber, sprint, team)
    data = FORMATS[to](found).encode(errors="backslashreplace")
    if output == STREAM:
        sys.stdout.buffer.write(data)
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise BadInput(f"{output} cannot be written: {error.strerror}", "-o FILE writes it elsewhere") from error
    say(f"{clean(output)}: {len(data)} bytes")
