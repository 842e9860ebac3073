"""What was: `git gov log` and `show`."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.journal import Entry, find_record, journal, journal_of
from gitgov.chamber.open import open_chamber
from gitgov.chamber.orders import breaches, told
from gitgov.chamber.reads import find_matter
from gitgov.chamber.receipts import receipt_of
from gitgov.cli.options import Json
from gitgov.cli.text import clean, flat, give, on_terminal, paint, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.core.instants import parse_duration, parse_instant, show_instant

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def log(
    as_json: Json = False,
    number: Annotated[
        int, typer.Option("-n", "--max-count", metavar="N", min=0, help="Show at most this many, the latest.")
    ] = 0,
    motion: Annotated[
        str,
        typer.Option("--motion", metavar="MOTION", help="Only what concerns this motion, and what was moved upon it."),
    ] = "",
    since: Annotated[
        str,
        typer.Option("--since", metavar="WHEN", help="Only since then: 2026-11-20, 2026-11-20T10:00:00Z, or 7d ago."),
    ] = "",
    reverse: Annotated[bool, typer.Option("--reverse", help="Latest first.")] = False,
) -> None:
    """Read the ledger as a journal, latest last."""
    chamber = open_chamber(Path())
    rows = journal_of(find_matter(chamber, motion)) if motion else journal(chamber)
    if since:
        earliest = since_of(since, chamber.now())
        rows = [each for each in rows if each.at >= earliest]
    rows = rows[-number:] if number else rows
    rows = rows[::-1] if reverse else rows
    if as_json:
        give([each._asdict() | {"at": show_instant(each.at)} for each in rows])
    elif rows:
        say("\n".join(_by_day(rows) if on_terminal() else map(_line, rows)))
    if not as_json:
        now = chamber.now()
        for each in breaches(chamber):
            say(f"in breach: {each.name}  {clean(told(each, now))}")


def since_of(text: str, now: int) -> int:
    """Read since when: a day, an instant, or how long ago; raises `BadInput`."""
    try:
        at = _at(text, now)
    except BadInput as error:
        raise BadInput(
            f"not a time: {text!r}",
            "write a day as 2026-11-20, an instant as 2026-11-20T10:00:00Z, or how long ago: 7d",
        ) from error
    if at > now:
        raise BadInput(f"{text} is yet to come", "name a time that is over; git gov log shows when things happened")
    return at


def _at(text: str, now: int) -> int:
    if _DAY.fullmatch(text):
        return parse_instant(f"{text}T00:00:00Z")
    return parse_instant(text) if text.endswith("Z") else now - parse_duration(text.removesuffix(" ago"))


def _line(each: Entry) -> str:
    return f"{show_instant(each.at)}  {short(each.id)[:8]}  {each.member:<12} {flat(each.text)}{_mark(each)}"


def _mark(each: Entry) -> str:
    return paint(f"  [out of order: {flat(each.objections[0])}]", "red") if each.objections else ""


def _by_day(rows: list[Entry]) -> list[str]:
    """Put a heading above each day, for people."""
    lines: list[str] = []
    for day, entries in groupby(rows, lambda each: show_instant(each.at)[:10]):
        lines += ["", paint(day, "bold")] if lines else [paint(day, "bold")]
        lines += [
            f"  {show_instant(each.at)[11:19]}  {paint(short(each.id)[:8], 'dim')}  {each.member:<12} {flat(each.text)}{_mark(each)}"
            for each in entries
        ]
    return lines


def show(
    record: Annotated[str, typer.Argument(metavar="ID", help="A record's id or a prefix of it.")],
    sshsig: Annotated[
        bool, typer.Option("--sshsig", help="Print the armoured signature, for ssh-keygen -Y verify.")
    ] = False,
    payload: Annotated[bool, typer.Option("--payload", help="Print exactly the signed bytes.")] = False,
    as_json: Json = False,
) -> None:
    """Show a record: its signed bytes, its key and signature."""
    chamber = open_chamber(Path())
    found = find_record(chamber, record)
    receipt = receipt_of(chamber, found.room, found.subject, found.id)
    if as_json:
        give(
            {
                "id": found.id,
                "key": found.key,
                "room": found.room,
                "subject": found.subject,
                "event": found.payload.decode(),
                "receipt": {"commit": receipt.commit, "at": show_instant(receipt.at), "key": receipt.signer}
                if receipt
                else None,
            }
        )
    elif sshsig:
        say(found.armoured.rstrip("\n"))
    elif payload:
        print(found.payload.decode(), end="")
    else:
        say(f"record {found.id}\nkey    {found.key}\nroom   {found.room}, on {found.subject}")
        if receipt:
            say(
                f"taken in on {show_instant(receipt.at)} by {receipt.signer}: git verify-commit {short(receipt.commit)}"
            )
        say(f"\n{clean(found.pretty)}\n")
        say(
            f"check by hand:\n  git gov show --payload {found.id[:12]} >payload\n  git gov show --sshsig {found.id[:12]} >payload.sig\n  ssh-keygen -Y check-novalidate -n gitgov -s payload.sig <payload"
        )
