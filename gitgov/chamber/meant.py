"""Which sprint of a team is meant: one home of the rule, for all verbs that take a sprint and for what tells how teams stand."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from gitgov.chamber.sprints import Board
from gitgov.core.errors import BadInput
from gitgov.core.visible import typed
from gitgov.sprints.sprint import Sprint


class Stage(Enum):
    """Where a sprint is, by its own thread: it waits for its start, is under way, or is over, as it was reviewed."""

    WAITING = "waiting"
    UNDER_WAY = "under way"
    OVER = "over"


Stages = tuple[Stage, ...]
TO_PREPARE: Stages = (Stage.WAITING, Stage.UNDER_WAY, Stage.OVER)
"""For what prepares a sprint: to plan it anew, to commit to it."""
GOING: Stages = (Stage.UNDER_WAY, Stage.WAITING, Stage.OVER)
"""For what is said from day to day, for how teams stand, and for the start: who plans the next sprint still works in this one."""
TO_LOOK_BACK: Stages = (Stage.UNDER_WAY, Stage.OVER, Stage.WAITING)
"""For review, feedback, retrospective and integration: of what has not begun there is nothing to look back on."""


def stage_of(sprint: Sprint) -> Stage:
    """Say where a sprint is."""
    if sprint.review:
        return Stage.OVER
    return Stage.UNDER_WAY if sprint.started else Stage.WAITING


def meant(sprints: Iterable[Sprint], stages: Stages) -> Sprint | None:
    """Return the sprint that counts, of the first of these stages in which one is; nothing where there is none.

    Of several in one stage the one that was started last, or, where they wait, whose plan was drawn up last.
    """
    known = [each for each in sprints if stage_of(each) in stages]
    if not known:
        return None
    first = min((stage_of(each) for each in known), key=stages.index)
    among = (each for each in reversed(known) if stage_of(each) is first)
    return max(among, key=lambda each: each.started_at or each.plan.at)


def each_team(sprints: Iterable[Sprint], stages: Stages) -> dict[str, Sprint]:
    """Return for each team, by name, the sprint that counts."""
    by_team: dict[str, list[Sprint]] = {}
    for each in sprints:
        by_team.setdefault(each.team.name, []).append(each)
    found = {name: meant(mine, stages) for name, mine in sorted(by_team.items())}
    return {name: each for name, each in found.items() if each}


def sprint_of(board: Board, team: str, stages: Stages, name: str = "") -> Sprint:
    """Return a team's sprint of that name, or the one that counts; raises `BadInput` where there is none."""
    called = [each for each in board.sprints if name in {"", each.name}]
    if found := meant((each for each in called if each.team.name == team), stages):
        return found
    what = f"{team} has planned no sprint{f' {name}' if name else ''}"
    others = ", ".join(sorted({each.team.name for each in called}))
    elsewhere = f"--team names another team; there is one of {others}; or " if others else ""
    raise BadInput(what, f"{elsewhere}git sprint plan {typed(name or 'NAME')} --team {team}")
