"""The count: published results, every combination against an independent model, and when a result is settled."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.charter.charter import RuleSet
from gitgov.core.ids import Member
from gitgov.core.ratio import Threshold
from gitgov.tally.count import Tally, count, missing_for_quorum, settled, tally
from tests.kit.charters import rules

VOTES = tomllib.loads((Path(__file__).parents[2] / "vectors/votes.toml").read_text(encoding="utf-8"))["vote"]

THRESHOLDS = ("majority", "two-thirds", "unanimous", ">= 1/2", "> 2/3", ">= 1/3")
BASES = ("cast", "present", "membership")
QUORUMS = ("0", "1", "3", "majority", ">= 1/2", "two-thirds", "unanimous")
QUORUM_BASES = ("present", "cast")
AYES = (0, 1, 3)
EVERY = list(itertools.product(THRESHOLDS, BASES, QUORUMS, QUORUM_BASES, AYES))
LARGEST = 4


def rule_set(threshold: str, basis: str, quorum: str, quorum_basis: str, ayes: int) -> RuleSet:
    return rules(threshold=threshold, basis=basis, quorum=quorum, quorum_basis=quorum_basis, ayes=ayes)


RULE_SETS = [rule_set(*each) for each in EVERY]


def tallies(electorate: int) -> Iterator[Tally]:
    for ayes, nays, abstentions in itertools.product(range(electorate + 1), repeat=3):
        if ayes + nays + abstentions <= electorate:
            yield Tally(ayes, nays, abstentions, electorate)


EVERY_TALLY = [votes for electorate in range(LARGEST + 1) for votes in tallies(electorate)]


def reaches(share: Fraction | int, strict: bool, part: int, whole: int) -> bool:
    """Says in fractions, not in products, whether a part is enough; of nothing, nothing is."""
    if whole == 0 or part == 0:
        return False
    return Fraction(part, whole) > share if strict else Fraction(part, whole) >= share


def naive(rule: RuleSet, votes: Tally) -> bool:
    """Says whether a question is carried, written from the charter reference and not from the code."""
    answered = votes.ayes + votes.nays + votes.abstentions
    whole = {"cast": votes.ayes + votes.nays, "present": answered, "membership": votes.electorate}[rule.basis]
    there = answered if rule.quorum_basis == "present" else votes.ayes + votes.nays
    if isinstance(rule.quorum, Threshold):
        quorate = reaches(rule.quorum.share, rule.quorum.strict, there, votes.electorate)
    else:
        quorate = there >= rule.quorum
    enough = reaches(rule.threshold.share, rule.threshold.strict, votes.ayes, whole)
    return enough and quorate and votes.ayes >= rule.ayes


def completions(votes: Tally) -> Iterator[Tally]:
    """Every way in which the silent may still answer, or stay silent."""
    for more in tallies(votes.silent):
        yield Tally(
            votes.ayes + more.ayes, votes.nays + more.nays, votes.abstentions + more.abstentions, votes.electorate
        )


@pytest.mark.parametrize("vote", VOTES, ids=lambda vote: vote["name"])
def test_published_results(vote: dict[str, Any]) -> None:
    ayes, nays, abstentions = vote["votes"]
    votes = Tally(ayes, nays, abstentions, vote["members"])
    outcome = count(rules(**vote["rules"]), votes)
    assert outcome.carried == vote["carried"], outcome.arithmetic


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_every_combination_agrees_with_the_naive_model(threshold: str) -> None:
    sets = [rule for each, rule in zip(EVERY, RULE_SETS, strict=True) if each[0] == threshold]
    wrong = [
        (rule, votes) for rule in sets for votes in EVERY_TALLY if count(rule, votes).carried != naive(rule, votes)
    ]
    assert wrong == []


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_settled_means_that_no_completion_changes_the_result(threshold: str) -> None:
    sets = [rule for each, rule in zip(EVERY, RULE_SETS, strict=True) if each[0] == threshold]
    for rule in sets:
        results = {votes: naive(rule, votes) for votes in EVERY_TALLY}
        for votes in EVERY_TALLY:
            possible = {results[later] for later in completions(votes)}
            outcome = settled(rule, votes)
            assert (outcome is None) == (len(possible) == 2), (rule, votes)
            assert outcome is None or {outcome.carried} == possible, (rule, votes)


BODIES = st.tuples(*[st.integers(0, 20)] * 4).map(lambda parts: Tally(parts[0], parts[1], parts[2], sum(parts)))


@given(st.sampled_from(RULE_SETS), BODIES)
def test_larger_bodies_agree_too(rule: RuleSet, votes: Tally) -> None:
    assert count(rule, votes).carried == naive(rule, votes)
    extremes = {naive(rule, later) for later in (votes, *corners(votes))}
    assert (settled(rule, votes) is None) == (len(extremes) == 2)


def corners(votes: Tally) -> Iterator[Tally]:
    silent, size = votes.silent, votes.electorate
    for ayes, nays, abstentions in ((silent, 0, 0), (0, silent, 0), (0, 0, silent)):
        yield Tally(votes.ayes + ayes, votes.nays + nays, votes.abstentions + abstentions, size)


FEW = st.integers(0, 2)


@given(st.sampled_from(RULE_SETS), st.tuples(FEW, FEW, FEW), st.tuples(FEW, FEW, FEW), FEW)
def test_votes_by_proxy_count_and_settle_nothing(
    rule: RuleSet, own: tuple[int, int, int], proxied: tuple[int, int, int], silent: int
) -> None:
    """A result is settled where it stays the same whoever of the others still votes, or takes a proxy back."""
    size = sum(own) + sum(proxied) + silent
    ayes, nays, abstentions = (sum(each) for each in zip(own, proxied, strict=True))
    votes = Tally(ayes, nays, abstentions, size, proxied=proxied)
    assert count(rule, votes).carried == naive(rule, votes)
    assert votes.silent == sum(proxied) + silent
    assert votes.in_person == Tally(*own, size)
    possible = {naive(rule, Tally(*each, size)) for each in worlds(own, proxied, silent)}
    outcome = settled(rule, votes)
    assert (outcome is None) == (len(possible) == 2)
    assert outcome is None or outcome == count(rule, votes)


def worlds(own: tuple[int, int, int], proxied: tuple[int, int, int], silent: int) -> Iterator[tuple[int, int, int]]:
    """Yields how it may end: some proxies stay, and of the others any vote in person."""
    for left in itertools.product(*(range(each + 1) for each in proxied)):
        free = silent + sum(proxied) - sum(left)
        for more in itertools.product(range(free + 1), repeat=3):
            if sum(more) <= free:
                ayes, nays, abstentions = (sum(each) for each in zip(own, left, more, strict=True))
                yield ayes, nays, abstentions


def test_at_a_meeting_who_is_there_in_person_makes_the_quorum() -> None:
    rule = rules(quorum="3", basis="present", threshold="majority")
    votes = Tally(3, 0, 0, 9, attending=3, proxied=(1, 0, 0), roll=True)
    assert votes.present == 3
    assert not count(rule, votes).quorate
    assert missing_for_quorum(rule, votes) == 1
    assert count(rule, votes._replace(roll=False)).quorate
    assert votes.in_person == Tally(2, 0, 0, 9, attending=2, roll=True)


@given(st.sampled_from(RULE_SETS), BODIES.filter(lambda votes: votes.silent > 0))
def test_an_aye_never_hurts(rule: RuleSet, votes: Tally) -> None:
    more = Tally(votes.ayes + 1, votes.nays, votes.abstentions, votes.electorate)
    assert count(rule, more).carried >= count(rule, votes).carried


@given(st.sampled_from(RULE_SETS), BODIES.filter(lambda votes: votes.nays > 0))
def test_who_turns_from_nay_to_abstaining_to_aye_never_hurts(rule: RuleSet, votes: Tally) -> None:
    softer = Tally(votes.ayes, votes.nays - 1, votes.abstentions + 1, votes.electorate)
    turned = Tally(votes.ayes + 1, votes.nays - 1, votes.abstentions, votes.electorate)
    assert count(rule, turned).carried >= count(rule, votes).carried
    if rule.quorum_basis == "present":
        assert count(rule, softer).carried >= count(rule, votes).carried


@given(st.sampled_from(RULE_SETS), BODIES)
def test_members_missing_for_a_quorum(rule: RuleSet, votes: Tally) -> None:
    """That many more answers make a quorum, one fewer does not; more than there are where there can be none."""
    missing = missing_for_quorum(rule, votes)
    quorate = [
        count(rule, Tally(votes.ayes + more, votes.nays, votes.abstentions, votes.electorate)).quorate
        for more in range(missing + 1)
    ]
    assert quorate[:-1] == [False] * missing
    assert quorate[-1] or missing > votes.silent


@pytest.mark.parametrize("members", range(2, 40, 2))
def test_a_tie_has_no_majority(members: int) -> None:
    assert not count(rules(), Tally(members // 2, members // 2, 0, members)).carried


MEMBERS = [Member(name) for name in "abcdef"]
CHOICES = st.dictionaries(st.sampled_from(MEMBERS), st.sampled_from(["aye", "nay", "abstain"]))


@given(CHOICES, st.frozensets(st.sampled_from(MEMBERS)), st.permutations(MEMBERS))
def test_members_are_counted_and_nobody_is_named(
    choices: dict[Member, str], electorate: frozenset[Member], names: list[Member]
) -> None:
    """Who of the electorate says what does not matter; whoever is outside of it does not count."""
    votes = tally(choices, electorate)
    inside = [choice for member, choice in choices.items() if member in electorate]
    assert (votes.ayes, votes.nays, votes.abstentions) == tuple(map(inside.count, ("aye", "nay", "abstain")))
    assert (votes.cast, votes.present) == (votes.ayes + votes.nays, len(inside))
    assert (votes.electorate, votes.silent) == (len(electorate), len(electorate) - len(inside))
    other = dict(zip(MEMBERS, names, strict=True))
    renamed = {other[member]: choice for member, choice in choices.items()}
    assert tally(renamed, frozenset(other[member] for member in electorate)) == votes


def test_the_arithmetic_can_be_checked_by_hand() -> None:
    rule = rules(threshold="two-thirds", quorum="majority", ayes=3)
    assert count(rule, Tally(4, 2, 1, 10)).arithmetic == (
        "4 aye, 2 nay, 1 abstain of 10 members; two thirds of votes cast: 4 x 3 = 12 >= 12 = 6 x 2; "
        "at least 3 ayes: 4 >= 3; quorum a majority of 10 members: 7 x 2 = 14 > 10 = 10 x 1"
    )
    assert count(rules(basis="membership", quorum="5"), Tally(2, 1, 0, 7)).arithmetic == (
        "2 aye, 1 nay, 0 abstain of 7 members; a majority of the membership: 2 x 2 = 4 <= 7 = 7 x 1; "
        "quorum 5 members: 3 < 5"
    )
