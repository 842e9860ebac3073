"""`git gov verify`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from gitgov.chamber.derived import Verified, as_verified
from gitgov.cli.options import Json
from gitgov.cli.text import clean, give, many, objection_json, paint, say
from gitgov.core.ids import short
from gitgov.core.objection import Objection

MOST_SHOWN = 20
"""How many notices are printed; `--json` gives all."""


class _Report(NamedTuple):
    """What was verified, what is wrong, and what a reader should know."""

    verified: Verified
    problems: Sequence[Objection] = ()
    notices: Sequence[str] = ()


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
    plain = not (refs or from_scratch or history or against)
    known = as_verified(Path()) if plain else None
    report = _Report(known) if known else _by_law(refs, against, from_scratch=from_scratch, history=history)
    if as_json:
        give(_json(report))
    else:
        _show(report)
    if report.problems:
        raise typer.Exit(1)


def _by_law(refs: list[str], against: str, *, from_scratch: bool, history: bool) -> _Report:
    """Derive what has to be derived, and compare with another repository, if one is named."""
    from gitgov.chamber.open import open_chamber
    from gitgov.chamber.verify import verify

    chamber = open_chamber(Path())
    found = verify(chamber, refs, from_scratch=from_scratch, history=history, progress=_progress)
    if against:
        from gitgov.chamber.against import compare

        compared = compare(chamber, against)
        found.problems.extend(compared.problems)
        found.notices.extend(compared.notices)
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    verified = Verified(chamber.chain.repo, found.events, found.motions, found.moves, found.refs, found.before)
    return _Report(verified, found.problems, found.notices)


def _json(report: _Report) -> dict[str, Any]:
    return report.verified._asdict() | {
        "ok": not report.problems,
        "grandfathered": report.verified.grandfathered._asdict(),
        "problems": [objection_json(each) for each in report.problems],
        "notices": list(report.notices),
    }


def _show(report: _Report) -> None:
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
    genesis, events, motions, moves, refs, before = report.verified
    found = f"{many(events, 'record')}, {many(motions, 'motion')}, {many(moves, 'move')}"
    say(f"{word}: {found} of {many(refs, 'protected ref')} since genesis {short(genesis)}")
    if before:
        say(f"  grandfathered: {before}")


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} signatures checked", end="", file=sys.stderr, flush=True)
