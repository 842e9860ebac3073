"""`git gov charter`: show, check and compare charters."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.found import read_file
from gitgov.chamber.open import open_chamber
from gitgov.charter.read import mistakes
from gitgov.cli.options import Json
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
