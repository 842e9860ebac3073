"""The standup of all teams on a day: who has said something, who has not, and what is in the way for long (Scrum@Scale, Scaled Daily Scrum)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

from gitgov.chamber.meant import Stage, each_team
from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import today
from gitgov.chamber.progress import Standing, in_the_way
from gitgov.chamber.sprints import Board
from gitgov.charter.teams import below
from gitgov.sprints.sprint import Sprint

LONG = 86_400
"""Seconds after which an impediment is told to those who have to act."""


class Attendance(NamedTuple):
    """A team at the day's standup: who of it has said something, and who has not; `sprint` is empty where none is under way."""

    team: str
    sprint: str
    stood: tuple[str, ...]
    missing: tuple[str, ...]


class Rollcall(NamedTuple):
    """The standup of a day in UTC, over all teams that work, and the impediments that have stood for longer than a day."""

    day: date
    teams: tuple[Attendance, ...]
    long: tuple[Standing, ...]

    @property
    def absent(self) -> tuple[str, ...]:
        """The teams with a sprint under way of which nobody has said anything."""
        return tuple(each.team for each in self.teams if each.sprint and not each.stood)

    @property
    def quorum(self) -> bool:
        """Whether every team with a sprint under way is there, by one of its people at least, and there is such a team."""
        return not self.absent and any(each.sprint for each in self.teams)


def rollcall(chamber: Chamber, board: Board, team: str = "") -> Rollcall:
    """Say who has stood up today, in all teams that no other is under, or in one."""
    teams, day = chamber.chain.charter.teams, today(chamber)
    last = each_team(board.sprints, (Stage.UNDER_WAY,))
    names = [name for name in sorted(teams) if name == team or (not team and not below(teams, name))]
    rows = [_attendance(last.get(name), name, teams[name].members, day) for name in names]
    working = sorted({each.team.name for each in board.sprints if team in {"", each.team.name}})
    every = [each for name in working for each in in_the_way(chamber, board, name)]
    long = (each for each in every if chamber.now() - each.impediment.at >= LONG)
    return Rollcall(day, tuple(rows), tuple(sorted(long, key=lambda each: (each.impediment.at, each.impediment.id))))


def _attendance(sprint: Sprint | None, team: str, members: tuple[str, ...], day: date) -> Attendance:
    if sprint is None:
        return Attendance(team, "", (), tuple(members))
    said = [*((each.by, each.at) for each in sprint.standups), *((each.by, each.at) for each in sprint.impediments)]
    stood = {who for who, at in said if datetime.fromtimestamp(at, UTC).date() == day}
    return Attendance(team, sprint.name, tuple(sorted(stood)), tuple(each for each in members if each not in stood))
