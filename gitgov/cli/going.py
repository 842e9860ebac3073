"""`git sprint status`: what was told already is told again without loading the law, where nothing has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gitgov.chamber import clock
from gitgov.chamber.answers import Rows, remembered
from gitgov.cli.options import Json, TeamOption
from gitgov.cli.text import clean, flat, give, paint, say
from gitgov.core.ids import motion_name, short
from gitgov.core.instants import parse_instant, show_duration

NAME = "sprint status, with what is planned and moved"
"""Under which answers are remembered: rows of another form have another name, so that none of an older version is taken for one."""
HOUR = 3_600
_NEXT = {
    "planned": "git sprint commit {sprint} --team {team}, and the team votes",
    "moved": "git vote aye {name}, by the people of {team}; then git motion announce {name}",
    "committed": "git sprint start {sprint} --team {team}",
    "reviewed": "git sprint retro add {sprint} --team {team} --well TEXT; then git sprint plan NAME --team {team}",
}
"""What comes next, by the phase of a sprint; one that is under way asks for nothing."""


def status(team: TeamOption = "", as_json: Json = False) -> None:
    """Show how each team's sprint goes, the one under way or else the next or the last one: from ratified merges, not from what somebody typed."""
    now = clock.now()
    rows = remembered(Path(), NAME, now)
    found = [each for each in (_by_law() if rows is None else rows) if team in {"", each["team"]}]
    if team and not found:
        _refuse_unknown(team)
    if as_json:
        return give(found)
    if not found:
        say(f"no sprint is planned: git sprint plan NAME --team {flat(team) or 'TEAM'}")
    for each in found:
        say("\n".join(_lines(each, now)))
    return None


def _by_law() -> Rows:
    from gitgov.cli.standings import standings

    return standings(Path(), NAME)


def _refuse_unknown(team: str) -> None:
    """Raise `BadInput` for a team that the charter does not have; what is remembered does not name teams without a sprint."""
    from gitgov.chamber.open import open_chamber
    from gitgov.chamber.planning import team_of

    team_of(open_chamber(Path()), "", team)


def _lines(row: Mapping[str, Any], now: int) -> Iterator[str]:
    goal = f", for “{flat(row['goal'])}”" if row["goal"] else ""
    yield f"{row['team']}  sprint {row['sprint']} ({row['begins']} to {row['ends']}): {paint(row['phase'], 'bold')}{goal}"
    if row["points_done"] is None:
        yield f"  what is done cannot be told: commit {short(row['commit'])} is not here; git fetch brings it"
    else:
        yield f"  {row['points_done']} of {row['points']} points done; {row['capacity']} can be done"
    for item in row["items"]:
        yield f"  [{'x' if item['done'] else ' '}] {item['id']} {flat(item['title'])} ({item['points']})"
    for who, said in sorted({each["member"]: each for each in row["standups"]}.items()):
        yield "  " + clean(f"{who}: {said['done'] or '-'}; next {said['next'] or '-'}".replace("\n", " "))
    for each in row["impediments"]:
        yield f"  {impediment_line(each, now, row['sprint'])}"
    yield from map(improvement_line, row["overdue"])
    if following := _NEXT.get(row["phase"]):
        yield f"  next: {_worded(following, row)}"
    if row["planned"]:
        yield from _planned(row["planned"], row["sprint"])


def _worded(following: str, row: Mapping[str, Any]) -> str:
    return following.format(**row, name=motion_name(row["moved"] or ""))


def _planned(row: Mapping[str, Any], going: str) -> Iterator[str]:
    """Tell of the sprint that is planned while another one is under way."""
    days, points = f"{row['begins']} to {row['ends']}", f"{row['points']} of {row['capacity']} points"
    yield f"  planned: sprint {row['sprint']} ({days}): {paint(row['phase'], 'bold')}, {points}"
    once = f", once {going} is reviewed" if row["phase"] == "committed" else ""
    yield f"    next{once}: {_worded(_NEXT[row['phase']], row)}"


def impediment_line(row: Mapping[str, Any], now: int, sprint: str = "") -> str:
    """Tell an impediment: how old it is in hours, with whom it is by now, and of which sprint, unless it is of this one."""
    hours = max(0, now - parse_instant(row["raised_at"])) // HOUR
    age = show_duration(hours * HOUR) if hours else "under 1h"
    of = f", from {row['sprint']}" if sprint not in {"", row["sprint"]} else ""
    return (
        f"{paint('!', 'red')} {row['id'][:8]} {flat(row['text'])} ({age}{of}; with {row['with']}: {row['waits_for']})"
    )


def improvement_line(row: Mapping[str, Any]) -> str:
    """Tell what has become of an improvement, in a line."""
    metric = f", to move {flat(row['metric'])}" if row["metric"] else ""
    late = paint(" OVERDUE", "red") if row["overdue"] else ""
    result = f": {clean(row['result']).strip()}" if row["result"].strip() else ""
    moved = f", {motion_name(row['motion'])}" if row["motion"] and row["phase"] != "closed" else ""
    about = f"{flat(row['text'])} ({row['owner']}, until {row['due']}{metric})"
    return f"  {row['id'][:8]}  {about}: {row['phase']}{moved}{flat(result)}{late}"
