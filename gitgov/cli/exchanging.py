"""`git gov sync`."""

from __future__ import annotations

from typing import Annotated

import typer

from gitgov.chamber import clock
from gitgov.chamber.keep import (
    note_protected,
    open_here,
)
from gitgov.chamber.open import open_if_founded
from gitgov.chamber.sync import Report, sync
from gitgov.cli.options import Json
from gitgov.cli.text import clean, give, objection_json, paint, say


def sync_remote(
    remote: Annotated[str, typer.Argument(metavar="REMOTE", help="The remote; the usual one unless given.")] = "",
    as_json: Json = False,
) -> None:
    """Exchange lines with a remote: send what is new, fetch, check that it only grew, unite."""
    report = exchange(remote, quiet=as_json)
    if as_json:
        give(
            {
                "remote": report.remote,
                "sent": report.sent,
                "received": report.received,
                "pinned": report.pinned,
                "refused": [objection_json(each) for each in report.refused],
                "kept": report.kept,
                "waiting": report.waiting,
                "queue": report.queue,
                "faults": [objection_json(each) for each in report.faults],
            }
        )
    if report.refused or report.faults:
        raise typer.Exit(1)


def exchange(remote: str, *, quiet: bool = False) -> Report:
    """Sync, note what is protected, and say what happened."""
    repo = open_here()
    report = sync(repo, clock.now, remote)
    if chamber := open_if_founded(repo.cwd):
        note_protected(chamber)
    if quiet:
        return report
    say(
        f"{report.remote}: sent {report.sent}, received {report.received}"
        if chamber
        else f"{report.remote} has no ledger yet, and there is none here: git gov init"
    )
    if not remote and report.remote != "origin":
        say(f"  no remote is called origin, so {report.remote} is meant; git gov sync REMOTE names another")
    tell(report, repo.usual_remote)
    return report


def tell(report: Report, usual: str) -> None:
    """Say what came back, what waits, and what is wrong with the other side; `usual` is the remote that decides for the body."""
    if report.pinned:
        say(f"  pinned genesis {report.pinned}: compare it with another member's git gov charter show")
    if report.waiting:
        say(f"  what was sent waits in its inbox: {clean(report.waiting)}")
        say(f"    next: it is safe there, and taken in once that is mended; tell who keeps {report.remote}")
    for row in report.queue:
        say(f"  {report.remote}'s queue: {clean(row)}")
    for word, colour, objections in (("came back", "red", report.refused), ("warning", "yellow", report.faults)):
        for objection in objections:
            say(paint(f"  {word}: {clean(str(objection))}", colour))
            if objection.remedy:
                say(f"    next: {clean(objection.remedy)}")
    if report.refused and report.kept:
        say(f"  what came back stays here: {usual} decides, by git gov sync; it is not sent to {report.remote} again")
