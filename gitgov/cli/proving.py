"""`git gov verify`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.open import open_chamber
from gitgov.chamber.verification import Verification
from gitgov.chamber.verify import verify
from gitgov.cli.options import Json
from gitgov.cli.text import clean, give, many, objection_json, paint, say
from gitgov.core.ids import short

MOST_SHOWN = 20
"""How many notices are printed; `--json` gives all."""


def verify_clone(
    refs: Annotated[list[str], typer.Argument(metavar="REF", help="Check only the moves of these refs.")] = [],  # noqa: B006 - typer reads it, nobody changes it
    from_scratch: Annotated[
        bool,
        typer.Option(
            "--from-scratch",
            help="Rely on nothing that was verified before: read every line again (git fsck does so with every object).",
        ),
    ] = False,
    history: Annotated[
        bool, typer.Option("--history", help="Also walk every notes commit: none may drop a line.")
    ] = False,
    against: Annotated[
        str,
        typer.Option(
            "--against", metavar="OTHER", help="Compare with another repository too: a remote, a path or an address."
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """Derive every decision and every move of the protected refs again, offline, from raw signed lines."""
    chamber = open_chamber(Path())
    report = verify(chamber, refs, from_scratch=from_scratch, history=history, progress=_progress)
    if against:
        from gitgov.chamber.against import compare

        compared = compare(chamber, against)
        report.problems.extend(compared.problems)
        report.notices.extend(compared.notices)
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    if as_json:
        give(_json(report, chamber.chain.repo))
    else:
        _show(report, chamber.chain.repo)
    if report.problems:
        raise typer.Exit(1)


def _json(report: Verification, genesis: str) -> dict[str, Any]:
    return {
        "ok": not report.problems,
        "genesis": genesis,
        "events": report.events,
        "motions": report.motions,
        "moves": report.moves,
        "refs": report.refs,
        "problems": [objection_json(each) for each in report.problems],
        "notices": report.notices,
    }


def _show(report: Verification, genesis: str) -> None:
    for notice in report.notices[:MOST_SHOWN]:
        say(f"notice: {clean(notice)}")
    if len(report.notices) > MOST_SHOWN:
        say(f"notice: and {len(report.notices) - MOST_SHOWN} more (--json shows all)")
    for problem in report.problems:
        say(paint(f"problem: {clean(str(problem))}", "red"))
        for record in problem.records:
            say(f"  record {record}")
        if problem.remedy:
            say(f"  next: {clean(problem.remedy)}")
    wrong = len(report.problems)
    word = paint(f"NOT verified: {many(wrong, 'problem')}", "red") if wrong else paint("verified", "green")
    found = f"{many(report.events, 'record')}, {many(report.motions, 'motion')}, {many(report.moves, 'move')}"
    say(f"{word}: {found} of {many(report.refs, 'protected ref')} since genesis {short(genesis)}")


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} signatures checked", end="", file=sys.stderr, flush=True)
