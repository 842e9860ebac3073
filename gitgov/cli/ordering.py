"""`git gov order`: standing orders, as they are and as they are invoked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.acts import Actor, find_actor
from gitgov.chamber.done import usual_remote
from gitgov.chamber.enact import How, enact, met
from gitgov.chamber.invoke import invoke
from gitgov.chamber.open import Chamber, invocations_here, open_chamber, reopened
from gitgov.chamber.orders import Use, begun_under, use_of, uses
from gitgov.chamber.proposal import act_of
from gitgov.chamber.reads import find_matter
from gitgov.cli.acting import send
from gitgov.cli.enforcing import say_done, what_follows
from gitgov.cli.options import Json, Key, Message, Sync
from gitgov.cli.text import clean, columns, give, indent, say
from gitgov.core.errors import BadInput
from gitgov.core.instants import show_duration, show_instant
from gitgov.core.visible import typed
from gitgov.procedure.events import OrderInvoked
from gitgov.procedure.invocation import Invocation

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of the standing order.")]


def list_orders(as_json: Json = False) -> None:
    """List the standing orders of the charter, and how often each may still be invoked."""
    chamber = open_chamber(Path())
    now, found = chamber.now(), uses(chamber)
    if as_json:
        give([_json(each, now) for each in found])
        return
    if not found:
        say("the charter has no standing orders: [[standing_orders]] in docs/charter.md")
        return
    say(columns([[each.order.name, each.order.act, ", ".join(each.order.refs), each.said(now)] for each in found]))


def show_order(name: Name, as_json: Json = False) -> None:
    """Show a standing order: who may do what, how often, and every invocation of it."""
    chamber = open_chamber(Path())
    now, use = chamber.now(), use_of(chamber, name)
    if as_json:
        give(_json(use, now))
        return
    order, charter = use.order, chamber.chain.charter
    able = sorted({member for role in order.roles for member in charter.holders(role)})
    say(f"{order.name}: {order.act} upon {', '.join(order.refs)}")
    say(f"  by {' or '.join(sorted(order.roles))} ({', '.join(able) or 'nobody'})")
    often = "once" if order.limit == 1 else f"{order.limit} times"
    say(
        f"  at most {often} in {show_duration(order.period)}; to be ratified within {show_duration(order.ratify_within)}"
    )
    say(f"  now: {use.said(now)}")
    for each in use.invoked:
        say(
            f"\n{each.name}  {clean(each.text)}\n  invoked by {each.mover} at {show_instant(each.at)}; {each.said(now)}"
        )
        say(indent(each.why))


def _json(use: Use, now: int) -> dict[str, Any]:
    order = use.order
    return {
        "name": order.name,
        "act": order.act,
        "refs": list(order.refs),
        "roles": sorted(order.roles),
        "limit": order.limit,
        "period": show_duration(order.period),
        "ratify_within": show_duration(order.ratify_within),
        "recent": len(use.recent(now)),
        "in_breach": use.breach(now) is not None,
        "invocations": [json_of(each, now) for each in use.invoked],
    }


def json_of(invocation: Invocation, now: int) -> dict[str, Any]:
    """Return an invocation with stable keys."""
    return {
        "id": invocation.id,
        "name": invocation.name,
        "order": invocation.order.name,
        "text": invocation.text,
        "member": invocation.mover,
        "at": show_instant(invocation.at),
        "why": invocation.why,
        "answer": invocation.answer(now),
        "ratify_by": show_instant(invocation.deadline),
    }


def invoke_order(
    name: Name,
    what: Annotated[str, typer.Argument(metavar="BRANCH|TAG", help="The branch to merge, or the tag to release.")],
    commit: Annotated[str, typer.Argument(metavar="COMMIT", help="What to release; HEAD unless given.")] = "",
    into: Annotated[str, typer.Option("--into", metavar="BRANCH", help="The protected branch to merge into.")] = "",
    message: Message = "",
    push: Annotated[
        str, typer.Option("--push", metavar="REMOTE", help="Then carry it out at once, and push it there.")
    ] = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Do under a standing order what cannot wait for a vote; it comes before the assembly to be ratified."""
    chamber = open_chamber(Path())
    actor, order = find_actor(chamber, key), use_of(chamber, name).order
    if into and order.act == "release":
        raise BadInput("a release goes into no branch", f"git gov order invoke {typed(name, what)} COMMIT -m WHY")
    if commit and order.act == "merge":
        raise BadInput(
            "a merge takes the branch alone", f"git gov order invoke {typed(name, what)} --into BRANCH -m WHY"
        )
    if push:  # what others have invoked meanwhile must have been seen
        chamber = met(chamber, push)
        if begun := begun_under(chamber, name, what):  # this command was stopped in the midst of it
            say(f"{begun.name}  Under the standing order {name} {begun.mover} has invoked that already.")
            _carry_out(chamber, actor, begun, push)
            return
    event = invoke(
        chamber, actor, OrderInvoked(order=name, act=act_of(chamber, order, what, into or commit), why=message)
    )
    chamber = reopened(chamber)
    found = next(each for each in invocations_here(chamber) if each.id == event.id)
    say(f"{found.name}  Under the standing order {name} I {clean(found.text)}.")
    say(f"  {found.said(chamber.now())}, or the charter is in breach: git vote aye {found.name}")
    if push:
        _carry_out(chamber, actor, found, push)
        return
    remote = usual_remote(chamber)
    say(f"  next: git gov enact {found.name}{f' --push {remote}' if remote else ''}")
    send(sync=sync)


def _carry_out(chamber: Chamber, actor: Actor, invocation: Invocation, remote: str) -> None:
    matter = find_matter(chamber, invocation.name, actor.name)
    done = enact(chamber, actor, matter, How(remote))
    say_done(chamber, done, matter.motion)
    say(f"  {what_follows(chamber, done, matter.motion)}")
