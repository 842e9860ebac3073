"""`git gov hooks`, `sync`, `doctor` and `maint`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from gitgov.chamber import clock
from gitgov.chamber.keep import (
    examine,
    hook_states,
    hooks_folder,
    install_hooks,
    note_protected,
    open_here,
    uninstall_hooks,
)
from gitgov.chamber.keep import (
    maintain as pack,
)
from gitgov.chamber.open import open_if_founded
from gitgov.chamber.sync import sync
from gitgov.cli.options import Json
from gitgov.cli.text import clean, columns, give, paint, say

_CONTEXT = {"help_option_names": ["-h", "--help"]}
hooks = typer.Typer(
    help="Install, remove and show git hooks.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings=_CONTEXT,
)


@hooks.command("install")
def install(
    server: Annotated[
        bool, typer.Option("--server", help="The hooks that enforce on a server, instead of those of a clone.")
    ] = False,
) -> None:
    """Install hooks beside those that are here already, which then run first."""
    repo = open_here()
    chained = install_hooks(repo, server=server or repo.bare)
    if chamber := open_if_founded(repo.cwd):
        note_protected(chamber)
    say(f"hooks are installed in {hooks_folder(repo)}")
    if chained:
        say(f"  your own {', '.join(chained)} still runs, before ours")


@hooks.command("uninstall")
def uninstall() -> None:
    """Remove our hooks and put earlier ones back."""
    removed = uninstall_hooks(open_here())
    say(f"removed: {', '.join(removed)}" if removed else "there were none of ours")


@hooks.command("status")
def hook_status(as_json: Json = False) -> None:
    """Show which hooks are installed."""
    states = hook_states(open_here())
    if as_json:
        give(states)
        return
    say(columns([[name, state] for name, state in states.items()]))


def sync_remote(
    remote: Annotated[str, typer.Argument(metavar="REMOTE", help="The remote; origin unless given.")] = "",
    as_json: Json = False,
) -> None:
    """Exchange lines with a remote: send what is new, fetch, check that it only grew, unite."""
    repo = open_here()
    report = exchange(repo, remote, quiet=as_json)
    if as_json:
        give(
            {
                "remote": report.remote,
                "sent": report.sent,
                "received": report.received,
                "pinned": report.pinned,
                "refused": [_json(each) for each in report.refused],
                "faults": [_json(each) for each in report.faults],
            }
        )
    if report.refused or report.faults:
        raise typer.Exit(1)


def exchange(repo: Any, remote: str, *, quiet: bool = False) -> Any:
    """Sync, note what is protected, and say what happened."""
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
    if report.pinned:
        say(f"  pinned genesis {report.pinned}: compare it with another member's git gov charter show")
    for objection in report.refused:
        say(paint(f"  came back: {clean(str(objection))}", "red"))
        if objection.remedy:
            say(f"    next: {clean(objection.remedy)}")
    for objection in report.faults:
        say(paint(f"  warning: {clean(str(objection))}", "yellow"))
        if objection.remedy:
            say(f"    next: {clean(objection.remedy)}")
    return report


def _json(objection: Any) -> dict[str, Any]:
    return {
        "code": objection.code,
        "what": objection.what,
        "rule": objection.rule,
        "remedy": objection.remedy,
        "records": list(objection.records),
    }


def doctor(as_json: Json = False) -> None:
    """Look for what would make gitgov fail or mislead here."""
    repo = open_here()
    findings = examine(repo, open_if_founded(repo.cwd))
    if as_json:
        give([{"good": each.good, "what": each.what, "remedy": "" if each.good else each.remedy} for each in findings])
    for each in () if as_json else findings:
        say(
            f"{paint('ok  ', 'green') if each.good else paint('look', 'yellow')}  {each.what}"
            + ("" if each.good else f"\n      {each.remedy}")
        )
    if not all(each.good for each in findings):
        raise typer.Exit(1)


def maintain() -> None:
    """Pack the ledger's objects."""
    pack(open_here())
    say("packed")
