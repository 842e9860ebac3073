"""`git gov init` and `constitute`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber import clock, draft
from gitgov.chamber.acts import find_actor, signer_of
from gitgov.chamber.found import absent, before_founding, constitute, found, read_file
from gitgov.chamber.grandfathered import grandfathered
from gitgov.chamber.importing import NOBODY, plain, read_signers
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

Signers = Annotated[
    bool,
    typer.Option(
        "--import",
        help="Begin with the members whose signatures git accepts here already (gpg.ssh.allowedSignersFile).",
    ),
]
SignersFile = Annotated[
    str, typer.Option("--import-from", metavar="FILE", help="The same, from this file of allowed signers.")
]

Protect = Annotated[
    list[str],
    typer.Option(
        "--protect", metavar="BRANCH", help="A branch to protect; repeat for each. The main one unless given."
    ),
]


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
    protect: Protect = [],  # noqa: B006 - as above
    signers: Signers = False,
    signers_file: SignersFile = "",
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
    if file and (signers or signers_file):
        raise BadInput("a charter file has its members already", "git gov init --import, or --charter FILE")
    if file and (said := _given(("--member", members), ("--as", me), ("--name", name), ("--protect", protect))):
        raise BadInput(f"a charter file says that itself: {said}", f"leave {said} out, and write it in {file}")
    imported = NOBODY
    if file:
        text = read_file(file)
    else:
        imported = read_signers(repo, signers_file, clock.now()) if signers or signers_file else NOBODY
        roll = _roll(repo.settings(), [imported.keys, _named(members)], me, signer.public)
        branches = protect or [repo.main_branch]
        text = draft.from_template(template, name or repo.title, roll, branches, imported.emails)
    founding = not file and (bool(imported.keys) or not members)
    if wrong := mistakes(text, founding=founding):
        raise BadInput(told(wrong), _mended(file, wrong))
    found(repo, signer, text, clock.now, founding=founding)
    chamber = open_chamber(repo.cwd)
    note_protected(chamber)
    _welcome(chamber, [*(f"left out: {clean(each)}" for each in imported.left_out), *absent(chamber, protect)])


def _given(*options: tuple[str, object]) -> str:
    """Name those options that were given."""
    return ", ".join(option for option, value in options if value)


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


def _welcome(chamber: Chamber, notices: Sequence[str]) -> None:
    say(f"{clean(chamber.chain.charter.name)} is founded: genesis {chamber.chain.repo}")
    say(
        f"  members: {', '.join(sorted(chamber.chain.charter.electorate))}; presiding: {chamber.chain.charter.presiding}"
    )
    for notice in notices:
        say(f"  {notice}")
    say(f"  protected: {', '.join(_protected(chamber))}")
    if before := grandfathered(chamber):
        say(f"  grandfathered: {before}")
    if chamber.chain.head.constituted:
        say("  next: git gov hooks install; git gov sync; git motion merge BRANCH")
    else:
        say("  next: git gov member add NAME --key FILE, for each member; then git gov constitute")
        if roles := _roles(chamber.chain.charter):
            say(
                f"  give others roles too: git gov member add NAME --key FILE{''.join(f' --role {each}' for each in roles)}"
            )


def _named(members: Sequence[str]) -> dict[str, list[PublicKey]]:
    """Return the members who were named, with their keys; one who is named several times has several."""
    found: dict[str, list[PublicKey]] = {}
    for row in members:
        who, _, path = row.partition("=")
        if not MEMBER.fullmatch(who) or not path:
            raise BadInput(f"not a member: {row!r}", f"write --member NAME=KEYFILE, the name in {_NAMES}")
        found.setdefault(who, []).append(public_key(path))
    return found


def _roll(
    settings: Mapping[str, str], given: Sequence[Mapping[str, Sequence[PublicKey]]], me: str, mine: PublicKey
) -> dict[str, list[PublicKey]]:
    """Return all that were given, and whoever founds the body, who comes first where the others were not typed."""
    roll: dict[str, list[PublicKey]] = {}
    for who, keys in (each for members in given for each in members.items()):
        roll[who] = [*dict.fromkeys([*roll.get(who, ()), *keys])]
    if own := next((who for who, keys in roll.items() if mine in keys), ""):
        if me not in {"", own}:
            raise BadInput(f"your key is {own}'s, as it is given here, and not {me}'s", "leave --as out")
        return {own: roll[own], **roll} if given[0] else roll
    own = me or _short_name(settings.get("user.name", ""))
    if me and not MEMBER.fullmatch(me):
        raise BadInput(f"not a member's name: {me!r}", f"--as NAME, the name in {_NAMES}")
    if not own:
        raise BadInput("under which name are you on the roll? user.name gives none", f"add --as NAME, in {_NAMES}")
    if own in roll:
        raise BadInput(f"{own} is on the roll with another key than yours", "add --as NAME, another one")
    return {own: [mine], **roll}


def _short_name(full: str) -> str:
    """Return the first of somebody's names as a roll takes it; nothing where its letters cannot be written so."""
    return plain("".join(char for char in full.split(" ", maxsplit=1)[0] if char.isalnum()))


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
