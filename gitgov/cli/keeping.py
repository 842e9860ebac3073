"""`git gov hooks`, `doctor` and `maint`."""

from __future__ import annotations

from typing import Annotated

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.keep import (
    examine,
    hook_states,
    hooks_folder,
    install_hooks,
    note_protected,
    open_here,
    run_hook,
    sign_receipts,
    uninstall_hooks,
)
from gitgov.chamber.maintaining import Room, put_on_record
from gitgov.chamber.maintaining import maintain as pack
from gitgov.chamber.open import open_chamber, open_if_founded
from gitgov.cli.acting import send
from gitgov.cli.options import Json, Key, Sync
from gitgov.cli.text import clean, columns, give, many, paint, read_stdin, say


def install(
    server: Annotated[
        bool, typer.Option("--server", help="The hooks that enforce on a server, instead of those of a clone.")
    ] = False,
    receipts: Annotated[
        bool,
        typer.Option(
            "--receipts", help="Sign what this server takes in, and when, with a key of its own (implies --server)."
        ),
    ] = False,
    queue: Annotated[
        bool,
        typer.Option("--queue", help="Let this server carry out what is decided, after every push (implies --server)."),
    ] = False,
    measure: Annotated[
        bool,
        typer.Option("--measure", help="Measure what comes into protected branches, after every push or enactment."),
    ] = False,
) -> None:
    """Install hooks beside those that are here already, which then run first."""
    repo = open_here()
    notices = install_hooks(repo, server=server or receipts or queue or repo.bare, queue=queue, measure=measure)
    if chamber := open_if_founded(repo.cwd):
        note_protected(chamber)
    say(f"hooks are installed in {hooks_folder(repo)}")
    for notice in notices:
        say(f"  {notice}")
    if receipts:
        key = sign_receipts(repo)
        say(f"what is taken in here is signed with {key.fingerprint}; the charter names that key for all to check:")
        say(f'\n  [keeper]\n  keys = ["{key.line()}"]\n')


def uninstall() -> None:
    """Remove our hooks and put earlier ones back."""
    removed, shared = uninstall_hooks(open_here())
    say(f"removed: {', '.join(removed)}" if removed else "there were none of ours")
    if removed and shared:
        say(f"  for every repository that shares {shared} (core.hooksPath)")


def hook_status(as_json: Json = False) -> None:
    """Show which hooks are installed."""
    states = hook_states(open_here())
    if as_json:
        give(states)
        return
    say(columns([[name, state] for name, state in states.items()]))


def run_one(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The hook, such as pre-push.")],
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help="What git would give it as arguments, if anything.")
    ] = None,
    stdin: Annotated[
        bool, typer.Option("--stdin", help="Read from standard input what git would give it there.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which rules were asked, by their codes, and what came of each.")
    ] = False,
) -> None:
    """Run an installed hook as git would, and end as it does; nothing moves.

    Without words, pre-push judges what a plain `git push` would push.
    """
    done = run_hook(open_here(), name, words or [], read_stdin() if stdin else "", explained=explain)
    say(clean(done.said.rstrip()) or f"{name} has nothing to say: nothing that is protected would move")
    if done.status:
        raise typer.Exit(done.status)


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


def maintain(
    record: Annotated[
        bool, typer.Option("--record", help="Sign what it came to, and put it on record in the metrics room.")
    ] = False,
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Pack the repository's objects, once all that was ratified is kept by a ref; says what they took before and after."""
    repo = open_here()
    chamber = open_chamber(repo.cwd) if record else open_if_founded(repo.cwd)
    actor = find_actor(chamber, key) if chamber and record else None
    done = pack(repo, chamber)
    if done.kept:
        say(f"kept: {many(done.kept, 'ratified commit')} that no protected branch holds")
    say(f"packed: {_room(done.before)}, now {_room(done.after)}")
    if chamber and actor:
        say(f"  {clean(put_on_record(chamber, actor, done).told())}")
        send(sync=sync)


def _room(room: Room) -> str:
    return f"{many(room.loose, 'loose object')} ({room.loose_bytes // 1024} KiB) and {many(room.packs, 'pack')} ({room.packed_bytes // 1024} KiB)"
