"""Ayes of groups: against a model of their own, settled only when no ballot can change the result, and what is missing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

import pytest

from gitgov.core.ids import Member
from gitgov.procedure.state import Ballot, Motion
from gitgov.tally.count import count, missing_ayes, settled
from tests.kit.assembly import Body
from tests.kit.charters import team

CORE, SECURITY = ("a", "b", "c"), ("c", "d")
CHOICES = (None, "aye", "nay", "abstain")
WANTED: list[dict[str, str | int]] = [
    {"core": 2, "security": 1}, {"core": "majority"}, {"core": "two-thirds", "security": "unanimous"}, {"security": 2},
]  # fmt: skip


def opened(wanted: dict[str, str | int]) -> Motion:
    """Opens a question for five members, of whom c is in both groups and e in none."""
    roles = {
        each: tuple(name for name, group in (("core", CORE), ("security", SECURITY)) if each in group)
        for each in "abcd"
    }
    here = Body.found(team(*"abcde", ayes_of=wanted, quorum="1").but(roles=roles))
    return here.state(here.move("a"))


def voted(motion: Motion, choices: Mapping[str, str | None]) -> Motion:
    ballots = (Ballot(motion.id, Member(each), 0, choice, "") for each, choice in choices.items() if choice)
    return motion.but(ballots=tuple(ballots))


def carries(wanted: dict[str, str | int], choices: Mapping[str, str | None]) -> bool:
    """Says what the charter reference says, member by member."""
    said = list(choices.values())
    if said.count("aye") <= said.count("nay"):
        return False
    for role, least in wanted.items():
        group = {"core": CORE, "security": SECURITY}[role]
        ayes = sum(choices[each] == "aye" for each in group)
        enough = {
            "majority": 2 * ayes > len(group),
            "two-thirds": 3 * ayes >= 2 * len(group),
            "unanimous": ayes == len(group),
        }
        if not (enough[least] if isinstance(least, str) else ayes >= least):
            return False
    return True


def every() -> Iterator[dict[str, str | None]]:
    return (dict(zip("abcde", each, strict=True)) for each in itertools.product(CHOICES, repeat=5))


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_every_vote_agrees_with_the_model_and_is_settled_in_time(wanted: dict[str, str | int]) -> None:
    motion = opened(wanted)
    results = {}
    for choices in every():
        result = count(motion.rules, voted(motion, choices).tally())
        assert result.carried == carries(wanted, choices), result.arithmetic
        results[tuple(choices.values())] = result.carried
    for choices in every():
        outcome = settled(motion.rules, voted(motion, choices).tally())
        fixed = [(each,) if each else CHOICES for each in choices.values()]
        possible = {results[later] for later in itertools.product(*fixed)}
        assert (outcome is None) == (len(possible) == 2), choices
        assert outcome is None or {outcome.carried} == possible


def test_the_arithmetic_names_each_group_and_what_is_missing() -> None:
    motion = voted(opened({"core": 2, "security": 1}), {"a": "aye", "d": "nay"})
    assert (
        "at least 2 ayes of core: 1 < 2; at least 1 aye of security: 0 < 1"
        in count(motion.rules, motion.tally()).arithmetic
    )
    assert missing_ayes(motion.rules, motion.tally()) == ("1 more aye of core", "1 more aye of security")
    motion = voted(opened({"core": "unanimous"}), {"a": "aye"})
    assert missing_ayes(motion.rules, motion.tally()) == ("2 more ayes of core",)
    assert missing_ayes(motion.rules, voted(motion, dict.fromkeys(CORE, "aye")).tally()) == ()
