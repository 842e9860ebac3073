"""`git sprint standup --report`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gitgov.chamber.open import open_chamber
from gitgov.chamber.sprints import SPRINTS, read_board
from gitgov.chamber.standups import Attendance, Rollcall, rollcall
from gitgov.cli.going import impediment_line
from gitgov.cli.standings import impediment_json
from gitgov.cli.text import columns, give, paint, say
from gitgov.core.errors import BadInput


def report(team: str, *, as_json: bool) -> None:
    """Say who has stood up today and who has not, and who must act on what has been in the way for long."""
    chamber = open_chamber(Path())
    teams = chamber.chain.charter.teams
    if team and team not in teams:
        raise BadInput(f"the charter has no team {team!r}", f"there are: {', '.join(sorted(teams)) or 'none'}")
    found = rollcall(chamber, read_board(chamber, SPRINTS), team)
    if as_json:
        give(_json(found))
        return
    say(f"standup of {found.day}: {_quorum(found)}")
    say(columns([_row(each) for each in found.teams]))
    for each in found.long:
        say(impediment_line(impediment_json(each), chamber.now()))


def _quorum(found: Rollcall) -> str:
    if found.absent:
        return f"{paint('no quorum', 'red')}, nobody has stood up of {', '.join(found.absent)}"
    return f"{paint('quorum', 'green')}, every team is there" if found.quorum else "no sprint is under way"


def _row(each: Attendance) -> list[str]:
    if not each.sprint:
        return [each.team, "-", "no sprint is under way"]
    here, missing = ", ".join(each.stood) or "nobody", ", ".join(each.missing) or "nobody"
    return [each.team, each.sprint, f"{here}; missing: {missing}"]


def _json(found: Rollcall) -> dict[str, Any]:
    return {
        "day": found.day.isoformat(), "quorum": found.quorum, "absent": list(found.absent),
        "teams": [
            {"team": each.team, "sprint": each.sprint or None, "stood": list(each.stood), "missing": list(each.missing)}
            for each in found.teams
        ],
        "impediments": [impediment_json(each) for each in found.long],
    }  # fmt: skip
