"""What an increment comes to: worked out by hand where that can be done, and the same in whatever order it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tests.kit.examples  # noqa: F401 - loads the profile
from gitgov.core.ids import EventId, Member
from gitgov.sprints.dependencies import behind, circles
from gitgov.sprints.increments.events import IncrementPlanned
from gitgov.sprints.increments.reading import (
    Circle,
    Predictability,
    critical_path,
    hot_spots,
    predictability,
    rounds,
    wants,
)
from gitgov.sprints.increments.state import Dependency, Feature, Increment, Objective

FRAME = IncrementPlanned(increment="PI1", team="product", begins="2026-12-01", iterations=5, weeks=2)
Graph = Mapping[str, set[str]]


def objective(value: int, actual: int | None, *, committed: bool = True) -> Objective:
    return Objective("core", "O", "", committed, value, actual)


def need(consumer: str, provider: str, by: int, committed: int = 0, **said: str) -> Dependency:
    key = EventId(f"{consumer}{provider}{by}{said}")
    settled, owner = said.get("settled", ""), said.get("owner", "")
    return Dependency(key, Member("ann"), consumer, provider, "", by, said.get("feature", ""), said.get("item", ""),
                      committed, owner, settled)  # fmt: skip


def increment(*needs: Dependency, features: tuple[Feature, ...] = ()) -> Increment:
    known, placed = {each.id: each for each in needs}, {each.item: each for each in features}
    return Increment(EventId("i"), "s", Member("ann"), 0, FRAME, features=placed, dependencies=known)


@pytest.mark.parametrize(
    ("found", "share", "healthy"),
    [
        ([objective(8, 6), objective(2, 2)], Fraction(8, 10), True),
        ([objective(8, 6), objective(2, 1)], Fraction(7, 10), False),
        (
            [objective(8, 6), objective(2, 2, committed=False)],
            Fraction(8, 8),
            True,
        ),  # uncommitted counts in actual only
        ([objective(8, 8), objective(2, 2, committed=False)], Fraction(10, 8), False),
        ([objective(8, None), objective(2, 2)], Fraction(2, 10), False),
        ([objective(5, 5, committed=False)], None, False),
        ([], None, False),
    ],
)
def test_predictability_by_hand(found: list[Objective], share: Fraction | None, healthy: bool) -> None:
    said = predictability(found)
    assert (said.share, said.healthy) == (share, healthy)


OBJECTIVES = st.builds(objective, st.integers(0, 10), st.none() | st.integers(0, 10), committed=st.booleans())


@given(st.lists(OBJECTIVES, max_size=8), st.data())
def test_predictability_is_the_same_in_any_order_and_grows_with_what_is_reached(
    found: list[Objective], data: st.DataObject
) -> None:
    said = predictability(found)
    assert predictability(data.draw(st.permutations(found))) == said
    more = [each._replace(actual=10) for each in found]
    assert predictability(more).actual >= said.actual
    assert predictability(more).planned == said.planned
    promised = [each for each in found if each.committed]
    assert predictability(promised) == Predictability(said.planned, sum(each.actual or 0 for each in promised))


def ways(needs: Graph) -> list[tuple[str, ...]]:
    """Returns every way through a graph of few names, by trying all."""
    names = sorted({*needs, *(each for found in needs.values() for each in found)})
    return [
        way
        for length in range(1, len(names) + 1)
        for way in permutations(names, length)
        if all(before in needs.get(after, ()) for before, after in pairwise(way))
    ]


@given(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8))
def test_the_critical_path_is_the_longest_way(edges: set[tuple[int, int]]) -> None:
    """Of names that do not wait for themselves, nor for what does."""
    needs: dict[str, set[str]] = {}
    for one, other in edges:
        needs.setdefault(f"{one}", set()).add(f"{other}")
    stuck = {each for circle in circles(needs) for each in circle}
    found = [way for way in ways(needs) if not {*way, *behind(needs, way)} & stuck]
    assert critical_path(needs) == min(found, key=lambda way: (-len(way), way), default=())


def test_what_waits_for_itself_is_on_no_way() -> None:
    assert critical_path({"a": {"b"}, "b": {"a"}, "c": {"a", "d"}, "d": {"e"}}) == ("e", "d")
    assert critical_path({}) == ()


def test_teams_that_need_each_other_within_an_iteration_wait_for_each_other() -> None:
    same = increment(need("web", "core", 2, owner="bob"), need("core", "web", 2))
    assert rounds(same) == (Circle(("core@2", "web@2"), ("bob", "web")),)
    assert rounds(increment(need("web", "core", 2), need("core", "web", 4))) == ()
    assert rounds(increment(need("web", "core", 2), need("core", "web", 2, settled="dropped"))) == ()


def test_features_that_need_each_other_are_told_by_their_teams() -> None:
    one = Feature("core", "C", "", 1, 1, ("W", "elsewhere"))
    other = Feature("web", "W", "", 1, 1, ("C",))
    found = increment(features=(one, other))
    assert wants(found) == {"C": {"W"}, "W": {"C"}}
    assert rounds(found) == (Circle(("C", "W"), ("core", "web")),)
    through = increment(need("web", "core", 1, feature="W", item="C"), features=(one._replace(needs=()), other))
    assert critical_path(wants(through)) == ("C", "W")


NEEDS = st.builds(
    need, st.sampled_from("abc"), st.sampled_from("abc"), st.integers(1, 5), st.integers(0, 5),
    settled=st.sampled_from(["", "", "delivered", "dropped"]),
)  # fmt: skip


@given(st.lists(NEEDS, max_size=6), st.data())
def test_lateness_hot_spots_and_rounds_are_the_same_in_any_order(found: list[Dependency], data: st.DataObject) -> None:
    again = data.draw(st.permutations(found))
    for each in found:
        assert each.late == (each.settled == "" and each.committed > each.need_by)
        assert each.unresolved == (each.settled == "" and not 0 < each.committed <= each.need_by)
    assert hot_spots(again) == hot_spots(found)
    once = {each.id: each for each in found}
    one, other = increment(*once.values()), increment(*(once[each.id] for each in again))
    assert rounds(one) == rounds(other)
    assert critical_path(wants(one)) == critical_path(wants(other))


def test_several_wait_for_one() -> None:
    found = [
        need("a", "c", 1),
        need("b", "c", 1),
        need("b", "c", 2),
        need("a", "b", 1),
        need("a", "d", 1, settled="delivered"),
    ]
    assert hot_spots(found) == (("c", 2),)
