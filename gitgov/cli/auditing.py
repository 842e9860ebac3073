"""`git gov audit`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.auditing import Movement
from gitgov.chamber.auditing import audit as find
from gitgov.chamber.open import open_chamber
from gitgov.cli.options import Json
from gitgov.cli.recalling import since_of
from gitgov.cli.text import clean, flat, give, instant_json, many, objection_json, paint, say
from gitgov.core.ids import short
from gitgov.core.instants import show_instant


def audit(
    refs: Annotated[
        list[str] | None, typer.Argument(metavar="BRANCH", help="Protected branches; all that are here unless given.")
    ] = None,
    since: Annotated[
        str,
        typer.Option("--since", metavar="WHEN", help="Only since then, as git gov log takes it: 2026-11-20, or 30d."),
    ] = "",
    as_json: Json = False,
) -> None:
    """List every movement of protected branches, with the decision or the standing order behind it; exit 1 where there is none.

    When is what the commits say. What a branch held and holds no more is told too, as far as this repository's reflog remembers it.
    """
    chamber = open_chamber(Path())
    rows = find(chamber, refs or [], since_of(since, chamber.now()) if since else 0)
    wrong = sum(row.objection is not None for row in rows)
    if as_json:
        give([_json(row) for row in rows])
    else:
        for row in rows:
            say(_line(row))
        say(f"{many(len(rows), 'movement')}, {wrong or 'none'} without a decision")
    if wrong:
        raise typer.Exit(1)


def _line(row: Movement) -> str:
    name = row.ref.removeprefix("refs/heads/").removeprefix("refs/remotes/")
    step = f"{show_instant(row.at)}  {clean(name)}  {short(row.old)} -> {short(row.new)}"
    if row.objection is not None:
        return paint(f"{step}  {clean(str(row.objection))}", "red")
    rests_on = [f"measured {short(each)}" for each in row.records] + [
        f"waived by {short(each)}" for each in row.waivers
    ]
    return f"{step}  {row.motion}  {flat('; '.join((row.words, *rests_on)))}".rstrip()


def _json(row: Movement) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "at": instant_json(row.at),
        "old": row.old,
        "new": row.new,
        "motion": row.motion or None,
        "words": row.words,
        "records": list(row.records),
        "waivers": list(row.waivers),
        "problem": objection_json(row.objection) if row.objection else None,
    }
