"""`git vote proxy`: let another member vote for you, take it back, and see who votes for whom."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber import proxies
from gitgov.chamber.acts import find_actor
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.reads import find_matter
from gitgov.charter.across import KINDS
from gitgov.charter.proxies import Proxy
from gitgov.cli.acting import my_name, send
from gitgov.cli.options import Json, Key, Sync
from gitgov.cli.text import columns, give, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import MEMBER, motion_name, short
from gitgov.core.instants import parse_duration, parse_instant, show_instant
from gitgov.tally.events import ProxyGiven


def give_proxy(
    member: Annotated[str, typer.Argument(metavar="MEMBER", help="Who votes for you where you do not.")],
    scope: Annotated[
        str,
        typer.Option(
            "--for", metavar="SCOPE", help="Upon what: all (unless told otherwise), a kind of motion, or a motion."
        ),
    ] = "all",
    until: Annotated[
        str,
        typer.Option(
            "--until",
            metavar="TIME",
            help="When it ends: a duration from now such as 14d, or an instant such as 2026-12-01T00:00:00Z; else as late as the charter allows.",
        ),
    ] = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Let another member vote for you; your own ballot always goes before theirs."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    if not MEMBER.fullmatch(member):
        raise BadInput(f"not a member's name: {member!r}", "git gov member list shows the roll")
    kind, motion = _scope(chamber, scope, actor.name)
    ends = _until(chamber, until)
    event = proxies.give(chamber, actor, ProxyGiven(to=member, kind=kind, motion=motion, until=ends))
    say(f"{actor.name} lets {member} vote {_upon(kind, motion)}, {_ending(ends)} ({short(event.id)})")
    say("  your own ballot goes before theirs; git vote proxy withdraw takes it back")
    send(sync=sync)


def _scope(chamber: Chamber, word: str, me: str) -> tuple[str, str]:
    if word == "all":
        return "", ""
    return (word, "") if word in KINDS else proxies.scope_of(find_matter(chamber, word, me))


def _until(chamber: Chamber, text: str) -> int:
    at = proxies.instant(chamber)
    if not text:
        return proxies.longest(chamber, at)
    if "T" in text or "-" in text:
        return parse_instant(text)
    return at + parse_duration(text)


def withdraw_proxy(
    which: Annotated[
        str,
        typer.Argument(
            metavar="WHICH",
            help="Whom you gave it to, the kind of motion it is for, who gave it to you, or its id; left out: the one you gave.",
        ),
    ] = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Take a proxy back, or decline one that you hold."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    proxy = proxies.find_proxy(chamber, actor.name, which)
    event = proxies.withdraw(chamber, actor, proxy)
    how = "takes back" if proxy.member == actor.name else "declines"
    said = f"{actor.name} {how} the proxy of {proxy.member} for {proxy.to} {_upon(*proxy.scope)}"
    say(f"{said} ({short(event.id)})")
    send(sync=sync)


def list_proxies(as_json: Json = False) -> None:
    """List the proxies in force, those that you have given or hold first."""
    chamber = open_chamber(Path())
    me = my_name(chamber)
    found = sorted(
        proxies.in_force(chamber), key=lambda each: (me not in {each.member, each.to}, each.member, each.scope)
    )
    if as_json:
        give([_json(each) for each in found])
        return
    if not found:
        say("no proxies are in force")
        return
    say(
        columns(
            [
                [short(each.id), each.member, "to", each.to, f"{_upon(*each.scope)}, {_ending(each.until)}"]
                for each in found
            ]
        )
    )


def _json(proxy: Proxy) -> dict[str, str | None]:
    return {
        "id": proxy.id,
        "member": proxy.member,
        "to": proxy.to,
        "kind": proxy.scope.kind,
        "motion": proxy.scope.motion,
        "until": show_instant(proxy.until) if proxy.until else None,
    }


def _upon(kind: str, motion: str) -> str:
    return f"on {motion_name(motion)}" if motion else f"on {kind} motions" if kind else "on any motion"


def _ending(until: int) -> str:
    return f"until {show_instant(until)}" if until else "without an end"
