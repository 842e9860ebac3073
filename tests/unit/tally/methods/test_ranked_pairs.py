"""Ranked pairs: order of locking, circles, and ties of strength against every order that there is."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given

from gitgov.tally.ballots import Profile, Ranking
from gitgov.tally.methods.ranked_pairs import by_strength, count, lock
from gitgov.tally.pairwise import Pairwise, Relation, compare, in_tiers, reaches
from gitgov.tally.result import Tie
from gitgov.tally.terms import Terms, TieRule
from tests.kit.elections import profiles, rankings


def test_the_weakest_defeat_of_a_circle_is_passed_over() -> None:
    result = count(rankings((4, "A>B>C"), (3, "B>C>A"), (2, "C>A>B")), Terms())
    assert result.tiers == (("A",), ("B",), ("C",))
    assert result.lines[3:6] == (
        "B over C: locked",
        "A over B: locked",
        "C over A: passed over: it would close a circle, or might in another order of equals",
    )


def test_equal_defeats_are_locked_as_the_tie_rule_says() -> None:
    profile = rankings((1, "A>B>C"), (1, "B>C>A"), (1, "C>A>B"))
    assert count(profile, Terms()).tie == Tie(("A", "B", "C"), 1)
    assert count(profile, Terms(ties=TieRule("order"))).tiers == (("A",), ("B",), ("C",))
    chair = TieRule("chair", choice=("C", "A", "B"))
    assert count(profile, Terms(ties=chair)).tiers == (("C",), ("A",), ("B",))
    assert count(profile, Terms(ties=TieRule("chair", choice=("B",)))).winners == ("B",)


def test_where_the_order_of_equals_cannot_matter_there_is_no_tie() -> None:
    profile = rankings((3, "A>B>C"))
    assert [len(group) for group in by_strength(compare(profile), Terms())] == [3]
    assert count(profile, Terms()).tiers == (("A",), ("B",), ("C",))


def universes(matrix: Pairwise) -> set[Relation]:
    """Locks in every order of equals, by trying them all."""
    states: set[Relation] = {(0,) * len(matrix.options)}
    for group in by_strength(matrix, Terms()):
        states = {_locked(state, order) for state in states for order in permutations(group)}
    return states


def _locked(state: Relation, order: tuple[tuple[int, int], ...]) -> Relation:
    for i, j in order:
        if not state[j] >> i & 1:
            state = reaches(tuple(row | 1 << j if k == i else row for k, row in enumerate(state)))
    return state


@given(profiles(most=4))
def test_what_is_certain_holds_in_every_order_of_equals(profile: Profile[Ranking]) -> None:
    matrix = compare(profile)
    every = universes(matrix)
    certain = lock(matrix, Terms()).certain
    assert all(certain[i] & ~state[i] == 0 for state in every for i in range(len(certain)))
    winners = {option for state in every for option in in_tiers(matrix.options, state)[0]}
    assert winners <= set(in_tiers(matrix.options, certain)[0])
    result = count(profile, Terms())
    if result.decided:
        assert set(result.winners) == winners
    for order in permutations(matrix.options):
        assert lock(matrix, Terms(ties=TieRule("chair", choice=order))).certain in every


def test_two_seats_are_not_filled_where_another_order_of_equals_fills_them_otherwise() -> None:
    """A alone is chosen by every order; whether C or B follows hangs on which of two equal defeats is locked first."""
    profile = rankings((1, "A"), (2, "AB"), (2, "C"), (3, "AC"), (6, "BC"), (4, "A>B"), options="ABCD")
    result = count(profile, Terms("ranked-pairs", strength="margins", seats=2))
    assert (result.winners, result.unfilled) == (("A",), 1)
    assert result.tie is not None
    orders = [TieRule("chair", choice=order) for order in permutations("ABCD")]
    chosen = {
        frozenset(count(profile, Terms("ranked-pairs", strength="margins", seats=2, ties=rule)).winners)
        for rule in orders
    }
    assert chosen == {frozenset("AB"), frozenset("AC")}
    assert set(result.tie.between) >= {"B", "C"}
