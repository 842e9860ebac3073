"""The matrix against counting pair by pair, and its sets against their definitions."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import given

from gitgov.tally.ballots import Profile, Ranking
from gitgov.tally.pairwise import (
    Pairwise,
    beats,
    compare,
    condorcet_winner,
    in_tiers,
    reaches,
    schwartz_set,
    smith_set,
)
from gitgov.tally.terms import Unranked
from tests.kit.elections import profiles, rankings


def naive(profile: Profile[Ranking], unranked: Unranked) -> Pairwise:
    def above(ranking: Ranking, one: str, other: str) -> bool:
        place = {option: i for i, group in enumerate(ranking) for option in group}
        worst = len(ranking) if unranked == "last" else -1
        return one in place and place[one] < place.get(other, worst)

    return Pairwise(
        profile.options,
        tuple(
            tuple(
                sum(count for count, ranking in profile.ballots if above(ranking, one, other))
                for other in profile.options
            )
            for one in profile.options
        ),
    )


@pytest.mark.parametrize("unranked", ["last", "ignore"])
@given(profile=profiles())
def test_every_pair(unranked: Unranked, profile: Profile[Ranking]) -> None:
    assert compare(profile, unranked) == naive(profile, unranked)


def dominating(matrix: Pairwise) -> set[str]:
    """Finds the Smith set by its definition, trying sets from the smallest."""
    for size in range(1, len(matrix.options) + 1):
        for chosen in combinations(matrix.options, size):
            others = set(matrix.options) - set(chosen)
            if all(matrix.over(one, other) > matrix.over(other, one) for one in chosen for other in others):
                return set(chosen)
    return set()


def undominated(matrix: Pairwise) -> set[str]:
    """Finds the Schwartz set by its definition: the union of the minimal sets that nobody outside beats."""
    found: list[set[str]] = []
    for size in range(1, len(matrix.options) + 1):
        for chosen in map(set, combinations(matrix.options, size)):
            others = set(matrix.options) - chosen
            beaten = any(matrix.over(other, one) > matrix.over(one, other) for one in chosen for other in others)
            if not beaten and not any(smaller <= chosen for smaller in found):
                found.append(chosen)
    return set().union(*found)


@given(profiles(most=5))
def test_smith_and_schwartz_by_definition(profile: Profile[Ranking]) -> None:
    matrix = compare(profile)
    assert set(smith_set(matrix)) == dominating(matrix)
    assert set(schwartz_set(matrix)) == undominated(matrix)
    winner = condorcet_winner(matrix)
    assert (winner is not None and {winner} == dominating(matrix)) or (
        winner is None
        and not any(
            all(matrix.over(one, other) > matrix.over(other, one) for other in matrix.options if other != one)
            for one in matrix.options
        )
    )


def test_without_options() -> None:
    profile = rankings((3, "A>B>C"), (2, "C>A"))
    smaller = compare(profile).without(["B"])
    assert smaller == Pairwise(("A", "C"), ((0, 3), (2, 0)))


def test_lines_put_the_more_votes_first() -> None:
    assert compare(rankings((3, "A>B"), (2, "B>A"))).lines() == ("A over B: 3 to 2",)
    assert compare(rankings((2, "A>B"), (3, "B>A"))).lines() == ("B over A: 3 to 2",)


def test_a_relation_is_closed() -> None:
    assert reaches((0b010, 0b100, 0b000)) == (0b110, 0b100, 0b000)
    assert reaches((0b010, 0b100, 0b001)) == (0b111, 0b111, 0b111)


def test_two_ways_from_a_partial_order_to_tiers() -> None:
    """C and D have nothing between them; D has one option above it, C two."""
    above = (0b1100, 0b0100, 0, 0)
    assert in_tiers(tuple("ABCD"), above) == (("A", "B"), ("C", "D"))
    assert in_tiers(tuple("ABCD"), above, "defeats") == (("A", "B"), ("D",), ("C",))


@pytest.mark.parametrize("order", list(permutations("ABC")))
def test_a_cycle_is_one_tier(order: tuple[str, ...]) -> None:
    matrix = compare(rankings((1, "A>B>C"), (1, "B>C>A"), (1, "C>A>B"), options="".join(order)))
    assert in_tiers(matrix.options, beats(matrix)) == (order,)
    assert smith_set(matrix) == schwartz_set(matrix) == order
    assert condorcet_winner(matrix) is None


def test_lanes_do_not_overflow() -> None:
    """One less and one more than a power of two, where a lane that is one bit too narrow would run over."""
    for count in (1, 2, 3, 4, 7, 8, 255, 256, 2**40 - 1, 2**40):
        assert compare(rankings((count, "A>B>C"))).rows == ((0, count, count), (0, 0, count), (0, 0, 0))
