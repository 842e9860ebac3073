"""Forecasts: worked out by hand where that can be done, the same for everybody, and of one team only."""

from __future__ import annotations

import hashlib
import operator
from collections import Counter
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tests.kit.examples  # noqa: F401 - loads the profile
from gitgov.core.errors import BadInput
from gitgov.sprints.forecast import FARTHEST, Throughput, Until, Within, Work, _draws, of_graph, until, within

COIN = Throughput("a", (0, 2))
STEADY = Throughput("b", (3,))


def test_two_periods_of_nothing_or_two() -> None:
    """Totals 0, 2 and 4 come up in 1, 2 and 1 of 4 cases; so at 85 % nothing is sure."""
    found = within(COIN, 2, b"seed", 10_000)
    shares = Counter(found.outcomes)
    assert shares.keys() == {0, 2, 4}
    assert abs(shares[0] - 2_500) < 150
    assert abs(shares[2] - 5_000) < 200
    assert [found.at(each) for each in (20, 50, 85, 95)] == [4, 2, 0, 0]


def test_places_by_hand() -> None:
    assert [Within((9, 7, 5, 3)).at(each) for each in (25, 26, 50, 75, 76, 100)] == [9, 7, 7, 5, 3, 3]
    assert [Until((1, 2, 4, 8)).at(each) for each in (25, 50, 85, 100)] == [1, 2, 8, 8]
    for certainty in (0, 101):
        with pytest.raises(BadInput, match="not a certainty"):
            Until((1,)).at(certainty)


def test_what_never_varies_is_no_guess() -> None:
    assert within(STEADY, 4, b"seed").at(95) == 12
    assert [until(STEADY, items, b"seed").at(95) for items in (0, 1, 3, 4, 10)] == [0, 1, 1, 2, 4]


def test_the_same_seed_says_the_same_and_another_one_something_else() -> None:
    past = Throughput("a", tuple(range(12)))
    assert within(past, 6, b"one") == within(past, 6, b"one")
    assert within(past, 6, b"one") != within(past, 6, b"two")
    first, second = (hashlib.sha256(b"one\0" + bytes(7) + bytes([number])).digest() for number in range(2))
    by_hand = [int(block[place : place + 4].hex(), 16) % 12 for block in (first, second) for place in range(0, 32, 4)]
    assert list(islice(_draws(b"one", past), 16)) == by_hand


def test_draws_are_fair() -> None:
    drawn = Counter(islice(_draws(b"", Throughput("a", (0, 1, 2, 3, 4, 5, 6))), 70_000))
    assert max(drawn.values()) - min(drawn.values()) < 600


def test_velocities_are_never_added() -> None:
    with pytest.raises(TypeError):
        operator.add(COIN, STEADY)
    with pytest.raises(TypeError):
        sum([within(COIN, 1, b""), within(STEADY, 1, b"")])  # type: ignore[list-item]


def test_a_graph_takes_as_long_as_its_longest_way() -> None:
    works = {"ship": Work(STEADY, 3), "api": Work(STEADY, 7), "ui": Work(Throughput("c", (1,)), 5)}
    ends = of_graph(works, {"ship": ["api", "ui", "done before"]}, b"seed")
    assert {name: each.at(95) for name, each in ends.items()} == {"api": 3, "ui": 5, "ship": 6}


def test_two_teams_are_late_more_often_than_one() -> None:
    """Each has its part after one period in half of the cases; both have in a quarter."""
    works = {"x": Work(COIN, 2), "y": Work(Throughput("b", (0, 2)), 2), "z": Work(STEADY, 0)}
    ends = of_graph(works, {"z": ["x", "y"]}, b"seed", 10_000)
    assert abs(Counter(ends["x"].outcomes)[1] - 5_000) < 200
    assert abs(Counter(ends["z"].outcomes)[1] - 2_500) < 200


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12), st.integers(0, 20), st.binary(max_size=4))
def test_more_certainty_promises_no_more(finished: list[int], number: int, seed: bytes) -> None:
    past = Throughput("a", tuple(finished))
    amount = within(past, number, seed, 100)
    assert number * max(finished) >= amount.at(50) >= amount.at(85) >= amount.at(95) >= number * min(finished)
    if any(finished):
        ends = until(past, number, seed, 100)
        assert -(-number // max(finished)) <= ends.at(50) <= ends.at(85) <= ends.at(95)


def test_what_makes_no_sense() -> None:
    with pytest.raises(BadInput, match="a: no throughput"):
        Throughput("a", ())
    with pytest.raises(BadInput, match="a: no throughput"):
        Throughput("a", (1, -1))
    with pytest.raises(BadInput, match="a has finished 1 item in 1 period: 1001 would"):
        until(Throughput("a", (1,)), 1001, b"")
    with pytest.raises(BadInput, match="a has finished 0 items in 2 periods: 1 would take more than 1000"):
        until(Throughput("a", (0, 0)), 1, b"")
    with pytest.raises(BadInput, match="-1 items are no work"):
        until(COIN, -1, b"")
    with pytest.raises(BadInput, match="not a number of periods"):
        within(COIN, FARTHEST + 1, b"")
    with pytest.raises(BadInput, match="x and y need each other"):
        of_graph({"x": Work(COIN, 1), "y": Work(COIN, 1)}, {"x": ["y"], "y": ["x"]}, b"")
