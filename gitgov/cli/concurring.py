"""`git motion concur`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.concurring import concur as put_on_record
from gitgov.chamber.open import open_chamber
from gitgov.chamber.reads import find_matter
from gitgov.cli.acting import send
from gitgov.cli.options import Key, MotionWord, Sync
from gitgov.cli.text import clean, many, say


def concur(
    motion: MotionWord = "",
    source: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="REPOSITORY",
            help="Where the other body keeps its ledger: a remote, a path or an address.",
        ),
    ] = "",
    body: Annotated[str, typer.Option("--body", metavar="BODY", help="Which of those that the motion names.")] = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Record that another body, which the motion names, has carried the same."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    matter = find_matter(chamber, motion, actor.name, enacting=True)
    heard = put_on_record(chamber, actor, matter, body, source)
    say(f"{heard.body} has carried it too, by {heard.motion.name}: {clean(heard.motion.text)}")
    if heard.kept_out:
        say(
            f"  {many(len(heard.kept_out), 'line')} there that nobody on its roll has signed stayed out: {clean(heard.kept_out[0].what)}"
        )
    send(sync=sync)
