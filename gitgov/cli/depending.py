"""`git sprint pi need`, `promise`, `settle` and `deps`: what teams need of each other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.increments import Which, increment_of
from gitgov.chamber.leaning import derived
from gitgov.chamber.open import open_chamber
from gitgov.chamber.sprints import read_board
from gitgov.charter.teams import whole
from gitgov.cli.acting import body_from, my_name, send
from gitgov.cli.deriving import derived_json, tell_alone, tell_derived, tell_undeclared
from gitgov.cli.increments import LastIncrement, Named, Train, desk, holding
from gitgov.cli.options import Json, Key, Sync
from gitgov.cli.text import columns, flat, give, many, paint, say
from gitgov.core.ids import EventId
from gitgov.sprints.increments.events import DependencyDeclared, DependencyPromised, DependencySettled
from gitgov.sprints.increments.reading import critical_path, hot_spots, rounds, wants
from gitgov.sprints.increments.state import Dependency, Increment

DependencyWord = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The dependency, by a prefix of its id; the only one that waits for you unless given."
    ),
]


def need(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="What is needed, in a line.")],
    team: Annotated[str, typer.Option("--team", metavar="TEAM", help="The team that needs it.")],
    provider: Annotated[str, typer.Option("--from", metavar="TEAM", help="The team that is to provide it.")],
    by: Annotated[
        int, typer.Option("--by", metavar="N", min=1, max=20, help="The iteration by whose end it is needed.")
    ],
    feature: Annotated[str, typer.Option("--for", metavar="ITEM", help="The item that needs it.")] = "",
    item: Annotated[str, typer.Option("--item", metavar="ITEM", help="The item of the other team that it is.")] = "",
    increment: Named = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Say what a team needs of another one, and by when."""
    at = desk(key, Which(increment, team=team))
    remedy = 'git sprint pi need "What is needed" --team TEAM --from TEAM --by 2'
    body = body_from(
        DependencyDeclared, remedy, consumer=team, provider=provider, what=what, need_by=by, feature=feature, item=item
    )
    event = at.add(body)
    say(f"{event.id[:8]}  {team} needs of {provider} by iteration {by}: {flat(what)}")
    say(f"  next: git sprint pi promise {event.id[:8]} --in N --owner MEMBER, by who leads {provider}")
    send(sync=sync)


