"""Caps for affiliations: the surplus is passed over, the next move up."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.tally.caps import Cap, capped
from gitgov.tally.methods import stv
from gitgov.tally.result import Ranked, Result, Tie
from gitgov.tally.terms import Terms, TieRule
from gitgov.tally.ties import seated
from tests.kit.elections import rankings

ACME = Cap(2, dict.fromkeys("ABC", "Acme"))


def ranked(*tiers: str) -> Ranked:
    return tuple(map(tuple, tiers))


def under(cap: Cap, terms: Terms, *tiers: str) -> Result:
    return capped(seated(ranked(*tiers), terms, ()), cap, terms)


def test_the_lowest_of_three_is_dropped_and_the_sixth_moves_up() -> None:
    result = under(ACME, Terms(seats=5), *"ABXCYZ")
    assert result.winners == tuple("ABXYZ")
    assert result.lines[-2:] == ("C is passed over: 2 of Acme are elected", "under the cap: A, B, X, Y, Z")


def test_who_has_no_affiliation_stands_under_no_cap() -> None:
    assert under(ACME, Terms(seats=3), *"XYZABC").winners == tuple("XYZ")


def test_seats_stay_empty_rather_than_break_the_cap() -> None:
    result = under(ACME, Terms(seats=3), *"ABC")
    assert (result.winners, result.unfilled, result.tie) == (("A", "B"), 1, None)


@pytest.mark.parametrize(
    ("tiers", "winners", "tie"),
    [
        (("AX", "B", "C"), "AXB", None),
        (("A", "BC", "X"), "A", Tie(("B", "C"), 1)),
        (("A", "B", "CX"), "ABX", None),
        (("ABC", "X"), "", Tie(("A", "B", "C"), 2)),
        (("ABXY",), "", Tie(("A", "B", "X", "Y"), 3)),
    ],
)
def test_ties(tiers: tuple[str, ...], winners: str, tie: Tie | None) -> None:
    result = under(ACME, Terms(seats=3), *tiers)
    assert (result.winners, result.tie) == (tuple(winners), tie)


def test_the_tie_rule_decides_within_a_tier() -> None:
    chair = Terms(seats=3, ties=TieRule("chair", choice=tuple("CXA")))
    assert under(ACME, chair, "ABC", "X").winners == ("C", "A", "X")
    order = Terms(seats=3, ties=TieRule("order"))
    assert under(ACME, order, "ABC", "X").winners == ("A", "B", "X")


def test_a_count_that_a_tie_stopped_midway_stays_as_it_is() -> None:
    terms = Terms(method="stv", seats=2)
    result = stv.count(rankings((6, "A"), (2, "B"), (2, "C")), terms)
    assert capped(result, ACME, terms) == result


@given(
    st.permutations("ABCDEF"),
    st.dictionaries(st.sampled_from("ABCDEF"), st.sampled_from(["Acme", "Zeta"])),
    st.integers(1, 3),
    st.integers(1, 6),
)
def test_against_walking_down_the_list(order: list[str], groups: dict[str, str], limit: int, seats: int) -> None:
    expected: list[str] = []
    for option in order:
        peers = [each for each in expected if groups.get(each) == groups.get(option) and option in groups]
        if len(expected) < seats and len(peers) < limit:
            expected.append(option)
    result = under(Cap(limit, groups), Terms(seats=seats), *order)
    assert list(result.winners) == expected
    assert result.unfilled == seats - len(expected)


def test_tiers_hold_the_cap_in_every_order() -> None:
    for choice in permutations("ABCX"):
        terms = Terms(seats=3, ties=TieRule("chair", choice=choice))
        winners = under(ACME, terms, "ABCX").winners
        assert len(winners) == 3
        assert sum(option in ACME.groups for option in winners) == 2
        assert list(winners) == [option for option in choice if option in winners]
