"""A proposal fits, is whole, and is worth as much as any other: found again by trying all of them."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tests.kit.examples  # noqa: F401 - loads the profile
from gitgov.core.errors import BadInput
from gitgov.sprints import proposal
from gitgov.sprints.proposal import Item, Proposal, propose

LETTERS = "abcdefghijkl"


def test_by_hand() -> None:
    backlog = [Item("a", 5, 10), Item("b", 4, 40), Item("c", 6, 30), Item("d", 3, 50)]
    assert propose(backlog, 10) == Proposal(("b", "d"), 7, Fraction(90), Fraction(90))
    assert propose(backlog, 0).items == ()
    assert propose(backlog, 100).items == ("a", "b", "c", "d")
    assert propose([], 10) == Proposal((), 0, Fraction(0), Fraction(0))


def test_something_comes_with_what_it_needs_or_not_at_all() -> None:
    backlog = [Item("a", 5, 1), Item("b", 5, 9, ("a",)), Item("c", 6, 8)]
    assert propose(backlog, 10).items == ("a", "b")
    assert propose(backlog, 9).items == ("c",)
    assert propose(backlog, 9, done={"a"}).items == ("b",)
    assert propose([Item("b", 5, 9, ("nowhere",)), Item("d", 1, 1, ("b",))], 10).items == ()


def test_what_waits_for_itself_is_left_out_with_what_needs_it() -> None:
    backlog = [
        Item("a", 1, 9, ("b",)),
        Item("b", 1, 9, ("a",)),
        Item("c", 1, 9, ("a",)),
        Item("d", 1, 9, ("d",)),
        Item("e", 1, 1),
    ]
    assert propose(backlog, 10) == Proposal(("e",), 1, Fraction(1), Fraction(1), (("a", "b"), ("d",)))
    assert propose(backlog, 10, done={"b"}) == Proposal(("a", "c", "e"), 3, Fraction(19), Fraction(19), (("d",),))


def test_of_equal_values_the_one_of_fewest_points() -> None:
    assert propose([Item("a", 3, 5), Item("b", 2, 5)], 4).items == ("b",)
    assert propose([Item("a", 3, 0), Item("b", 0, Fraction(1, 3))], 4).items == ("b",)


@pytest.mark.parametrize(
    ("backlog", "capacity", "said"),
    [
        ([Item("a", 1, 1), Item("a", 2, 2)], 5, "twice in the backlog: a"),
        ([Item("a", -1, 1)], 5, "below nothing: the points or the value of a"),
        ([Item("a", 1, 1)], -5, "not a capacity: -5"),
        ([Item("a", 1, 1)], 5_001, "not a capacity: 5001"),
    ],
)
def test_what_makes_no_sense(backlog: list[Item], capacity: int, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        propose(backlog, capacity)


@st.composite
def backlogs(draw: st.DrawFn, most: int = 12) -> list[Item]:
    names = LETTERS[: draw(st.integers(1, most))]
    worth = st.one_of(st.integers(0, 30), st.fractions(0, 30, max_denominator=6))
    found = []
    for place, name in enumerate(names):
        before = draw(st.lists(st.sampled_from(names[:place]), unique=True, max_size=3)) if place else []
        found.append(Item(name, draw(st.integers(0, 8)), draw(worth), tuple(before)))
    return draw(st.permutations(found))


def possible(backlog: list[Item], capacity: int) -> list[tuple[Fraction, int]]:
    """Returns value and negative points of every set that fits and has what it needs."""
    return [
        (sum((Fraction(each.value) for each in chosen), Fraction(0)), -points)
        for size in range(len(backlog) + 1)
        for chosen in itertools.combinations(backlog, size)
        if (points := sum(each.points for each in chosen)) <= capacity
        and {name for each in chosen for name in each.needs} <= {each.id for each in chosen}
    ]


@given(backlogs(), st.integers(0, 40))
def test_no_set_that_fits_is_worth_more(backlog: list[Item], capacity: int) -> None:
    found = propose(backlog, capacity)
    assert found.exact
    assert (found.value, -found.points) == max(possible(backlog, capacity))
    chosen = [each for each in backlog if each.id in found.items]
    assert sum(each.points for each in chosen) == found.points <= capacity
    assert {name for each in chosen for name in each.needs} <= set(found.items)
    assert propose(sorted(backlog), capacity) == found


@given(backlogs(9), st.integers(0, 30), st.integers(1, 12))
def test_where_the_search_ends_early_it_says_how_much_better_there_might_be(
    backlog: list[Item], capacity: int, looks: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proposal, "MOST_LOOKS", looks)
        found = propose(backlog, capacity)
    best, _ = max(possible(backlog, capacity))
    assert found.value <= best <= found.bound
    assert found.exact == (found.value == found.bound)


def test_a_large_backlog() -> None:
    """Three hundred items with crossing dependencies: within a hundredth of what nothing exceeds."""
    backlog = [
        Item(
            f"{number:03}",
            number * 7 % 13 + 1,
            number * 11 % 17,
            tuple(f"{before:03}" for before in {number * 5 % 300, number * 3 % 300} if before < number),
        )
        for number in range(300)
    ]
    found = propose(backlog, 120)
    assert found.points <= 120
    assert found.value * 100 >= found.bound * 99
