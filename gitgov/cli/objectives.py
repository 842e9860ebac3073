"""`git sprint pi objective`, `value`, `achieve`, `place` and `remove`: what teams mean to reach, its worth, and the features."""

from __future__ import annotations

from typing import Annotated

import typer

from gitgov.chamber.increments import Which
from gitgov.cli.acting import body_from, send
from gitgov.cli.increments import Desk, Named, OfTeam, desk
from gitgov.cli.options import Key, Sync
from gitgov.cli.text import flat, many, say
from gitgov.core.errors import BadInput
from gitgov.sprints.increments.events import (
    FeaturePlaced,
    FeatureRemoved,
    ObjectiveAchieved,
    ObjectiveSet,
    ObjectiveValued,
)
from gitgov.sprints.increments.state import Objective

ObjectiveWord = Annotated[str, typer.Argument(metavar="OBJECTIVE", help="What people call the objective.")]
ItemWord = Annotated[str, typer.Argument(metavar="ITEM", help="An item, as the backlog knows it.")]
WhoseOne = Annotated[str, typer.Option("--team", metavar="TEAM", help="Whose it is, where several have one called so.")]


def objective(
    name: ObjectiveWord,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The objective in a line.")],
    team: OfTeam,
    uncommitted: Annotated[
        bool, typer.Option("--uncommitted", help="It is no part of what the team promises; reached, it counts.")
    ] = False,
    increment: Named = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Set an objective of a team, or word one anew; its worth is then set anew, too."""
    at = desk(key, Which(increment, team=team))
    remedy = 'git sprint pi objective O-1 "What is reached" --team TEAM'
    at.add(body_from(ObjectiveSet, remedy, team=team, objective=name, text=text, committed=not uncommitted))
    say(f"{name} of {team}{', uncommitted' if uncommitted else ''}: {flat(text)}")
    say(f"  next: git sprint pi value {name} 1-10 --team {team}, by the train's product owner")
    send(sync=sync)


def value(
    name: ObjectiveWord,
    worth: Annotated[int, typer.Argument(metavar="VALUE", min=1, max=10, help="1 to 10.")],
    team: WhoseOne = "",
    increment: Named = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Say what an objective is worth to the business: the train's product owner does."""
    at = desk(key, Which(increment, team=team))
    found = _objective(at, name, team)
    at.add(ObjectiveValued(team=found.team, objective=name, value=worth))
    say(f"{name} of {found.team} is worth {worth}: {flat(found.text)}")
    send(sync=sync)


def achieve(
    name: ObjectiveWord,
    actual: Annotated[int, typer.Argument(metavar="VALUE", min=0, max=10, help="0 to 10.")],
    team: WhoseOne = "",
    increment: Named = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Say what of an objective's worth was reached in the end: the train's product owner does."""
    at = desk(key, Which(increment, team=team))
    found = _objective(at, name, team)
    at.add(ObjectiveAchieved(team=found.team, objective=name, actual=actual))
    say(f"{name} of {found.team} has reached {actual} of {found.value}: {flat(found.text)}")
    send(sync=sync)


def _objective(at: Desk, name: str, team: str) -> Objective:
    """Return the objective of that name; raises `BadInput` where there is none, or several teams have one."""
    found = [each for each in at.increment.objectives.values() if each.name == name and team in {"", each.team}]
    if not found:
        raise BadInput(f"no objective {name!r} is in {at.increment.name}", "git sprint pi show lists them")
    if len(found) > 1:
        raise BadInput(f"{len(found)} teams have an objective {name}", "say whose: --team NAME")
    return found[0]


def place(
    item: ItemWord,
    team: OfTeam,
    iteration: Annotated[int, typer.Option("--in", metavar="N", min=1, max=20, help="The iteration.")],
    points: Annotated[
        int, typer.Option("--points", metavar="N", help="Its size, where the backlog does not have it.")
    ] = -1,
    increment: Named = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Place an item in an iteration of a team, or move it to another."""
    at = desk(key, Which(increment, team=team))
    known = at.board.wanted.get(item)
    if known is None and points < 0:
        raise BadInput(f"no item {item!r} is in the backlog", f"git sprint item add {item} TITLE, or --points N")
    size = points if points >= 0 else known.body.points if known else 0
    title, needs = (known.body.title, list(known.body.needs)) if known else ("", [])
    said = {"team": team, "item": item, "title": title, "points": size, "iteration": iteration, "needs": needs}
    at.add(body_from(FeaturePlaced, "git sprint pi place ITEM --team TEAM --in N --points 5", **said))
    say(f"{item} ({many(size, 'point')}) stands in iteration {iteration} of {team}")
    send(sync=sync)


def remove(item: ItemWord, increment: Named = "", key: Key = "", sync: Sync = False) -> None:
    """Take an item out of the increment."""
    at = desk(key, Which(increment))
    at.add(body_from(FeatureRemoved, "git sprint pi board shows what stands where", item=item))
    say(f"{item} is no part of {at.increment.name} any more")
    send(sync=sync)
