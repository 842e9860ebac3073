"""`git gov bisect`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.bisecting import bisect as search
from gitgov.chamber.open import open_chamber
from gitgov.cli.acting import send
from gitgov.cli.answering import told, told_json
from gitgov.cli.options import Json, Key, Sync
from gitgov.cli.text import clean, flat, give, many, say
from gitgov.core.ids import short


def bisect(
    command: Annotated[
        list[str], typer.Argument(metavar="COMMAND...", help="What to run: 0 is good, 1 to 124 bad, 125 cannot tell.")
    ],
    good: Annotated[str, typer.Option("--good", metavar="REV", help="A commit for which it succeeds.")],
    bad: Annotated[str, typer.Option("--bad", metavar="REV", help="A later one for which it fails.")] = "HEAD",
    key: Key = "",
    sync: Sync = False,
    as_json: Json = False,
) -> None:
    """Find the first bad commit by git's own bisection, put that on record, and say which decision let the commit in.

    It runs in a work tree of its own, which is thrown away: your files, your index and a bisection of yours stay as they are. The
    command, as it was typed, and git's log of the search are signed with your key, and lie on the commit that was found.
    """
    chamber = open_chamber(Path())
    found = search(chamber, find_actor(chamber, key), good, bad, command)
    if as_json:
        give(
            found.body.model_dump()
            | {
                "record": found.event.id,
                "measured": next((each.id for each in found.beside.events), None),
                "title": found.title,
                "why": [told_json(each, chamber) for each in found.why],
            }
        )
        return
    say()  # git does not end its last line
    say(f"{short(found.body.culprit)} is the first bad commit: {flat(found.title)}")
    say(f"  {many(found.body.runs, 'run')} of {clean(found.body.command)}; recorded as {short(found.event.id)[:8]}")
    if found.beside.why_not:
        say(f"  {clean(found.beside.told())}")
    say()
    say("\n\n".join(told(each, chamber) for each in found.why))
    send(sync=sync)