def promise(
    iteration: Annotated[int, typer.Option("--in", metavar="N", min=1, max=20, help="The iteration that it comes in.")],
    dependency: DependencyWord = "",
    owner: Annotated[str, typer.Option("--owner", metavar="MEMBER", help="Who sees to it; you unless given.")] = "",
    increment: Named = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Promise what another team needs: in which iteration it comes, and who sees to it."""
    at, name = holding(desk(key, Which(increment)), increment, dependency, "dependency", _open)
    found = at.increment.dependencies[name]
    remedy, who = "git sprint pi promise ID --in N --owner MEMBER", owner or at.actor.name
    at.add(body_from(DependencyPromised, remedy, dependency=found.id, iteration=iteration, owner=who))
    late = f", late: {found.consumer} needs it by {found.need_by}" if iteration > found.need_by else ""
    say(f"{found.id[:8]}  {found.provider} promises it in iteration {iteration}{late}")
    send(sync=sync)


def settle(
    dependency: DependencyWord = "",
    dropped: Annotated[bool, typer.Option("--dropped", help="It is needed no more.")] = False,
    increment: Named = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Say that a dependency was delivered, or is needed no more: the team that needed it does."""
    at, name = holding(desk(key, Which(increment)), increment, dependency, "dependency", _unsettled)
    found = at.increment.dependencies[name]
    at.add(DependencySettled(dependency=found.id, how="dropped" if dropped else "delivered"))
    say(f"{found.id[:8]}  is {'dropped' if dropped else 'delivered'}: {flat(found.what)}")
    send(sync=sync)


def _open(increment: Increment) -> dict[EventId, str]:
    """Name for each dependency the team that has to promise it, or nothing where one has."""
    return {each.id: each.provider if each.status == "open" else "" for each in increment.dependencies.values()}


def _unsettled(increment: Increment) -> dict[EventId, str]:
    """Name for each dependency the team that waits for it, or nothing where none does any more."""
    return {each.id: "" if each.settled else each.consumer for each in increment.dependencies.values()}


def deps(increment: LastIncrement = "", train: Train = "", as_json: Json = False) -> None:
    """Show the dependencies of an increment: which are late, what waits for itself, the longest way, whom all wait for, and what the tree says.

    The tree of the branch that sprints work towards says it by imports of source and by submodules, of an increment or without one.
    """
    chamber = open_chamber(Path())
    room, seen = read_board(chamber), derived(chamber)
    if not (room.increments or increment or train):
        return give({"derived": derived_json(seen, [])}) if as_json else tell_alone(seen)
    found = increment_of(chamber, room, Which(increment, train), my_name(chamber))
    inside = {each.name for each in whole(chamber.chain.charter.teams, found.train)}
    seen = seen._replace(leanings=tuple(each for each in seen.leanings if {each.team, each.needs} & inside))
    declared = [*found.dependencies.values()]
    if as_json:
        return give({**graph_json(found), "derived": derived_json(seen, declared)})
    if not found.dependencies:
        say(
            f"{found.name} of {found.train} has no dependencies: git sprint pi need WHAT --team TEAM --from TEAM --by N"
        )
    rows = [row_of(each) for _, each in sorted(found.dependencies.items(), key=_by_need)]
    if rows:
        say(columns(rows))
    tell_graph(found)
    tell_derived(seen, declared)
    return tell_undeclared(seen, declared)


def _by_need(pair: tuple[EventId, Dependency]) -> tuple[int, str]:
    return pair[1].need_by, pair[0]


def row_of(each: Dependency) -> list[str]:
    """Show a dependency in a row."""
    promised = f"in {each.committed}" if each.committed else "-"
    status = paint(each.status, "red") if each.unresolved else each.status
    who = f"{each.provider} -> {each.consumer}"
    return [each.id[:8], who, f"by {each.need_by}", promised, status, each.owner or "-", flat(each.what)]


def tell_graph(increment: Increment) -> None:
    """Say what waits for itself, which way is the longest, and whom several wait for."""
    for circle in rounds(increment):
        names = ", ".join(circle.names)
        say(paint(f"no order: {names} wait for each other; {', '.join(circle.owners)} should talk", "red"))
    way = critical_path(wants(increment))
    if len(way) > 1:
        say(f"longest way: {' -> '.join(way)} ({many(len(way), 'iteration')} of {increment.body.iterations})")
    if found := hot_spots(increment.dependencies.values()):
        say(f"several wait for: {', '.join(f'{team} ({number} teams)' for team, number in found)}")


def graph_json(increment: Increment) -> dict[str, Any]:
    """Return the graph of dependencies with stable keys."""
    return {
        "increment": increment.name,
        "train": increment.train,
        "dependencies": [dependency_json(each) for _, each in sorted(increment.dependencies.items(), key=_by_need)],
        "circles": [{"names": list(each.names), "owners": list(each.owners)} for each in rounds(increment)],
        "critical_path": list(critical_path(wants(increment))),
        "hot_spots": [{"team": team, "teams": number} for team, number in hot_spots(increment.dependencies.values())],
    }


def dependency_json(each: Dependency) -> dict[str, Any]:
    """Return a dependency with stable keys."""
    return {
        "id": each.id, "provider": each.provider, "consumer": each.consumer, "what": each.what, "item": each.item,
        "for": each.feature, "need_by": each.need_by, "committed": each.committed or None, "owner": each.owner,
        "status": each.status, "late": each.late,
    }  # fmt: skip
