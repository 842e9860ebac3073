"""What a forecast is made of: whole periods, and work that passes from team to team."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tests.kit.examples  # noqa: F401 - loads the profile
from gitgov.core.errors import BadInput
from gitgov.sprints.forecast import Throughput, of_graph
from gitgov.sprints.outlook import Stage, Wanted, as_graph, finished, once, stages, whole_periods

ONE = {team: Throughput(team, (1,)) for team in "abc"}
"""Teams that finish an item a week."""


def test_periods_are_whole_and_end_now() -> None:
    assert whole_periods(0, 25, 10, 9) == [(5, 15), (15, 25)]
    assert whole_periods(0, 25, 10, 1) == [(15, 25)]
    assert whole_periods(20, 25, 10, 9) == whole_periods(30, 25, 10, 9) == []
    assert finished("a", [4, 5, 14, 15, 25, 24], [(5, 15), (15, 25)]).finished == (2, 2)
    with pytest.raises(BadInput, match="no throughput"):
        finished("a", [1], [])


def test_what_two_have_finished_counts_with_the_first() -> None:
    assert once([("a", "b"), ("b", "c"), (), ("c",)]) == [{"a", "b"}, {"c"}, frozenset(), frozenset()]


def test_work_passes_from_team_to_team_and_each_does_its_own_at_its_own_pace() -> None:
    """By hand: a does 2 items in 2 weeks, then b one in 1; meanwhile b had 1 of its own; then a does the goal in 1: 4 weeks."""
    items = {
        "a1": Wanted("a", ()),
        "a2": Wanted("a", ("a1",)),
        "b1": Wanted("b", ()),
        "b2": Wanted("b", ("a2", "b1")),
        "a3": Wanted("a", ("b2", "gone", "old")),
        "old": Wanted("c", ()),
        "else": Wanted("c", ("a3",)),
    }
    found = stages("a3", items, ["old"])
    assert found == {
        Stage("a", 0): {"a1", "a2"},
        Stage("a", 2): {"a3"},
        Stage("b", 0): {"b1"},
        Stage("b", 1): {"b2"},
    }
    works, needs = as_graph(found, items, ONE)
    assert needs == {"a/0": [], "a/2": ["a/0", "b/1"], "b/0": [], "b/1": ["a/0", "b/0"]}
    assert {name: each.at(95) for name, each in of_graph(works, needs, b"").items()} == {
        "a/0": 2,
        "a/2": 4,
        "b/0": 1,
        "b/1": 3,
    }


def test_what_is_done_takes_nothing_and_what_needs_itself_is_refused() -> None:
    assert stages("a1", {"a1": Wanted("a", ())}, ["a1"]) == {}
    with pytest.raises(BadInput, match="x and y need each other"):
        stages("x", {"x": Wanted("a", ("y",)), "y": Wanted("b", ("x",))}, [])
    with pytest.raises(BadInput, match="x needs itself"):
        stages("g", {"g": Wanted("a", ("x",)), "x": Wanted("a", ("x",))}, [])


def test_what_needs_itself_elsewhere_hinders_no_forecast() -> None:
    items = {"g": Wanted("a", ()), "x": Wanted("b", ("y", "g")), "y": Wanted("b", ("x",))}
    assert stages("g", items, []) == {Stage("a", 0): {"g"}}
    assert stages("x", items, ["y"]) == {Stage("a", 0): {"g"}, Stage("b", 1): {"x"}}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sets(st.integers(0, 9))), min_size=1, max_size=10))
def test_stages_hold_each_item_once_in_a_graph_that_ends(rows: list[tuple[str, set[int]]]) -> None:
    """An item needs earlier ones alone; with one item a week, nothing ends before the busiest team's own work, or after all."""
    items = {
        str(place): Wanted(team, tuple(sorted(str(each) for each in needs if each < place)))
        for place, (team, needs) in enumerate(rows)
    }
    goal = str(len(rows) - 1)
    found = stages(goal, items, [])
    names = [name for each in found.values() for name in each]
    assert sorted(names) == sorted({*names})
    assert goal in names
    works, needs = as_graph(found, items, ONE)
    last = max(each.at(95) for each in of_graph(works, needs, b"", 10).values())
    busiest = max(sum(items[name].team == team for name in names) for team in "abc")
    assert busiest <= last <= len(names)
