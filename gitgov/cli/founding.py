"""`git gov init` and `constitute`."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber import clock, draft
from gitgov.chamber.acts import find_actor, signer_of
from gitgov.chamber.found import before_founding, constitute, found, read_file
from gitgov.chamber.keep import install_hooks, note_protected, open_here, public_key
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.charter.charter import Charter
from gitgov.charter.mistakes import Mistake, told
from gitgov.charter.prudence import unheld
from gitgov.charter.read import mistakes
from gitgov.cli.options import Key
from gitgov.cli.text import clean, many, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import MEMBER
from gitgov.core.sshkeys import PublicKey

_NAMES = "a-z, 0-9, '.', '_', '-'"
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
"""Letters that Unicode does not take apart."""


def init(
    template: Annotated[
        str,
        typer.Option(
            "--template",
            metavar="NAME",
            help="Begin with the charter template team, assembly, foundation or regulated.",
        ),
    ] = "team",
    file: Annotated[str, typer.Option("--charter", metavar="FILE", help="Begin with this charter instead.")] = "",
    members: Annotated[
        list[str],
        typer.Option(
            "--member",
            metavar="NAME=KEYFILE",
            help="A member and a key; repeat for each, and for further keys. The body is then constituted at once.",
        ),
    ] = [],  # noqa: B006 - typer reads it, nobody changes it
    me: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Your own name on the roll; from user.name unless given.")
    ] = "",
    name: Annotated[
        str, typer.Option("--name", metavar="TEXT", help="The body's name; the folder's unless given.")
    ] = "",
    protect: Annotated[
        str, typer.Option("--protect", metavar="BRANCH", help="The branch to protect; the main one unless given.")
    ] = "",
    server: Annotated[
        bool,
        typer.Option("--server", help="Prepare this bare repository to keep and enforce a ledger that members push."),
    ] = False,
    key: Key = "",
) -> None:
    """Found a body: write its charter into this repository's ledger, or prepare a server for one."""
    if server:
        _prepare_server()
        return
    repo = open_here()
    before_founding(repo, clock.now)  # before anything is asked for that would not help
    signer = signer_of(repo, key)
    if file:
        text = read_file(file)
    else:
        roll = _roll(repo.settings(), members, me, signer.public)
        text = draft.from_template(template, name or repo.title, roll, protect or repo.main_branch)
    founding = not (members or file)
    if wrong := mistakes(text, founding=founding):
        raise BadInput(told(wrong), _mended(file, wrong))
    found(repo, signer, text, clock.now, founding=founding)
    chamber = open_chamber(repo.cwd)
    note_protected(chamber)
    _welcome(chamber)


def _mended(file: str, wrong: Sequence[Mistake]) -> str:
    """Say by which options a charter without mistakes comes about."""
    if file:
        return "mend them, then again"
    if any(each.what.startswith(("name", "branches")) for each in wrong):
        return "--protect BRANCH and --name TEXT say otherwise"
    return "--member NAME=KEYFILE for each member; or none of them, and git gov member add while founding"


def _prepare_server() -> None:
    repo = open_here()
    if not repo.bare:
        raise BadInput(
            f"{repo.cwd} has a work tree; members push to a bare repository",
            "git gov init --server in a bare one (git init --bare); or git gov hooks install --server, to enforce here",
        )
    notices = install_hooks(repo, server=True)
    say(f"hooks are installed in {repo.common}; the first charter pushed here will be pinned")
    for notice in notices:
        say(f"  {notice}")


def _welcome(chamber: Chamber) -> None:
    say(f"{clean(chamber.chain.charter.name)} is founded: genesis {chamber.chain.repo}")
    say(
        f"  members: {', '.join(sorted(chamber.chain.charter.electorate))}; presiding: {chamber.chain.charter.presiding}"
    )
    say(f"  protected: {', '.join(_protected(chamber))}")
    if chamber.chain.head.constituted:
        say("  next: git gov hooks install; git gov sync; git motion merge BRANCH")
    else:
        say("  next: git gov member add NAME --key FILE, for each member; then git gov constitute")
        if roles := _roles(chamber.chain.charter):
            say(
                f"  give others roles too: git gov member add NAME --key FILE{''.join(f' --role {each}' for each in roles)}"
            )


def _roll(settings: dict[str, str], members: list[str], me: str, mine: PublicKey) -> dict[str, list[PublicKey]]:
    """Return the members with their keys; one who is named several times has several."""
    roll: dict[str, list[PublicKey]] = {}
    for row in members:
        who, _, path = row.partition("=")
        if not MEMBER.fullmatch(who) or not path:
            raise BadInput(f"not a member: {row!r}", f"write --member NAME=KEYFILE, the name in {_NAMES}")
        key = public_key(path)
        if key not in roll.setdefault(who, []):
            roll[who].append(key)
    if not any(mine in keys for keys in roll.values()):
        own = me or _short_name(settings.get("user.name", ""))
        if me and not MEMBER.fullmatch(me):
            raise BadInput(f"not a member's name: {me!r}", f"--as NAME, the name in {_NAMES}")
        if not own:
            raise BadInput("under which name are you on the roll? user.name gives none", f"add --as NAME, in {_NAMES}")
        if own in roll:
            raise BadInput(f"{own} is on the roll with another key than yours", "add --as NAME, another one")
        roll = {own: [mine], **roll}
    return roll


def _short_name(full: str) -> str:
    """Return the first of somebody's names as a roll takes it; nothing where its letters cannot be written so."""
    plain = unicodedata.normalize("NFKD", full.lower().translate(_LETTERS))
    first = "".join(char for char in plain if not unicodedata.combining(char)).split(" ")[0]
    letters = "".join(char for char in first if char.isalnum())
    return letters if letters.isascii() and MEMBER.fullmatch(letters) else ""


def _protected(chamber: Chamber) -> list[str]:
    rows = chamber.chain.charter
    return [*(row.pattern for row in rows.branches), *(f"tag {row.pattern}" for row in rows.tags)] or ["nothing"]


def constitute_body(key: Key = "") -> None:
    """Close the founding: from here on the charter changes only by carried motions."""
    chamber = open_chamber(Path())
    constitute(chamber, find_actor(chamber, key))
    charter = chamber.chain.charter
    electorate = sorted(charter.electorate)
    say(f"{clean(charter.name)} is constituted with {many(len(electorate), 'member')}: {', '.join(electorate)}")
    if found := list(unheld(charter)):
        for each in found:
            say(f"  notice: {each}")
        say(
            f"  next: git gov member add NAME{''.join(f' --role {each}' for each in _roles(charter))} moves to give roles"
        )


def _roles(charter: Charter) -> list[str]:
    """Name the roles that somebody beside the founder should hold."""
    deputy = ["deputy"] if charter.presiding == "chair" else []
    return [*deputy, *sorted(frozenset().union(*(row.roles for row in charter.tags)))]
