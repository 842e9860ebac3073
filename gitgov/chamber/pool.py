"""What a team can take on: what is open to it, what is proposed of that, and what it may not take, as it is another team's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from gitgov.chamber.meant import Stage, stage_of
from gitgov.chamber.sprints import Board
from gitgov.charter.teams import Teams, above
from gitgov.core.errors import BadInput, Refused
from gitgov.core.objection import Objection
from gitgov.procedure.motions.sprint import SOURCE
from gitgov.sprints.backlog import Item
from gitgov.sprints.events import PlannedItem, SprintPlanned
from gitgov.sprints.proposal import Item as Wanted
from gitgov.sprints.proposal import Proposal, propose
from gitgov.sprints.sprint import Sprint


def taken_on(board: Board, teams: Teams, team: str, words: Sequence[str]) -> list[PlannedItem]:
    """Read the items that a team's plan takes on, as `ID` or `ID:POINTS`.

    Raises `BadInput` for what is in no backlog, `Refused` for what is another team's: done once, it would count for both.
    """
    found = [_planned(each, board.wanted) for each in words]
    if objections := tuple(_of_others(board, teams, team, [each.id for each in found])):
        raise Refused(objections)
    return found


def _of_others(board: Board, teams: Teams, team: str, names: Sequence[str]) -> Iterator[Objection]:
    """Object to items of other teams, but for those above, whose backlog is common; and to those that another one works on."""
    own = {"", team, *(each.name for each in above(teams, team))}
    wanted, taken = board.wanted, _worked_on(board, team)
    for name in names:
        owner = wanted[name].body.team if name in wanted else ""
        if owner not in own:
            remedy = f"leave it out, or, by who leads {owner}: git sprint item add {name} TITLE --team {team} makes it one of {team}"
            yield Objection("GOV-668", f"{name} is an item of {owner}, not of {team}", SOURCE, remedy)
        elif name in taken:
            yield _why_taken(name, taken[name])


def why_not_free(board: Board, sprint: Sprint) -> tuple[Objection, ...]:
    """Object to items of a sprint's plan that another team has begun to work on since they were planned."""
    taken = _worked_on(board, sprint.team.name)
    return tuple(_why_taken(each.id, taken[each.id]) for each in sprint.plan.body.items if each.id in taken)


def _worked_on(board: Board, team: str) -> dict[str, Sprint]:
    """Return what other teams than one work on, by name, with the sprint that is under way."""
    going = (each for each in board.sprints if each.team.name != team and stage_of(each) is Stage.UNDER_WAY)
    return {item.id: each for each in going for item in each.plan.body.items}


def _why_taken(name: str, sprint: Sprint) -> Objection:
    what = f"{sprint.team.name} works on {name} in sprint {sprint.name}"
    remedy = f"plan without it; what {sprint.team.name} has left when it is reviewed is open again"
    return Objection("GOV-668", what, SOURCE, remedy)


def _planned(word: str, backlog: Mapping[str, Item]) -> PlannedItem:
    name, colon, points = word.partition(":")
    known = backlog.get(name)
    if known is None and not colon:
        raise BadInput(
            f"no item {name!r} is in the backlog", f"git sprint item add {name} TITLE, or --item {name}:POINTS"
        )
    if colon and not (points.isascii() and points.isdigit() and len(points) < 5):
        raise BadInput(f"not a number of points: {points!r}", f"write --item {name}:5")
    size = int(points) if colon else known.body.points if known else 0
    title, needs = (known.body.title, list(known.body.needs)) if known else ("", [])
    return PlannedItem(id=name, title=title, points=size, needs=needs)


class Pool(NamedTuple):
    """What a team could take on, and the names of what sprints have taken already, which others may need."""

    items: tuple[Wanted, ...]
    taken: frozenset[str]


def pool_for(board: Board, team: str, over: Collection[str] = ()) -> Pool:
    """Return what is open to a team: its own items, and those of no team.

    What a sprint has taken is not open again, but for what is carried `over` from one that is reviewed.
    """
    begun = [each for each in board.sprints if each.started]
    taken = {each.id for sprint in begun for each in sprint.plan.body.items if not (sprint.review and each.id in over)}
    left = [each for name, each in board.wanted.items() if name not in taken]
    open_to = [each for each in left if each.body.team in {"", team}]
    items = (Wanted(each.name, each.body.points, _value(each), tuple(each.body.needs)) for each in open_to)
    return Pool(tuple(items), frozenset(taken))


def _value(item: Item) -> int:
    return item.body.value + item.body.criticality + item.body.risk


def value_of(board: Board, plan: SprintPlanned) -> int:
    """Return what the items of a plan are worth together, as the backlog has them; what is not in it is worth nothing."""
    wanted = board.wanted
    return sum(_value(wanted[each.id]) for each in plan.items if each.id in wanted)


def proposal_for(board: Board, team: str, most: int, over: Collection[str] = ()) -> Proposal:
    """Propose the items of greatest value that a team can take on."""
    pool = pool_for(board, team, over)
    return propose(pool.items, most, pool.taken)
