"""Single transferable vote: quotas, transfers by name, and that no vote is lost."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.tally.ballots import Profile, Ranking
from gitgov.tally.methods.stv import count, quota_of
from gitgov.tally.result import Tie
from gitgov.tally.terms import Elimination, Quota, Terms, TieRule, Transfer
from tests.kit.elections import profiles, rankings


@pytest.mark.parametrize(
    ("cast", "seats", "name", "quota"),
    [
        (100, 2, "droop", 34),
        (99, 2, "droop", 34),
        (98, 2, "droop", 33),
        (100, 2, "hare", 50),
        (100, 3, "hare", Fraction(100, 3)),
        (100, 2, "exact-droop", Fraction(100, 3)),
    ],
)
def test_quotas(cast: int, seats: int, name: Quota, quota: Fraction) -> None:
    assert quota_of(cast, seats, name) == quota


def test_an_exact_droop_quota_must_be_exceeded() -> None:
    """Three options have 10 of 30 each; were it enough to reach a third, three would be elected to two seats."""
    profile = rankings((10, "A"), (10, "B"), (10, "C"))
    result = count(profile, Terms(seats=2, quota="exact-droop"))
    assert (result.winners, result.tie) == ((), Tie(("A", "B", "C"), 1, "eliminated"))
    assert result.lines[0] == "quota (exact-droop): more than 10"
    assert count(rankings((11, "A"), (10, "B"), (9, "C")), Terms(quota="exact-droop", seats=2)).winners == ("A", "B")


TWO_OVER = rankings((50, "A>B>C"), (35, "B>C"), (10, "C"), (5, "D>C"))
"""Of 100, for three seats, 26 elect: A and B have more at once, and all of A's surplus names B next."""


def test_who_is_elected_receives_nothing_more() -> None:
    result = count(TWO_OVER, Terms(seats=3))
    assert str(result.rounds[0]) == "A 50, B 35, C 10, D 5: elected: A, B; surplus of A: 24 of 50 each"
    assert dict(result.rounds[1].counts) == {"B": 35, "C": 34, "D": 5}
    assert result.winners == ("A", "B", "C")


def test_by_gregory_one_at_a_time_the_others_receive() -> None:
    result = count(TWO_OVER, Terms(seats=3, transfer="gregory"))
    assert dict(result.rounds[1].counts) == {"B": 59, "C": 10, "D": 5}
    assert dict(result.rounds[2].counts) == {"C": 43, "D": 5}
    assert result.winners == ("A", "B", "C")


def test_scottish_values_have_five_decimals() -> None:
    """A hands on 2 of 6: a third, cut to 0.33333, so that 6 papers are worth 1.99998."""
    profile = rankings((6, "A>B"), (3, "C"), (1, "B"))
    terms = Terms(seats=2, transfer="scottish")
    second = count(profile, terms).rounds[1]
    assert dict(second.counts) == {"B": Fraction("2.99998"), "C": 3}
    assert second.exhausted == Fraction("0.00002")
    assert dict(count(profile, Terms(seats=2)).rounds[1].counts) == {"B": 3, "C": 3}


def test_equal_surpluses_go_over_together() -> None:
    profile = rankings((5, "A>C"), (5, "B>D"), (1, "C"), (1, "D>C"))
    result = count(profile, Terms(seats=3))
    assert result.rounds[0].what == "elected: A, B; surplus of A, B: 1 of 5 each"
    assert dict(result.rounds[1].counts) == {"C": 2, "D": 2}


def test_when_no_more_stand_than_seats_are_left_they_are_elected() -> None:
    result = count(rankings((5, "A"), (1, "B")), Terms(seats=2))
    assert (result.winners, result.unfilled) == (("A", "B"), 0)


def test_a_tie_ends_the_count_and_keeps_whom_it_has_elected() -> None:
    profile = rankings((6, "A"), (2, "B"), (2, "C"))
    result = count(profile, Terms(seats=2))
    assert (result.winners, result.unfilled, result.tie) == (("A",), 1, Tie(("B", "C"), 1, "eliminated"))
    assert count(profile, Terms(seats=2, ties=TieRule("order"))).winners == ("A", "B")


TERMS = st.builds(
    Terms,
    seats=st.integers(1, 4),
    ties=st.sampled_from([TieRule(), TieRule("order"), TieRule("hash", "seed")]),
    quota=st.sampled_from(get_args(Quota)),
    transfer=st.sampled_from(get_args(Transfer)),
    elimination=st.sampled_from(get_args(Elimination)),
)


@given(profiles(), TERMS)
def test_no_vote_is_lost_and_no_seat_filled_twice(profile: Profile[Ranking], terms: Terms) -> None:
    result = count(profile, terms)
    for each in result.rounds:
        assert sum((votes for _, votes in each.counts), Fraction(0)) + each.held + each.exhausted == profile.cast
        assert all(votes >= 0 for _, votes in each.counts)
    assert len(set(result.winners)) == len(result.winners) == terms.seats - result.unfilled
    assert sorted(option for tier in result.tiers for option in tier) == sorted(profile.options)
    if terms.ties.name != "repeat":
        assert result.tie is None
        assert len(result.winners) == min(terms.seats, len(profile.options))


@given(profiles(linear=True), st.integers(1, 3))
def test_a_solid_majority_is_in_proportion(profile: Profile[Ranking], seats: int) -> None:
    """Whoever is first on as many ballots as make a quota is elected (Droop proportionality, for one option)."""
    terms = Terms(seats=seats, ties=TieRule("order"))
    first = {
        option: sum(count for count, ranking in profile.ballots if ranking[0] == (option,))
        for option in profile.options
    }
    quota = quota_of(profile.cast, seats, "droop")
    assert {option for option, votes in first.items() if votes >= quota} <= set(count(profile, terms).winners)
