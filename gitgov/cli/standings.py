"""How sprints stand, as `--json` has it: asked of the law, and remembered for the next time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gitgov.chamber.answers import Rows, remember
from gitgov.chamber.improving import overdue
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.progress import Progress, Standing, progress_of
from gitgov.chamber.sprints import SPRINTS, read_board
from gitgov.chamber.survey import without_collector
from gitgov.cli.retrospective import improvement_json
from gitgov.cli.text import instant_json

DAY = 86_400


def standings(start: Path, name: str) -> Rows:
    """Return how the last sprint of each team stands, by team, and remember it under a name."""
    chamber = open_chamber(start)
    with without_collector():
        board = read_board(chamber, SPRINTS)
    last = {each.team.name: each for each in board.sprints}
    found = [progress_of(chamber, each) for _, each in sorted(last.items())]
    late = {each: [*map(improvement_json, overdue(chamber, board, each))] for each in last}
    rows = [{**_json(each), "overdue": late[each.sprint.team.name]} for each in found]
    remember(chamber.repo, name, rows, _until(chamber, found))
    return rows


def _until(chamber: Chamber, found: list[Progress]) -> int:
    """Return when time will have changed the answer: at midnight something is overdue, and impediments climb."""
    now, climbs = chamber.now(), chamber.chain.charter.sprints.climbs
    ages = [max(0, now - each.impediment.at) for one in found for each in one.hindering]
    return min([now - now % DAY + DAY, *(now + climbs - age % climbs for age in ages)])


def _json(progress: Progress) -> dict[str, Any]:
    sprint, plan = progress.sprint, progress.sprint.plan
    return {
        "team": sprint.team.name, "sprint": sprint.name, "phase": progress.phase, "goal": plan.body.goal,
        "begins": plan.body.begins, "ends": plan.body.ends, "capacity": plan.body.capacity, "points": plan.points,
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
    }  # fmt: skip
