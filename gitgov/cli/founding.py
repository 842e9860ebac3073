"""`git gov init`, `constitute`, `member` and `charter`."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber import clock, draft
from gitgov.chamber.acts import find_actor, key_choice
from gitgov.chamber.found import constitute, found, read_file, revise
from gitgov.chamber.keep import install_hooks, note_protected, open_here, public_key, signer_for
from gitgov.chamber.open import Chamber, open_chamber, reopened
from gitgov.charter.read import mistakes
from gitgov.cli.options import Json, Key, Message
from gitgov.cli.text import clean, columns, give, paint, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import MEMBER, short
from gitgov.core.instants import show_instant
from gitgov.core.sshkeys import PublicKey

_CONTEXT = {"help_option_names": ["-h", "--help"]}
member = typer.Typer(
    help="Show and change the roll of members.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings=_CONTEXT,
)
charter = typer.Typer(
    help="Show, check and compare charters.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings=_CONTEXT,
)


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
            help="A member and a key; repeat for each. The body is then constituted at once.",
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
    repo = open_here()
    if server:
        install_hooks(repo, server=True)
        say(f"hooks are installed in {repo.common}; the first charter pushed here will be pinned")
        return
    signer = signer_for(key_choice(repo.settings(), key))
    if file:
        text = read_file(file)
    else:
        roll = _roll(repo.settings(), members, me, signer.public)
        text = draft.from_template(template, name or repo.title, roll, protect or repo.main_branch)
    if wrong := mistakes(text):
        raise BadInput(
            "\n  ".join(["the charter has mistakes:", *(f"line {each.line}: {each}" for each in wrong)]),
            "mend them, then again",
        )
    found(repo, signer, text, clock.now, founding=not (members or file))
    chamber = open_chamber(repo.cwd)
    note_protected(chamber)
    _welcome(chamber)


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


def _roll(settings: dict[str, str], members: list[str], me: str, mine: PublicKey) -> dict[str, PublicKey]:
    roll: dict[str, PublicKey] = {}
    for row in members:
        who, _, path = row.partition("=")
        if not MEMBER.fullmatch(who) or not path:
            raise BadInput(f"not a member: {row!r}", "write --member NAME=KEYFILE, the name in a-z, 0-9, '.', '_', '-'")
        roll[who] = public_key(path)
    if mine not in roll.values():
        own = me or "".join(
            char for char in settings.get("user.name", "").lower().split(" ")[0] if char.isalnum() and char.isascii()
        )
        if not MEMBER.fullmatch(own) or own in roll:
            raise BadInput("under which name are you on the roll?", "add --as NAME")
        roll = {own: mine, **roll}
    return roll


def _protected(chamber: Chamber) -> list[str]:
    rows = chamber.chain.charter
    return [*(row.pattern for row in rows.branches), *(f"tag {row.pattern}" for row in rows.tags)] or ["nothing"]


def constitute_body(key: Key = "") -> None:
    """Close the founding: from here on the charter changes only by carried motions."""
    chamber = open_chamber(Path())
    constitute(chamber, find_actor(chamber, key))
    electorate = sorted(chamber.chain.charter.electorate)
    say(f"{clean(chamber.chain.charter.name)} is constituted with {len(electorate)} members: {', '.join(electorate)}")


@member.command("add")
def add_member(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The member's name on the roll.")],
    key_file: Annotated[
        str,
        typer.Option(
            "--key", metavar="FILE", help="The member's public or private key file, or the public key itself."
        ),
    ],
    roles: Annotated[list[str], typer.Option("--role", metavar="ROLE", help="A role; repeat for several.")] = [],  # noqa: B006 - typer reads it, nobody changes it
    message: Message = "",
    sign_with: Annotated[
        str, typer.Option("--sign-with", metavar="FILE", help="Sign with this key instead of gov.key.")
    ] = "",
) -> None:
    """Add a member, or a key or role to one: directly while founding, afterwards as a charter motion."""
    chamber = open_chamber(Path())
    if not MEMBER.fullmatch(name):
        raise BadInput(f"not a member's name: {name!r}", "use a-z, 0-9, '.', '_' and '-'")
    text = draft.with_member(chamber.chain.charter.text, name, public_key(key_file), roles)
    _change(
        chamber,
        text,
        f"add {name} to the roll" if name not in chamber.chain.charter.people else f"change {name}'s entry",
        message,
        sign_with,
    )


@member.command("retire")
def retire_member(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The member to retire.")],
    message: Message = "",
    key: Key = "",
) -> None:
    """Retire a member: directly while founding, afterwards as a charter motion."""
    chamber = open_chamber(Path())
    _change(chamber, draft.without_member(chamber.chain.charter.text, name), f"retire {name}", message, key)


def _change(chamber: Chamber, text: str, summary: str, why: str, key: str) -> None:
    actor = find_actor(chamber, key)
    if chamber.chain.head.constituted:
        from gitgov.cli.motion import move_charter

        move_charter(chamber, actor, text, summary, why)
        return
    revise(chamber, actor, text)
    note_protected(reopened(chamber))
    say(f"{summary}: done")


@member.command("list")
def list_members(as_json: Json = False) -> None:
    """Show the roll."""
    people = open_chamber(Path()).chain.charter.people.values()
    if as_json:
        give(
            [
                {
                    "name": each.name,
                    "active": each.active,
                    "roles": sorted(each.roles),
                    "keys": [key.line() for key in each.keys],
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
                    "active" if each.active else "retired",
                    ",".join(sorted(each.roles)) or "-",
                    " ".join(key.fingerprint for key in each.keys),
                ]
                for each in people
            ]
        )
    )


@charter.command("show")
def show_charter(as_json: Json = False) -> None:
    """Show the charter in force, as it was adopted."""
    chain = open_chamber(Path()).chain
    if as_json:
        give(
            {
                "genesis": chain.repo,
                "version": chain.charter.version,
                "step": chain.head.id,
                "constituted": chain.head.constituted,
                "text": chain.charter.text,
            }
        )
        return
    say(f"# genesis {chain.repo}")
    say(clean(chain.charter.text).rstrip("\n"))


@charter.command("check")
def check_charter(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A charter file.")], as_json: Json = False
) -> None:
    """Name every mistake in a charter file, with its line and what to do."""
    found_wrong = mistakes(read_file(file))
    if as_json:
        give([{"line": each.line, "what": each.what, "remedy": each.remedy} for each in found_wrong])
    for each in () if as_json else found_wrong:
        say(f"{file}:{each.line}: {clean(str(each))}")
    if found_wrong:
        raise typer.Exit(2)
    if not as_json:
        say(f"{file}: is a charter without mistakes")


@charter.command("diff")
def diff_charter(file: Annotated[str, typer.Argument(metavar="FILE", help="A charter file.")]) -> None:
    """Compare the charter in force with a file."""
    chain = open_chamber(Path()).chain
    rows = difflib.unified_diff(
        chain.charter.text.splitlines(),
        read_file(file).splitlines(),
        f"charter version {chain.charter.version}",
        file,
        lineterm="",
    )
    for row in rows:
        say(paint(clean(row), {"+": "green", "-": "red"}.get(row[:1], "dim")))


@charter.command("history")
def charter_history(as_json: Json = False) -> None:
    """List the charters, oldest first."""
    steps = open_chamber(Path()).chain.steps
    if as_json:
        give(
            [
                {
                    "version": each.charter.version,
                    "id": each.id,
                    "at": show_instant(each.at),
                    "constituted": each.constituted,
                    "members": sorted(each.charter.electorate),
                }
                for each in steps
            ]
        )
        return
    say(
        columns(
            [
                [
                    f"version {each.charter.version}",
                    short(each.id),
                    show_instant(each.at),
                    f"{len(each.charter.electorate)} members" + ("" if each.constituted else ", founding"),
                ]
                for each in steps
            ]
        )
    )
