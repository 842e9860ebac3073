"""`git sprint sequence`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.branches import HERE
from gitgov.chamber.colliding import Survey, survey
from gitgov.chamber.open import open_chamber
from gitgov.chamber.sequencing import Sequenced, known_of, sequence_of, sequenced
from gitgov.cli.acting import send
from gitgov.cli.colliding import Branches, Into, gone_apart, heading, heading_json
from gitgov.cli.options import Json, Key, Message, Sync
from gitgov.cli.putting import Seat, put_forward
from gitgov.cli.text import flat, give, many, paint, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.sprints.sequence import Step
from gitgov.sprints.weight import UNIT, Claim


def sequence(
    branches: Branches = None,
    into: Into = "",
    move: Annotated[
        bool,
        typer.Option("--move", help="Move that this order is kept: the gate then refuses each before those before it."),
    ] = False,
    as_named: Annotated[
        bool,
        typer.Option(
            "--as-named", help="With --move: in the order in which the branches are named, not the one found."
        ),
    ] = False,
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
    as_json: Json = False,
) -> None:
    """Show which branches can land now without a rebase, and in which order the others follow, at what cost and why.

    What is ratified goes before what is not, then what is worth most for its size, and no branch waits for ever; none
    goes before one that it is stacked upon, or that a trailer `Depends-On:` of its commits names (a branch, a motion or
    a commit). All that land now are merged one upon another, to be sure.
    """
    if as_named and not (move and branches):
        raise BadInput(
            "--as-named orders the branches that a motion names", "git sprint sequence A B --move --as-named"
        )
    found = survey(Path(), branches or [], into)
    result = sequenced(found, known_of(Path(), found))
    if move:
        _put(found, result, tuple(dict.fromkeys(branches or [])) if as_named else (), message, key)
        send(sync=sync)
    elif as_json:
        give(_sequence_json(found, result))
    else:
        say("\n".join(_ordered(found, result)))


def _put(found: Survey, result: Sequenced, named: tuple[str, ...], message: str, key: str) -> None:
    """Move the order that was found, or one that was typed."""
    order = result.order
    if not named and (order.circles or order.stuck):
        caught = [*(name for circle in order.circles for name in circle.names), *order.stuck]
        raise BadInput(f"there is no order for {', '.join(caught)}", "git sprint sequence says who should talk")
    there = {each.name for each in found.branches}
    if gone := [name for name in named if name not in there]:
        raise BadInput(f"nothing of {', '.join(gone)} is left to land", "leave it out")
    if ours := [each.name for each in found.apart if each.taken == HERE]:
        what = f"{', '.join(ours)} here is not what was pushed of it, and an order is about what all can see"
        raise BadInput(what, "git pull --rebase in a work tree of it, then git push; then the same command")
    for line in gone_apart(found.apart):
        say(line)
    chamber = open_chamber(Path())
    question = sequence_of(found, named or tuple(each.name for each in order.steps))
    put_forward(Seat(chamber, find_actor(chamber, key), None), question, chamber.chain.subject, message)


def _ordered(found: Survey, result: Sequenced) -> Iterator[str]:
    yield from heading(found)
    number = 0
    for now, title in ((True, _title_now(result)), (False, "then, in this order:")):
        steps = [each for each in result.order.steps if each.now == now]
        if steps:
            yield from ("", title)
        for step in steps:
            number += 1
            yield f"  {number:>2}  {flat(step.name)}{_weighed(result.claims[step.name])}"
            yield from (f"        {why}" for why in _why(found, result, step))
    for circle in result.order.circles:
        yield paint(
            f"\nno order: {flat(', '.join(circle.names))} wait for each other; {flat(', '.join(circle.owners))} should talk",
            "red",
        )
    if result.order.stuck:
        yield f"waits for them: {flat(', '.join(result.order.stuck))}"


def _why(found: Survey, result: Sequenced, step: Step) -> Iterator[str]:
    """Say what a branch comes after: what it collides with, what it needs besides, and what nothing here is known by."""
    for reason in step.reasons:
        yield f"after {flat(reason.after)}: {'; '.join(map(flat, reason.where))}, cost {many(len(reason.where), 'file')}"
    there = {each.name for each in found.branches}
    yield from (f"after {flat(name)}: {why}" for name, why in result.needs[step.name].items() if name in there)
    if step.name in result.elsewhere:
        yield f"depends on what is not here: {', '.join(map(flat, result.elsewhere[step.name]))}"


def _title_now(result: Sequenced) -> str:
    sure = "" if result.order.exact else " (there may be a larger set: too many hang together to try all)"
    merged = f"; merged one upon another, they give tree {short(result.tree)}" if result.tree else ""
    return f"can land now, without a rebase{sure}{merged}:"


def _weighed(claim: Claim) -> str:
    """Say by what a branch goes before others, where it is not like any other."""
    parts = ["ratified"] if claim.carried else []
    if claim.cost_of_delay:
        parts.append(
            f"worth {int(claim.worth * UNIT) / UNIT:.2f}: {claim.cost_of_delay} for {many(claim.size, 'point')}"
        )
    if claim.waited:
        parts.append(f"has waited for {many(claim.waited, 'landing')}")
    return f"  ({'; '.join(parts)})" if parts else ""


def _sequence_json(found: Survey, result: Sequenced) -> dict[str, Any]:
    order = result.order
    return {
        **heading_json(found),
        "exact": order.exact,
        "tree": result.tree or None,
        "steps": [
            {
                "name": each.name,
                "now": each.now,
                "cost": each.cost,
                "weight": result.claims[each.name].weight,
                "waited": result.claims[each.name].waited,
                "reasons": [{"after": reason.after, "where": list(reason.where)} for reason in each.reasons],
                "needs": [{"after": name, "why": why} for name, why in result.needs[each.name].items()],
                "elsewhere": list(result.elsewhere.get(each.name, ())),
            }
            for each in order.steps
        ],
        "circles": [{"names": list(each.names), "owners": list(each.owners)} for each in order.circles],
        "stuck": list(order.stuck),
    }
