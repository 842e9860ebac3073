"""Which sprint is meant: by what is asked, the one under way, the one that waits or the last one, whatever was planned since."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from gitgov.chamber.meant import GOING, TO_LOOK_BACK, TO_PREPARE, Stage, Stages, each_team, meant, sprint_of
from gitgov.chamber.sprints import Board
from gitgov.charter.read import read
from gitgov.core.errors import BadInput
from gitgov.sprints.events import SprintPlanned
from gitgov.sprints.outcome import Review
from gitgov.sprints.sprint import Plan, Sprint
from tests.kit import charters

TEAMS: dict[str, dict[str, charters.Value | tuple[str, ...]]] = {
    "core": {"members": ("bob",), "scrum_master": "bob"},
    "web": {"members": ("carol",), "scrum_master": "carol"},
}
CHARTER = read(charters.team("alice", "bob", "carol").but(teams=TEAMS).text)


def waiting(name: str, planned: int = 1, team: str = "core") -> Sprint:
    body = SprintPlanned(
        sprint=name, team=team, begins="2026-12-01", ends="2026-12-14", into="refs/heads/main", items=[], capacity=8
    )
    plan = Plan(cast("Any", name), cast("Any", "bob"), planned, body)
    return Sprint(cast("Any", name), "", CHARTER.teams[team], (plan,))


def under_way(name: str, started: int = 9, team: str = "core") -> Sprint:
    return replace(waiting(name, team=team), started=cast("Any", "f"), started_at=started)


def over(name: str, started: int = 5) -> Sprint:
    return replace(under_way(name, started), review=cast("Review", object()))


HISTORIES: list[tuple[tuple[Sprint, ...], tuple[str, str, str]]] = [
    ((waiting("S1"),), ("S1", "S1", "S1")),
    ((under_way("S1"), waiting("S2")), ("S1", "S1", "S2")),
    ((over("S1"), waiting("S2")), ("S2", "S1", "S2")),
    ((over("S1"), under_way("S2"), waiting("S3")), ("S2", "S2", "S3")),
    ((over("S1"), over("S2", 7)), ("S2", "S2", "S2")),
    ((waiting("S1", 20), waiting("S2", 10)), ("S1", "S1", "S1")),
    ((waiting("S1"), waiting("S2")), ("S2", "S2", "S2")),
    ((under_way("S1", 12), under_way("S2", 9)), ("S1", "S1", "S1")),
]


@pytest.mark.parametrize(("sprints", "names"), HISTORIES)
def test_what_is_asked_says_which_sprint_counts(sprints: tuple[Sprint, ...], names: tuple[str, str, str]) -> None:
    """From day to day, looking back, and to prepare."""
    board = Board((), sprints, ())
    asked: tuple[Stages, ...] = (GOING, TO_LOOK_BACK, TO_PREPARE)
    assert tuple(sprint_of(board, "core", each).name for each in asked) == names


def test_a_name_is_the_name_of_a_sprint_at_any_stage() -> None:
    board = Board((), (over("S1"), under_way("S2"), waiting("S3")), ())
    assert [sprint_of(board, "core", GOING, name).name for name in ("S1", "S2", "S3")] == ["S1", "S2", "S3"]
    with pytest.raises(BadInput, match="web has planned no sprint S1"):
        sprint_of(board, "web", GOING, "S1")
    with pytest.raises(BadInput) as refused:
        sprint_of(board, "core", GOING, "S1 x")
    assert refused.value.remedy == "git sprint plan 'S1 x' --team core"


def test_teams_are_apart_and_of_stages_that_are_not_asked_for_there_is_nothing() -> None:
    sprints = (under_way("S1"), waiting("S9", team="web"), waiting("S2"))
    assert {name: each.name for name, each in each_team(sprints, GOING).items()} == {"core": "S1", "web": "S9"}
    assert [*each_team(sprints, (Stage.UNDER_WAY,))] == ["core"]
    assert meant(sprints, (Stage.OVER,)) is None
