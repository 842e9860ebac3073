"""What was: `git gov log` and `show`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.journal import find_record, journal
from gitgov.chamber.open import open_chamber
from gitgov.chamber.orders import breaches, told
from gitgov.cli.options import Json
from gitgov.cli.text import clean, give, say
from gitgov.core.ids import short
from gitgov.core.instants import show_instant


def log(
    as_json: Json = False,
    number: Annotated[
        int, typer.Option("-n", "--max-count", metavar="N", min=0, help="Show at most this many, the latest.")
    ] = 0,
) -> None:
    """Read the ledger as a journal, latest last."""
    chamber = open_chamber(Path())
    rows = journal(chamber)
    rows = rows[-number:] if number else rows
    if as_json:
        give(
            [
                {
                    "id": each.id,
                    "at": show_instant(each.at),
                    "member": each.member,
                    "kind": each.kind,
                    "motion": each.motion,
                    "text": each.text,
                }
                for each in rows
            ]
        )
        return
    text = "\n".join(
        f"{show_instant(each.at)}  {short(each.id)[:8]}  {each.member:<12} {clean(each.text)}" for each in rows
    )
    say(text)
    now = chamber.now()
    for each in breaches(chamber):
        say(f"in breach: {each.name}  {clean(told(each, now))}")


def show(
    record: Annotated[str, typer.Argument(metavar="ID", help="A record's id or a prefix of it.")],
    sshsig: Annotated[
        bool, typer.Option("--sshsig", help="Print the armoured signature, for ssh-keygen -Y verify.")
    ] = False,
    payload: Annotated[bool, typer.Option("--payload", help="Print exactly the signed bytes.")] = False,
    as_json: Json = False,
) -> None:
    """Show a record: its signed bytes, its key and signature."""
    found = find_record(open_chamber(Path()), record)
    if as_json:
        give(
            {
                "id": found.id,
                "key": found.key,
                "room": found.room,
                "subject": found.subject,
                "event": found.payload.decode(),
            }
        )
    elif sshsig:
        say(found.armoured.rstrip("\n"))
    elif payload:
        print(found.payload.decode(), end="")
    else:
        say(
            f"record {found.id}\nkey    {found.key}\nroom   {found.room}, on {found.subject}\n\n{clean(found.pretty)}\n"
        )
        say(
            f"check by hand:\n  git gov show --payload {found.id[:12]} >payload\n  git gov show --sshsig {found.id[:12]} >payload.sig\n  ssh-keygen -Y check-novalidate -n gitgov -s payload.sig <payload"
        )
