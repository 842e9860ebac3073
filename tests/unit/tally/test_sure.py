"""When no further ballots can choose anybody else: by extremes, by random completions, and only by methods that can tell."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from gitgov.tally.ballots import Names, collect
from gitgov.tally.caps import Cap, capped
from gitgov.tally.methods import METHODS
from gitgov.tally.result import Result
from gitgov.tally.terms import Terms, TieRule

OPTIONS = ("a", "b", "c", "d")
TELLING = ("plurality", "approval", "majority")
TIES = st.sampled_from([TieRule(), TieRule("order"), TieRule("hash", "seed"), TieRule("chair", choice=("d", "c"))])
papers = st.lists(st.lists(st.sampled_from([*OPTIONS, "nobody"]), max_size=3).map(tuple), max_size=12)


def counted(method: str, cast: list[Names], terms: Terms, cap: Cap | None = None) -> Result:
    profile = collect(METHODS[method].form, OPTIONS, cast, terms.seats)
    result = METHODS[method].tally(profile, terms)
    return result if cap is None else capped(result, cap, terms)


def sure(method: str, cast: list[Names], terms: Terms, more: int, cap: Cap | None = None) -> bool:
    row = METHODS[method]
    assert row.sure is not None
    result = counted(method, cast, terms, cap)
    return result.decided and row.sure(collect(row.form, OPTIONS, cast, terms.seats), result.winners, more)


def test_by_every_other_method_all_have_to_vote() -> None:
    assert {name for name, row in METHODS.items() if row.sure is not None} == {*TELLING}


@pytest.mark.parametrize(
    ("method", "cast", "more", "known"),
    [
        ("plurality", "aa", 2, False),
        ("plurality", "aaa", 2, True),
        ("plurality", "aaabb", 1, False),
        ("plurality", "aaaabb", 1, True),
        ("approval", "aaab", 2, False),
        ("approval", "aaaab", 2, True),
        ("majority", "aaab", 1, True),
        ("majority", "aaabc", 1, False),  # three of six are no majority
        ("majority", "aaab", 2, False),
    ],
)
def test_of_so_many_more(method: str, cast: str, more: int, known: bool) -> None:
    assert sure(method, [(name,) for name in cast], Terms(method), more) is known


@pytest.mark.parametrize("method", TELLING)
@given(
    papers, papers, st.integers(1, 2), TIES, st.sampled_from([None, Cap(1, {"a": "g", "b": "g", "c": "h", "d": "h"})])
)
def test_no_further_ballots_choose_anybody_else(
    method: str, cast: list[Names], further: list[Names], seats: int, ties: TieRule, cap: Cap | None
) -> None:
    terms = Terms(method, seats, ties)
    if sure(method, cast, terms, len(further), cap):
        assert {*counted(method, cast + further, terms, cap).winners} == {*counted(method, cast, terms, cap).winners}


@pytest.mark.parametrize("method", TELLING)
@given(papers, st.integers(1, 6), st.integers(1, 2))
def test_where_it_is_not_sure_some_ballots_do(method: str, cast: list[Names], more: int, seats: int) -> None:
    """All for one who was not chosen, or for nobody: one of these makes another result, or a tie."""
    terms = Terms(method, seats)
    now = counted(method, cast, terms)
    if not now.decided or sure(method, cast, terms, more):
        return
    worst = [
        counted(method, cast + [(name,)] * more, terms) for name in (*OPTIONS, "nobody") if name not in now.winners
    ]
    assert any({*each.winners} != {*now.winners} for each in worst)
