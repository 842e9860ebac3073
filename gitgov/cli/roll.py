"""`git gov member`: the roll."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber import draft
from gitgov.chamber.acts import find_actor
from gitgov.chamber.found import revise
from gitgov.chamber.keep import charter_key, note_protected, public_key
from gitgov.chamber.open import Chamber, open_chamber, reopened
from gitgov.charter.across import fingerprint_of
from gitgov.charter.read import mistakes
from gitgov.cli.acting import send
from gitgov.cli.options import Json, Key, Message
from gitgov.cli.putting import Unnoticed
from gitgov.cli.text import columns, give, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import MEMBER, Member
from gitgov.core.openpgp import NAMED

_FINGERPRINTS = ("SHA256:", NAMED)


def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The member's name on the roll.")],
    key_file: Annotated[
        str,
        typer.Option(
            "--key",
            metavar="FILE",
            help="The member's public or private key file, or the public key itself; for somebody on the roll, a further one.",
        ),
    ] = "",
    roles: Annotated[list[str], typer.Option("--role", metavar="ROLE", help="A role; repeat for several.")] = [],  # noqa: B006 - typer reads it, nobody changes it
    emails: Annotated[
        list[str], typer.Option("--email", metavar="ADDRESS", help="An address as an author; repeat for several.")
    ] = [],  # noqa: B006 - as above
    affiliation: Annotated[
        str, typer.Option("--affiliation", metavar="TEXT", help="Whom the member works for, or otherwise belongs to.")
    ] = "",
    adviser: Annotated[
        bool,
        typer.Option(
            "--adviser", help="May put proposals on record, and do nothing else: no vote, no motion, no role."
        ),
    ] = False,
    message: Message = "",
    sign_with: Annotated[
        str, typer.Option("--sign-with", metavar="FILE", help="Sign with this key instead of gov.key.")
    ] = "",
) -> None:
    """Add a member, or a key or role to one: directly while founding, afterwards as a charter motion."""
    chamber = open_chamber(Path())
    if not MEMBER.fullmatch(name):
        raise BadInput(f"not a member's name: {name!r}", "use a-z, 0-9, '.', '_' and '-'")
    entry = draft.Wanted(public_key(key_file) if key_file else None, roles, emails, affiliation, adviser)
    _check_owner(chamber, name, entry.key.fingerprint if entry.key else "", f"add {name} --key FILE")
    text = draft.with_member(chamber.chain.charter.text, name, entry)
    _change(
        chamber,
        text,
        _in_words(chamber, name, entry),
        message,
        sign_with,
    )


def _in_words(chamber: Chamber, name: str, entry: draft.Wanted) -> str:
    """Word the change of the roll as its motion says it; a key that is to speak for a member, too, is named."""
    person = chamber.chain.charter.people.get(Member(name))
    if person is None:
        return f"add {name} to the roll, as an adviser" if entry.adviser else f"add {name} to the roll"
    further = f", with a further key, {entry.key.fingerprint}" if entry.key and entry.key not in person.keys else ""
    return f"change {name}'s entry{', as an adviser from now on' if entry.adviser else ''}{further}"


def _check_owner(chamber: Chamber, name: str, fingerprint: str, words: str) -> None:
    """Raise `BadInput` for a key that speaks for somebody else already; `words` are what to type with another."""
    owner = chamber.chain.charter.owners.get(fingerprint)
    if owner not in {None, name}:
        raise BadInput(
            f"the key {fingerprint} is {owner}'s already; one key speaks for one member",
            f"git gov member {words}, with a key of {name}'s own",
        )


def retire(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The member to retire.")],
    message: Message = "",
    key: Key = "",
) -> None:
    """Retire a member: directly while founding, afterwards as a charter motion."""
    chamber = open_chamber(Path())
    _change(chamber, draft.without_member(chamber.chain.charter.text, name), f"retire {name}", message, key)


def revoke(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The member whose key it is.")],
    gone: Annotated[
        str,
        typer.Option(
            "--key",
            metavar="FILE|FINGERPRINT",
            help="The key that is to go: its file, the key itself, or its fingerprint as git gov member list shows it.",
        ),
    ],
    by: Annotated[
        str, typer.Option("--by", metavar="FILE", help="Put this key in its place: a file, or the key itself.")
    ] = "",
    without_notice: Unnoticed = False,
    message: Message = "",
    sign_with: Annotated[
        str, typer.Option("--sign-with", metavar="FILE", help="Sign with this key instead of gov.key.")
    ] = "",
) -> None:
    """Take one key off a member, for one that was stolen or lost: directly while founding, afterwards as a charter motion.

    What it has signed counts until the new charter is in force, and not a line longer.
    """
    chamber = open_chamber(Path())
    old = _meant(gone)
    instead = charter_key(by) if by else ""
    new = fingerprint_of(instead)
    _check_owner(chamber, name, new, f"revoke {name} --key {old} --by FILE")
    text = draft.without_key(chamber.chain.charter.text, name, old, instead)
    summary = f"revoke {name}'s key {old}" + (f", replaced by {new}" if new else "")
    _change(chamber, text, summary, message, sign_with, unnoticed=without_notice)


def _meant(gone: str) -> str:
    """Return the fingerprint of the key that is to go; raises `BadInput` for what is neither one nor a key."""
    if gone.startswith(_FINGERPRINTS):
        return gone
    try:
        return fingerprint_of(charter_key(gone))
    except BadInput as error:
        raise BadInput(error.what, "--key FILE, or SHA256:... as git gov member list shows it") from error


def _change(chamber: Chamber, text: str, summary: str, why: str, key: str, *, unnoticed: bool = False) -> None:
    actor = find_actor(chamber, key)
    constituted = chamber.chain.head.constituted
    if wrong := mistakes(text, founding=not constituted):
        raise BadInput("\n  ".join(each.what for each in wrong), wrong[0].remedy)
    if constituted:
        from gitgov.cli.proposing import move_charter

        move_charter(chamber, actor, text, summary, why, unnoticed=unnoticed)
        send(sync=False)
        return
    revise(chamber, actor, text)
    note_protected(reopened(chamber))
    say(f"{summary}: done")


def list_members(as_json: Json = False) -> None:
    """Show the roll."""
    people = open_chamber(Path()).chain.charter.people.values()
    if as_json:
        give(
            [
                {
                    "name": each.name,
                    "active": each.active,
                    "standing": each.standing,
                    "roles": sorted(each.roles),
                    "keys": [key.line() for key in each.keys],
                    "fingerprints": list(each.fingerprints),
                    "affiliation": each.affiliation,
                }
                for each in people
            ]
        )
        return
    say(
        columns(
            [
                [
                    each.name,
                    each.standing,
                    ",".join(sorted(each.roles)) or "-",
                    " ".join(each.fingerprints),
                ]
                for each in people
            ]
        )
    )
