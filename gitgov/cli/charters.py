"""`git gov charter`: show, check, compare and accept charters."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.found import read_file
from gitgov.chamber.open import open_chamber, reopened, the_matter
from gitgov.charter.read import mistakes
from gitgov.cli.acting import send
from gitgov.cli.options import Json, Key, MotionWord, Sync
from gitgov.cli.text import clean, columns, give, many, paint, say
from gitgov.core.ids import short
from gitgov.core.instants import show_instant


def show(as_json: Json = False) -> None:
    """Show the charter in force, as it was adopted."""
    chain = open_chamber(Path()).chain
    if as_json:
        give(
            {
                "genesis": chain.repo,
                "version": chain.charter.version,
                "step": chain.head.id,
                "constituted": chain.head.constituted,
                "text": chain.charter.text,
            }
        )
        return
    print(f"# genesis {chain.repo}", file=sys.stderr, flush=True)  # so that `>charter.toml` holds the charter alone
    say(clean(chain.charter.text).rstrip("\n"))


def check(file: Annotated[str, typer.Argument(metavar="FILE", help="A charter file.")], as_json: Json = False) -> None:
    """Name every mistake in a charter file, with its line and what to do."""
    found_wrong = mistakes(read_file(file))
    if as_json:
        give([{"line": each.line, "what": each.what, "remedy": each.remedy} for each in found_wrong])
    for each in () if as_json else found_wrong:
        say(f"{file}:{each.line}: {clean(str(each))}")
    if found_wrong:
        raise typer.Exit(2)
    if not as_json:
        say(f"{file}: is a charter without mistakes")


def diff(file: Annotated[str, typer.Argument(metavar="FILE", help="A charter file.")]) -> None:
    """Compare the charter in force with a file."""
    chain = open_chamber(Path()).chain
    rows = difflib.unified_diff(
        chain.charter.text.splitlines(),
        read_file(file).splitlines(),
        f"charter version {chain.charter.version}",
        file,
        lineterm="",
    )
    for row in rows:
        say(paint(clean(row), {"+": "green", "-": "red"}.get(row[:1], "dim")))


def history(as_json: Json = False) -> None:
    """List the charters, oldest first."""
    steps = open_chamber(Path()).chain.steps
    if as_json:
        give(
            [
                {
                    "version": each.charter.version,
                    "id": each.id,
                    "at": show_instant(each.at),
                    "constituted": each.constituted,
                    "members": sorted(each.charter.electorate),
                }
                for each in steps
            ]
        )
        return
    say(
        columns(
            [
                [
                    f"version {each.charter.version}",
                    short(each.id),
                    show_instant(each.at),
                    many(len(each.charter.electorate), "member") + ("" if each.constituted else ", founding"),
                ]
                for each in steps
            ]
        )
    )


def accept_charter(motion: MotionWord = "charter", key: Key = "", sync: Sync = False) -> None:
    """Sign a charter that is moved, as a member under it, with a key that it names; who is to join does it so, too."""
    from gitgov.chamber.acceptance import accept, hindrance
    from gitgov.chamber.reads import find_matter

    chamber = open_chamber(Path())
    matter = find_matter(chamber, motion, enacting=True)
    name = accept(chamber, matter, key)
    say(f"{name} accepts {matter.motion.name}: {clean(matter.motion.text)}")
    chamber = reopened(chamber)
    if missing := hindrance(the_matter(chamber, matter.motion.id, matter.motion.subject)):
        say(f"  it takes more: {missing}")
    send(sync=sync)
