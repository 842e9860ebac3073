"""`git sprint item import`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.backlogs import Taken, check, read_backlog, take
from gitgov.chamber.open import open_chamber
from gitgov.chamber.sprints import read_board
from gitgov.cli.acting import send
from gitgov.cli.exchanging import exchange
from gitgov.cli.options import Json, Key, Sync
from gitgov.cli.text import columns, flat, give, many, say
from gitgov.sprints.dependencies import told
from gitgov.sprints.imports.columns import Found

MOST_NAMED = 8


def import_items(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A CSV table as Jira or GitHub export it, or a Markdown file with front matter, or a folder of them.",
        ),
    ],
    team: Annotated[
        str, typer.Option("--team", metavar="TEAM", help="Whose the items are of which the file does not say it.")
    ] = "",
    closed: Annotated[
        bool,
        typer.Option("--closed", help="Take in also what is done, closed or resolved there, which is skipped else."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    as_json: Json = False,
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Take a backlog in from another tool: all of it or nothing; what is there already is not worded anew."""
    found = read_backlog(file, team, closed=closed)
    chamber = open_chamber(Path())
    board, actor = read_board(chamber), find_actor(chamber, key)
    check(chamber, board, actor, file, found)
    taken = take(chamber, board, actor, found, dry=dry_run)
    changed = bool(taken.new or taken.reworded) and not dry_run
    if as_json:
        sorts = {"new": taken.new, "reworded": taken.reworded, "same": taken.same, "dropped": taken.dropped}
        give({
            **{sort: [each.model_dump() for each in items] for sort, items in sorts.items()},
            "circles": [list(each) for each in taken.circles], "left_out": list(found.left_out), "closed": list(found.closed), "recorded": changed,
        })  # fmt: skip
        if changed and sync:
            exchange("", quiet=True)
        return
    _tell(found, taken, dry=dry_run)
    if changed:
        send(sync=sync)


def _tell(found: Found, taken: Taken, *, dry: bool) -> None:
    sorts = (("new", taken.new), ("anew", taken.reworded), ("dropped before", taken.dropped))
    rows = [
        [each.item, word, each.team or "-", many(each.points, "point"), flat(each.title)]
        for word, items in sorts
        for each in items
    ]
    if rows:
        say(columns(rows))
    for name in found.left_out:
        say(f"{flat(name)} has no front matter, and is left out")
    if found.closed:
        say(
            f"{many(len(found.closed), 'item')} skipped, as closed there: {flat(_named(found.closed))}; --closed takes them all the same"
        )
    for circle in taken.circles:
        say(f"{flat(told(circle))}: no plan proposes them until a dependency is taken away")
    would = "would be " if dry else ""
    say(
        f"{many(len(taken.new), 'item')} {would}added, {len(taken.reworded)} {would}worded anew, {len(taken.same)} as they were"
    )


def _named(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
    return ", ".join(ids[:MOST_NAMED]) + more
