"""A plan drawn up anew from the one that is there: what nobody says stays as it was planned."""

from __future__ import annotations

from gitgov.chamber.meant import Stage, meant
from gitgov.chamber.planning import Wish
from gitgov.chamber.sprints import Board
from gitgov.charter.teams import Team
from gitgov.core.errors import BadInput


def as_planned(board: Board, team: Team, wish: Wish) -> Wish:
    """Fill in what a wish leaves open, from the plan of that name, or without one from the plan of a team that was drawn up last.

    Only of sprints that have not begun. What people and days come to is counted again where one of them is named. A wish for a
    sprint that nobody has planned stays as it is; raises `BadInput` where it has no name, and no such plan is there.
    """
    known = (each for each in board.sprints if each.team.name == team.name and wish.sprint in {"", each.name})
    waiting = meant(known, (Stage.WAITING,))
    if waiting is None:
        if wish.sprint:
            return wish
        what = f"{team.name} has no plan of a sprint that has not begun"
        raise BadInput(what, f"name a new sprint: git sprint plan NAME --team {team.name} --proposed")
    body = waiting.plan.body
    recount = bool(wish.begins or wish.ends or wish.away)
    return Wish(
        sprint=body.sprint,
        items=wish.items or [f"{each.id}:{each.points}" for each in body.items],
        goal=wish.goal or body.goal,
        begins=wish.begins or body.begins,
        ends=wish.ends or ("" if wish.begins else body.ends),
        away={**{who: days for who, days in body.away.items() if who in team.members}, **wish.away},
        capacity=body.capacity if wish.capacity is None and not recount else wish.capacity,
    )
