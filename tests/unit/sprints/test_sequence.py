"""The sequence of merges, found again by trying every set and every order."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tests.kit.examples  # noqa: F401 - loads the profile
from gitgov.sprints import landing as module
from gitgov.sprints.landing import Landing, landing
from gitgov.sprints.sequence import Change, Circle, Collision, Order, Reason, Step, order

NAMES = "abcdefg"


def test_by_hand() -> None:
    changes = [Change("b", owners=("bob",)), Change("a"), Change("c", weight=3), Change("d", needs=("b",)), Change("e")]
    collisions = [
        Collision("a", "b", ("src/x.py 40-52", "y")),
        Collision("e", "main", ("z",)),
        Collision("c", "a", ("w",)),
    ]
    assert order(changes, collisions, "main") == Order(
        (
            Step("c", now=True),
            Step("b", now=True),
            Step("d", now=True),
            Step("e", now=False, reasons=(Reason("main", ("z",)),)),
            Step("a", now=False, reasons=(Reason("c", ("w",)), Reason("b", ("src/x.py 40-52", "y")))),
        ),
        (),
        (),
        exact=True,
    )
    assert [each.cost for each in order(changes, collisions, "main").steps] == [0, 0, 0, 1, 3]


def test_circles_are_told_with_their_owners_and_keep_others_waiting() -> None:
    changes = [
        Change("a", needs=("b",), owners=("ana", "xu")),
        Change("b", needs=("a",), owners=("ben", "xu")),
        Change("c", needs=("a",)),
        Change("d", needs=("landed long ago",)),
        Change("e", needs=("e",)),
    ]
    found = order(changes, [])
    assert found.circles == (Circle(("a", "b"), ("ana", "ben", "xu")), Circle(("e",), ()))
    assert found.stuck == ("c",)
    assert found.now == ("d",)


@st.composite
def fields(draw: st.DrawFn, *, weighed: bool = True, ordered: bool = True) -> tuple[list[Change], list[Collision]]:
    names = NAMES[: draw(st.integers(1, 7))]
    changes = [
        Change(
            name,
            draw(st.integers(1, 4)) if weighed else 1,
            tuple(draw(st.lists(st.sampled_from(names[:place]), unique=True, max_size=2))) if ordered and place else (),
        )
        for place, name in enumerate(names)
    ]
    pairs = [*itertools.combinations(names, 2), *((name, "main") for name in names)]
    hit = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=9))
    return draw(st.permutations(changes)), [
        Collision(one, other, tuple(str(each) for each in range(draw(st.integers(1, 3))))) for one, other in hit
    ]


def free(changes: list[Change], collisions: list[Collision]) -> list[frozenset[str]]:
    """Returns every set of which none collides, with each other or the target, and each has what it needs."""
    hit = {frozenset((each.one, each.other)) for each in collisions}
    return [
        frozenset(each.name for each in chosen)
        for size in range(len(changes) + 1)
        for chosen in itertools.combinations(changes, size)
        if not any(
            frozenset(pair) in hit for pair in itertools.combinations([*(each.name for each in chosen), "main"], 2)
        )
        and {need for each in chosen for need in each.needs} <= {each.name for each in chosen}
    ]


@given(fields())
def test_no_set_of_more_weight_lands_without_a_rebase(field: tuple[list[Change], list[Collision]]) -> None:
    changes, collisions = field
    found = order(changes, collisions, "main")
    weights = {each.name: each.weight for each in changes}
    sets = free(changes, collisions)
    assert found.exact
    assert frozenset(found.now) in sets
    assert sum(weights[name] for name in found.now) == max(sum(weights[name] for name in each) for each in sets)
    assert order(sorted(changes, reverse=True), collisions[::-1], "main") == found


@given(fields())
def test_each_comes_after_what_it_needs_and_pays_for_what_came_before(
    field: tuple[list[Change], list[Collision]],
) -> None:
    changes, collisions = field
    found = order(changes, collisions, "main")
    names = ["main", *(each.name for each in found.steps)]
    assert sorted(names[1:]) == sorted(each.name for each in changes)
    assert all(names.index(need) < names.index(each.name) for each in changes for need in each.needs)
    where = {frozenset((each.one, each.other)): each.where for each in collisions}
    for place, step in enumerate(found.steps, start=1):
        expected = [
            Reason(before, where[pair]) for before in names[:place] if (pair := frozenset((before, step.name))) in where
        ]
        assert list(step.reasons) == expected
        assert not (step.now and expected)
    assert sum(each.cost for each in found.steps) == sum(len(each) for each in where.values()), (
        "who pays is all that varies"
    )


@given(fields(weighed=False, ordered=False))
def test_no_order_has_fewer_rebases(field: tuple[list[Change], list[Collision]]) -> None:
    changes, collisions = field
    hit = {frozenset((each.one, each.other)) for each in collisions}

    def rebases(names: tuple[str, ...]) -> int:
        order_of = ("main", *names)
        return sum(
            any(frozenset((before, name)) in hit for before in order_of[:place]) for place, name in enumerate(order_of)
        )

    found = tuple(each.name for each in order(changes, collisions, "main").steps)
    assert rebases(found) == min(map(rebases, itertools.permutations(found)))


def test_what_is_left_behind_takes_along_what_needs_it() -> None:
    weights, needs = {"a": 3, "b": 1, "c": 1, "d": 1}, {"c": ["b"], "d": ["c"]}
    assert landing(weights, [("a", "b")], needs) == Landing(("a",), exact=True)
    assert landing(weights | {"d": 2}, [("a", "b")], needs).names == ("b", "c", "d")
    assert landing(weights, [("b", "c")], needs).names == ("a", "b"), "nothing needs what it collides with"
    assert landing(weights, [], {"b": ["nowhere"], "c": ["b"]}).names == ("a", "d")


def ring(size: int) -> tuple[dict[str, int], list[tuple[str, str]]]:
    names = [f"{number:03}" for number in range(size)]
    return dict.fromkeys(names, 1), list(itertools.pairwise([*names, names[0]]))


@pytest.mark.parametrize("size", [59, 60])
def test_sixty_that_hang_together_are_exact(size: int) -> None:
    found = landing(*ring(size), {})
    assert found.exact
    assert len(found.names) == size // 2


@pytest.mark.parametrize("share", [3, 6, 12, 30])
def test_sixty_at_random_are_exact(share: int) -> None:
    """Pairs collide by a multiplicative hash of their places, one in so many."""
    weights = {f"{number:03}": number * 7 % 5 + 1 for number in range(60)}
    hit = [
        pair
        for number, pair in enumerate(itertools.combinations(weights, 2))
        if number * 2654435761 % 2**32 >> 16 & 63 < 64 // share
    ]
    found = landing(weights, hit, {})
    assert found.exact
    assert not {frozenset(pair) for pair in hit} & {frozenset(pair) for pair in itertools.combinations(found.names, 2)}


def test_a_larger_part_gets_a_good_set_and_says_so() -> None:
    found = landing(*ring(61), {})
    assert not found.exact
    assert len(found.names) == 30
    names = [f"{number:03}" for number in range(61)]
    chain = {after: [before] for before, after in itertools.pairwise(names)}
    assert landing(dict.fromkeys(names, 1), [], chain) == Landing(tuple(names), exact=True)


def test_a_search_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LOOKS", 3)
    found = landing(*ring(20), {})
    assert not found.exact
    assert len(found.names) == 10
