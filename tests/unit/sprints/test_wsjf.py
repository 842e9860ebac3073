"""Weighted shortest job first: the arithmetic, the rule of the 1, and the order under dependencies."""

from __future__ import annotations

import itertools
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tests.kit.examples  # noqa: F401 - loads the profile
from gitgov.core.errors import BadInput
from gitgov.sprints.wsjf import SCALE, Scored, check, mistakes, ordered

ORACLE = tomllib.loads((Path(__file__).parents[2] / "vectors/wsjf.toml").read_text(encoding="utf-8"))


def test_as_the_glossary_works_it_out() -> None:
    rows = [Scored(*row) for row in ORACLE["rows"]]
    assert [each.cost_of_delay for each in rows] == ORACLE["cost_of_delay"]
    assert [each.wsjf for each in rows] == [Fraction(text) for text in ORACLE["wsjf"]]
    assert [f"{float(each.wsjf):.1f}" for each in rows] == ORACLE["rounded"]
    assert ordered(rows[::-1], {}) == ("audit log", "onboarding", "csv export")


def test_each_column_has_its_one() -> None:
    good = [Scored("a", 1, 13, 1, 5), Scored("b", 8, 1, 2, 1)]
    assert list(mistakes(good)) == []
    check(good)
    with pytest.raises(BadInput, match="no item has a 1 for criticality") as raised:
        check([good[0], Scored("b", 8, 4, 2, 1)])
    assert "b: criticality 4 is none of 1, 2, 3, 5, 8, 13, 20" in raised.value.what
    assert list(mistakes([])) == []


def test_something_urgent_pulls_forward_what_it_waits_for() -> None:
    urgent, enabler, other = Scored("urgent", 20, 1, 1, 1), Scored("enabler", 1, 1, 1, 1), Scored("other", 5, 3, 1, 1)
    assert ordered([enabler, other, urgent], {}) == ("urgent", "other", "enabler")
    assert ordered([enabler, other, urgent], {"urgent": ["enabler"]}) == ("enabler", "urgent", "other")
    assert ordered([other, urgent], {"urgent": ["done long ago"]}) == ("urgent", "other")


def test_circles_are_named() -> None:
    items = [Scored(name, 1, 1, 1, 1) for name in "abcd"]
    needs = {"a": ["b"], "b": ["c"], "c": ["b"], "d": ["d"]}
    with pytest.raises(BadInput, match="b and c need each other; d needs itself"):
        ordered(items, needs)


def test_sizes_are_numbers_that_divide() -> None:
    with pytest.raises(BadInput, match="no size: a"):
        ordered([Scored("a", 1, 1, 1, 0)], {})


def test_a_long_chain() -> None:
    items = [Scored(f"{number:04}", 1, 1, 1, 1) for number in range(200)]
    needs = {f"{number:04}": [f"{number + 1:04}"] for number in range(199)}
    assert ordered(items, needs) == tuple(f"{number:04}" for number in reversed(range(200)))


@st.composite
def tables(draw: st.DrawFn) -> list[Scored]:
    number = draw(st.integers(1, 6))
    return [Scored(name, *(draw(st.sampled_from(SCALE)) for _ in range(4))) for name in "abcdef"[:number]]


@given(tables(), st.data())
def test_none_before_what_it_needs_and_ties_by_name(items: list[Scored], data: st.DataObject) -> None:
    names = [each.id for each in items]
    needs = {
        name: data.draw(st.lists(st.sampled_from(names[:place]), unique=True))
        for place, name in enumerate(names)
        if place
    }
    order = ordered(items, needs)
    assert sorted(order) == names
    assert all(order.index(before) < order.index(name) for name in needs for before in needs[name])
    assert order == ordered(items[::-1], needs)
    assert ordered(items, {}) == tuple(
        each.id for each in sorted(items, key=lambda each: (-Fraction(each.cost_of_delay, each.size), each.id))
    )


@given(tables(), st.integers(0, 3))
def test_of_chains_no_order_costs_less(items: list[Scored], cut: int) -> None:
    names = [each.id for each in items]
    needs = {name: [names[place]] for place, name in enumerate(names[1:]) if place != cut}
    cheapest = min(
        waiting_costs(items, order)
        for order in itertools.permutations(names)
        if all(order.index(before) < order.index(name) for name in needs for before in needs[name])
    )
    assert waiting_costs(items, ordered(items, needs)) == cheapest


def waiting_costs(items: list[Scored], order: tuple[str, ...]) -> int:
    known = {each.id: each for each in items}
    ends = itertools.accumulate(known[name].size for name in order)
    return sum(known[name].cost_of_delay * end for name, end in zip(order, ends, strict=True))
