"""How sprints stand, as `--json` has it: asked of the law, and remembered for the next time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gitgov.chamber.answers import Rows, remember
from gitgov.chamber.improving import overdue
from gitgov.chamber.meant import GOING, Stage, each_team
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.progress import Progress, Standing, going_of, moved_by, phase_of
from gitgov.chamber.sprints import SPRINTS, Board, read_board
from gitgov.chamber.survey import without_collector
from gitgov.cli.retrospective import improvement_json
from gitgov.cli.text import instant_json
from gitgov.sprints.sprint import Sprint

DAY = 86_400


def standings(start: Path, name: str) -> Rows:
    """Return how each team stands, by team, and remember it under a name: its sprint under way, or else the next or the last one."""
    chamber = open_chamber(start)
    with without_collector():
        board = read_board(chamber, SPRINTS)
    found = [going_of(chamber, board, each) for each in each_team(board.sprints, GOING).values()]
    waiting = each_team(board.sprints, (Stage.WAITING,))
    rows = [{**_json(each), **_besides(chamber, board, each.sprint, waiting)} for each in found]
    remember(chamber.repo, name, rows, _until(chamber, found))
    return rows


def _until(chamber: Chamber, found: list[Progress]) -> int:
    """Return when time will have changed the answer: at midnight something is overdue, and impediments climb."""
    now, climbs = chamber.now(), chamber.chain.charter.sprints.climbs
    ages = [max(0, now - each.impediment.at) for one in found for each in one.hindering]
    return min([now - now % DAY + DAY, *(now + climbs - age % climbs for age in ages)])


def _besides(chamber: Chamber, board: Board, sprint: Sprint, waiting: Mapping[str, Sprint]) -> dict[str, Any]:
    """Return what else is told of a team: what should be done by now, and the sprint that is planned after this one."""
    team = sprint.team.name
    late = [improvement_json(each) for each in overdue(chamber, board, team)]
    after = waiting.get(team, sprint)
    return {"overdue": late, "planned": None if after is sprint else _planned(chamber, after)}


def _planned(chamber: Chamber, sprint: Sprint) -> dict[str, Any]:
    phase = phase_of(chamber, sprint)
    return _head(sprint, phase, moved_by(chamber, sprint, phase))


def _head(sprint: Sprint, phase: str, moved: str) -> dict[str, Any]:
    plan = sprint.plan
    return {
        "team": sprint.team.name, "sprint": sprint.name, "phase": phase, "goal": plan.body.goal,
        "begins": plan.body.begins, "ends": plan.body.ends, "capacity": plan.body.capacity, "points": plan.points,
        "moved": moved or None,
    }  # fmt: skip


def _json(progress: Progress) -> dict[str, Any]:
    sprint, plan = progress.sprint, progress.sprint.plan
    return {
        **_head(sprint, progress.phase, progress.moved),
        "points_done": progress.points_done if progress.counted else None, "motion": sprint.motion or None,
        "commit": sprint.subject,
        "items": [{**each.model_dump(), "done": each.id in progress.done} for each in plan.body.items],
        "standups": [{"member": each.by, "at": instant_json(each.at), **each.body.model_dump()} for each in sprint.standups],
        "impediments": [impediment_json(each) for each in progress.hindering],
        "packs": [each.body.model_dump() for each in sprint.packs],
    }  # fmt: skip


def impediment_json(standing: Standing) -> dict[str, Any]:
    """Return an impediment with stable keys."""
    found = standing.impediment
    return {
        "id": found.id, "member": found.by, "raised_at": instant_json(found.at), "text": found.text,
        "item": found.item, "with": standing.with_team, "waits_for": standing.waits_for,
        "sprint": standing.sprint,
    }  # fmt: skip
