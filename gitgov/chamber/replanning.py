"""A plan drawn up anew from the one that is there: what nobody says stays as it was planned."""

from __future__ import annotations

from gitgov.chamber.meant import Stage, meant
from gitgov.chamber.planning import Wish
from gitgov.chamber.sprints import Board
from gitgov.core.errors import BadInput


def as_planned(board: Board, team: str, wish: Wish) -> Wish:
    """Fill in what a wish without a name leaves open, from the plan of a team that was drawn up last, of those whose sprint has not begun.

    What people and days come to is counted again where one of them is named. Raises `BadInput` where no such plan is there.
    """
    waiting = meant((each for each in board.sprints if each.team.name == team), (Stage.WAITING,))
    if waiting is None:
        what = f"{team} has no plan of a sprint that has not begun"
        raise BadInput(what, f"name a new sprint: git sprint plan NAME --team {team} --proposed")
    body = waiting.plan.body
    recount = bool(wish.begins or wish.ends or wish.away)
    return Wish(
        sprint=body.sprint,
        items=wish.items or [f"{each.id}:{each.points}" for each in body.items],
        goal=wish.goal or body.goal,
        begins=wish.begins or body.begins,
        ends=wish.ends or ("" if wish.begins else body.ends),
        away=wish.away or body.away,
        capacity=body.capacity if wish.capacity is None and not recount else wish.capacity,
    )
