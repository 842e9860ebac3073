"""Plans as they are typed and what is proposed, on charters and boards that were never written down."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple, cast

import pytest

from gitgov.chamber.exporting import _cards
from gitgov.chamber.forecasting import _items_of
from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import Wish, drawn_up
from gitgov.chamber.pool import proposal_for, taken_on
from gitgov.chamber.replanning import as_planned
from gitgov.chamber.sprints import Board
from gitgov.charter.read import read
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import Member
from gitgov.sprints.backlog import Item
from gitgov.sprints.events import ItemAdded, PlannedItem, SprintPlanned
from gitgov.sprints.outcome import Review
from gitgov.sprints.sprint import Plan, Sprint
from tests.kit import charters

TEAM: dict[str, charters.Value | tuple[str, ...]] = {"members": ("bob",), "scrum_master": "bob"}
CHARTER = read(charters.team("alice", "bob").but(teams={"core": TEAM}).text)
WISH = Wish("S9", (), "", "2026-12-01", "", {}, 8)


class _Chain(NamedTuple):
    charter: Any = CHARTER


class _Chamber(NamedTuple):
    chain: _Chain = _Chain()


def days(begins: str, ends: str = "") -> tuple[str, str]:
    wish = WISH._replace(begins=begins, ends=ends)
    body = drawn_up(cast("Chamber", _Chamber()), Board((), (), ()), CHARTER.teams["core"], wish)
    return body.begins, body.ends


def test_a_plan_ends_before_the_calendar_does() -> None:
    assert days("9999-12-18") == ("9999-12-18", "9999-12-31")
    assert days("9999-12-25", "9999-12-31") == ("9999-12-25", "9999-12-31")
    with pytest.raises(BadInput, match="two weeks from 9999-12-25"):
        days("9999-12-25")


@pytest.mark.parametrize("day", ["x", "2026-99-99"])
@pytest.mark.parametrize("further", [{}, {"focus": "7/10"}], ids=["points", "focus"])
def test_what_is_no_day_is_refused_however_a_team_counts(
    day: str, further: dict[str, charters.Value | tuple[str, ...]]
) -> None:
    charter = read(charters.team("alice", "bob").but(teams={"core": TEAM | further}).text)
    chamber = cast("Chamber", _Chamber(_Chain(charter)))
    for wish in (WISH._replace(begins=day), WISH._replace(ends=day)):
        with pytest.raises(BadInput, match=f"not a day: '{day}'"):
            drawn_up(chamber, Board((), (), ()), charter.teams["core"], wish._replace(capacity=None))


def item(name: str, points: int, dropped_by: str = "") -> Item:
    body = ItemAdded(item=name, title=name, team="core", points=points, value=1)
    return Item(cast("Any", f"{points:064x}"), "", cast("Any", "bob"), 1, body, dropped_by)


def test_of_items_that_clones_have_added_apart_under_one_name_the_first_counts_everywhere() -> None:
    board = Board((item("A-7", 1, "bob"), item("A-7", 2), item("A-7", 3), item("A-8", 4)), (), ())
    assert (board.repeated, {name: each.body.points for name, each in board.wanted.items()}) == (
        ["A-7"],
        {"A-7": 2, "A-8": 4},
    )
    proposal = proposal_for(board, "core", 9)
    assert (proposal.items, proposal.points) == (("A-7", "A-8"), 6)
    plan = drawn_up(cast("Chamber", _Chamber()), board, CHARTER.teams["core"], WISH._replace(items=["A-7"]))
    assert [each.points for each in plan.items] == [2]
    assert _items_of(board, "core") == {"A-7", "A-8"}
    assert [(name, each.points) for name, each in _cards(board, {}).items()] == [("A-7", 2), ("A-8", 4)]


TREE: dict[str, dict[str, charters.Value | tuple[str, ...]]] = {
    "product": {"scrum_master": "alice"},
    "core": {"parent": "product", "members": ("bob",), "scrum_master": "bob"},
    "web": {"parent": "product", "members": ("alice",), "scrum_master": "alice"},
}
TEAMS = read(charters.team("alice", "bob").but(teams=TREE).text).teams


def named(name: str, team: str) -> Item:
    return Item(
        cast("Any", f"{name:0>64}"), "", cast("Any", "bob"), 1, ItemAdded(item=name, title=name, team=team, points=1)
    )


BACKLOG = (named("A", "core"), named("B", "web"), named("F", ""), named("P", "product"))


def test_what_is_another_teams_is_not_planned_but_what_is_nobodys_or_of_a_team_above_may_be() -> None:
    board = Board(BACKLOG, (), ())
    assert [each.id for each in taken_on(board, TEAMS, "core", ["A", "F", "P", "X:3"])] == ["A", "F", "P", "X"]
    with pytest.raises(Refused) as refused:
        taken_on(board, TEAMS, "product", ["P", "A", "B:2"])
    assert [str(each) for each in refused.value.objections] == [
        "GOV-668 A is an item of core, not of product",
        "GOV-668 B is an item of web, not of product",
    ]


@pytest.mark.parametrize("team", ["core", "web"])
def test_what_another_team_works_on_is_not_planned_until_that_has_left_it(team: str) -> None:
    body = SprintPlanned(
        sprint="S1", team="web", begins="2026-12-01", ends="2026-12-14", into="refs/heads/main",
        items=[PlannedItem(id="F", points=1)], capacity=8,
    )  # fmt: skip
    plan = Plan(cast("Any", "f" * 64), cast("Any", "alice"), 1, body)
    waiting = Sprint(plan.id, "", TEAMS["web"], (plan,))
    under_way = replace(waiting, started=cast("Any", "e" * 64))
    over = replace(under_way, review=cast("Review", object()))
    for sprint in (waiting, over, under_way) if team == "web" else (waiting, over):
        assert taken_on(Board(BACKLOG, (sprint,), ()), TEAMS, team, ["F"])
    if team == "core":
        with pytest.raises(Refused, match="web works on F in sprint S1"):
            taken_on(Board(BACKLOG, (under_way,), ()), TEAMS, team, ["F"])


def test_planned_anew_what_is_not_given_stays_with_a_name_and_without() -> None:
    body = SprintPlanned(
        sprint="S1", team="core", goal="Kept", begins="2026-12-01", ends="2026-12-07", into="refs/heads/main",
        items=[PlannedItem(id="A", points=3)], away={"bob": 1, "gone": 2}, capacity=5,
    )  # fmt: skip
    plan = Plan(cast("Any", "f" * 64), cast("Any", "bob"), 1, body)
    sprint = Sprint(plan.id, "", TEAMS["core"], (plan,))
    board, core = Board(BACKLOG, (sprint,), ()), TEAMS["core"]._replace(members=(Member("bob"), Member("dave")))
    for name in ("", "S1"):
        nothing = Wish(name, (), "", "", "", {}, None)
        kept = Wish("S1", ["A:3"], "Kept", "2026-12-01", "2026-12-07", {"bob": 1}, 5)
        assert as_planned(board, core, nothing) == kept
        away = as_planned(board, core, nothing._replace(away={"dave": 2}))
        assert away == kept._replace(away={"bob": 1, "dave": 2}, capacity=None)
    assert as_planned(board, core, WISH) == WISH
    begun = Board((), (replace(sprint, started=cast("Any", "e" * 64)),), ())
    assert as_planned(begun, core, WISH._replace(sprint="S1")) == WISH._replace(sprint="S1")
