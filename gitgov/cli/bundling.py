"""`git gov bundle` and `verify-bundle`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber import clock
from gitgov.chamber.bundling import Bundled, examine
from gitgov.chamber.bundling import bundle as write
from gitgov.chamber.open import open_chamber
from gitgov.cli.options import Json
from gitgov.cli.text import clean, give, many, objection_json, paint, say
from gitgov.core.ids import short
from gitgov.core.visible import typed


def bundle(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Where to write it.")],
    revisions: Annotated[
        list[str] | None, typer.Argument(metavar="REF", help="Branches and tags; all that are here unless given.")
    ] = None,
    sprint: Annotated[str, typer.Option("--sprint", metavar="SPRINT", help="The branches of a sprint.")] = "",
) -> None:
    """Write a git bundle that can be cloned and verified without a network.

    Beside what is asked for it has the rooms, all that is protected and what was ratified. It is verified by itself before it gets
    its name; one that would not verify is not written.
    """
    done = write(open_chamber(Path()), Path(file), revisions or [], sprint)
    say(f"{clean(file)}: {many(len(done.refs), 'ref')}, {done.size} bytes; {_verified(done)}")
    say(f"  git gov verify-bundle {typed(file)} --genesis {done.genesis}")
    say(f"  git clone {typed(file)}, and git gov sync in the clone")


def verify_bundle(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The bundle.")],
    genesis: Annotated[
        str, typer.Option("--genesis", metavar="ID", help="The body that it must be of, as its members state it.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Verify all that a bundle holds, from the file alone: no repository, no network, no trust in its maker."""
    done = examine(Path(file), clock.now, genesis)
    if as_json:
        give(_json(done))
    else:
        for notice in done.found.notices[:20]:
            say(f"notice: {clean(notice)}")
        for problem in done.found.problems:
            say(paint(f"problem: {clean(str(problem))}", "red"))
        wrong = len(done.found.problems)
        say(paint(f"NOT verified: {many(wrong, 'problem')}", "red") if wrong else _verified(done))
        if not genesis:
            say(f"  genesis {done.genesis}: compare it with what a member tells you, or give --genesis")
    if done.found.problems:
        raise typer.Exit(1)


def _verified(done: Bundled) -> str:
    found = done.found
    counts = f"{many(found.events, 'record')}, {many(found.motions, 'motion')}, {many(found.moves, 'move')}"
    return f"{paint('verified', 'green')}: {counts} since genesis {short(done.genesis)}"


def _json(done: Bundled) -> dict[str, Any]:
    return {
        "ok": not done.found.problems,
        "genesis": done.genesis,
        "refs": list(done.refs),
        "events": done.found.events,
        "motions": done.found.motions,
        "moves": done.found.moves,
        "problems": [objection_json(each) for each in done.found.problems],
        "notices": done.found.notices,
    }
