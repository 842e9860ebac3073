"""Whose vote travels how: on any graph of proxies, with circles and dead ends."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.charter.charter import ProxyRules
from gitgov.charter.proxies import Proxy, Scope
from gitgov.core.ids import EventId, Member
from gitgov.tally.proxies import Way, ways

MEMBERS = [Member(name) for name in "abcdefgh"]
SCOPES = (Scope(), Scope("merge"), Scope("", "m"), Scope("merge", "m"))
RULES = st.builds(
    ProxyRules, st.just(frozenset({"merge"})), st.integers(1, 4), st.booleans(), st.just(0), st.just(value=False)
)
PAIRS = st.lists(st.tuples(st.sampled_from(MEMBERS), st.sampled_from(MEMBERS), st.sampled_from(SCOPES)), max_size=14)
SOME = st.frozensets(st.sampled_from(MEMBERS))


def rules(most: int = 8, *, chain: bool = False) -> ProxyRules:
    return ProxyRules(frozenset({"merge"}), most, chain, 0, meetings=False)


def members(letters: str) -> set[Member]:
    return {Member(each) for each in letters}


def proxies(*pairs: str) -> list[Proxy]:
    """Returns proxies upon all: `ab` from a to b."""
    return [Proxy(EventId(str(n)), Member(each[0]), Member(each[1]), Scope(), 0) for n, each in enumerate(pairs)]


def found(ways: tuple[Way, ...]) -> dict[str, str]:
    return {way.member: "".join(way.through) for way in ways}


@pytest.mark.parametrize(
    ("given", "voters", "hop", "chain"),
    [
        (["ab"], "b", {"a": "b"}, {"a": "b"}),
        (["ab"], "ab", {}, {}),
        (["ab"], "", {}, {}),
        (["ab"], "a", {}, {}),
        (["aa"], "", {}, {}),
        (["ab", "bc"], "c", {"b": "c"}, {"a": "bc", "b": "c"}),
        (["ab", "bc"], "bc", {"a": "b"}, {"a": "b"}),
        (["ab", "ba"], "", {}, {}),
        (["ab", "ba"], "a", {"b": "a"}, {"b": "a"}),
        (["ab", "bc", "ca"], "", {}, {}),
        (["ab", "bc", "ca"], "c", {"b": "c"}, {"a": "bc", "b": "c"}),
        (["ab", "bc", "cb", "db"], "a", {}, {}),
        (["ab", "ac"], "bc", {"a": "c"}, {"a": "c"}),
    ],
)
def test_ways(given: list[str], voters: str, hop: dict[str, str], chain: dict[str, str]) -> None:
    assert found(ways(proxies(*given), members(voters), members("abcd"), rules())) == hop
    assert found(ways(proxies(*given), members(voters), members("abcd"), rules(chain=True))) == chain


def test_who_votes_keeps_the_own_vote() -> None:
    """The prior attempt moved a delegate's vote by `votes.pop`: the one of who had voted was lost, that of others doubled."""
    given = proxies("ab", "cb", "bc")
    assert found(ways(given, members("abc"), members("abc"), rules(chain=True))) == {}
    assert found(ways(given, members("b"), members("abc"), rules(chain=True))) == {"a": "b", "c": "b"}


@given(PAIRS, SOME, SOME, RULES)
def test_whatever_is_given(
    pairs: list[tuple[Member, Member, Scope]], voters: frozenset[Member], able: frozenset[Member], rules: ProxyRules
) -> None:
    """Total and deterministic; own votes stay; nobody's vote counts twice, and nobody carries too many."""
    given = [Proxy(EventId(str(n)), a, b, scope, 0) for n, (a, b, scope) in enumerate(pairs)]
    voters &= able
    result = ways(given, voters, able, rules)
    assert ways(iter(given), set(voters), sorted(able), rules) == result
    travelled = [way.member for way in result]
    assert len(set(travelled)) == len(travelled)
    assert not voters & set(travelled)
    assert len(voters) + len(travelled) <= len(able)
    assert all(count <= rules.most for count in Counter(way.through[-1] for way in result).values())
    for way in result:
        assert {way.member, *way.through} <= able
        assert [each in voters for each in way.through] == [False] * (len(way.through) - 1) + [True]
        assert len({way.member, *way.through}) == 1 + len(way.through) <= (len(able) if rules.chain else 2)
        assert next(each for each in given if each.id == way.proxy).to == way.through[0]


@given(PAIRS, SOME, st.sampled_from(MEMBERS), st.booleans())
def test_to_vote_in_person_takes_nobody_elses_vote_away(
    pairs: list[tuple[Member, Member, Scope]], voters: frozenset[Member], more: Member, chain: bool
) -> None:
    """Who votes too is where ways may end sooner; no way ends for it."""
    given = [Proxy(EventId(str(n)), a, b, scope, 0) for n, (a, b, scope) in enumerate(pairs)]
    before = {way.member for way in ways(given, voters, MEMBERS, rules(chain=chain))}
    after = {way.member for way in ways(given, {*voters, more}, MEMBERS, rules(chain=chain))}
    assert before - {more} <= after


@given(PAIRS, SOME)
def test_of_the_most_specific_the_last_counts(
    pairs: list[tuple[Member, Member, Scope]], voters: frozenset[Member]
) -> None:
    given = [Proxy(EventId(str(n)), a, b, scope, 0) for n, (a, b, scope) in enumerate(pairs)]
    for way in ways(given, voters, MEMBERS, rules()):
        mine = [each for each in given if each.member == way.member]
        best = max(each.scope.rank for each in mine)
        assert way.proxy == [each.id for each in mine if each.scope.rank == best][-1]
