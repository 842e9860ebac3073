"""Who has stood up on a day: teams without anybody break the quorum, teams without a sprint do not, and the night parts days."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from gitgov.chamber.open import Chamber
from gitgov.chamber.progress import standing
from gitgov.chamber.sprints import Board
from gitgov.chamber.standups import rollcall
from gitgov.charter.read import read
from gitgov.core.instants import parse_instant
from gitgov.sprints.events import PlannedItem, SprintPlanned, StandupGiven
from gitgov.sprints.sprint import Impediment, Plan, Said, Sprint
from tests.kit import charters

NOON = parse_instant("2026-12-02T12:00:00Z")
MIDNIGHT = NOON - 43_200
TREE: dict[str, dict[str, charters.Value | tuple[str, ...]]] = {
    "product": {"product_owner": "alice", "scrum_master": "alice"},
    "core": {"parent": "product", "members": ("bob", "dave"), "scrum_master": "bob"},
    "ops": {"parent": "product", "members": ("dave",), "scrum_master": "dave"},
    "web": {"parent": "product", "members": ("carol",), "scrum_master": "carol"},
}
CHARTER = read(charters.team("alice", "bob", "carol", "dave").but(teams=TREE).text)


class _Chain(NamedTuple):
    charter: Any = CHARTER


class _Chamber(NamedTuple):
    chain: _Chain = _Chain()

    def now(self) -> int:
        return NOON


def sprint(team: str, *said: tuple[str, int], raised: tuple[tuple[str, int], ...] = ()) -> Sprint:
    body = SprintPlanned(
        sprint="S1", team=team, begins="2026-12-01", ends="2026-12-14", into="refs/heads/main",
        items=[PlannedItem(id="A-1", points=1)], capacity=8,
    )  # fmt: skip
    ids = cast("Any", [f"{number:064x}" for number in range(9)])
    standups = tuple(Said(ids[0], cast("Any", who), at, StandupGiven(done="x")) for who, at in said)
    impediments = tuple(Impediment(ids[n], cast("Any", who), at, "No disk", "") for n, (who, at) in enumerate(raised))
    plan = Plan(ids[0], cast("Any", "bob"), 1, body)
    team_of = CHARTER.teams[team]
    return Sprint(ids[0], "", team_of, (plan,), started=ids[1], standups=standups, impediments=impediments)


def called(*sprints: Sprint, team: str = "") -> Any:
    return rollcall(cast("Chamber", _Chamber()), Board((), sprints, ()), team)


def test_every_team_with_a_sprint_under_way_has_to_be_there() -> None:
    found = called(sprint("core", ("bob", NOON)), sprint("web", ("carol", MIDNIGHT - 1)))
    assert [tuple(each) for each in found.teams] == [
        ("core", "S1", ("bob",), ("dave",)), ("ops", "", (), ("dave",)), ("web", "S1", (), ("carol",)),
    ]  # fmt: skip
    assert (found.absent, found.quorum) == (("web",), False)
    assert called(sprint("core", ("bob", NOON)), sprint("web", ("carol", MIDNIGHT))).quorum
    assert not called().quorum


def test_who_only_says_what_is_in_the_way_has_stood_up_and_of_another_team_nobody_is_missing() -> None:
    found = called(sprint("core", raised=(("bob", NOON),)), sprint("web"), team="core")
    assert [(each.team, each.stood) for each in found.teams] == [("core", ("bob",))]
    assert found.quorum


def test_what_is_in_the_way_for_a_day_is_told_with_who_must_act() -> None:
    found = called(sprint("core", raised=(("bob", NOON - 86_399), ("dave", NOON - 86_400), ("bob", NOON - 200_000))))
    assert [(each.impediment.at, each.with_team, each.waits_for) for each in found.long] == [
        (NOON - 200_000, "product", "alice"),
        (NOON - 86_400, "product", "alice"),
    ]


def test_what_a_clock_ahead_has_dated_stands_where_it_was_raised() -> None:
    ahead = sprint("core", raised=(("bob", NOON), ("bob", NOON + 60)))
    found = [standing(cast("Chamber", _Chamber()), each, ahead) for each in ahead.impediments]
    assert [(each.with_team, each.waits_for) for each in found] == [("core", "bob"), ("core", "bob")]
