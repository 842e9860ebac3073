"""Debian's A.5: quorum and majority of each option against the default, then Schulze."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import Any

import pytest

from gitgov.tally.debian import Conditions, count, decide, roots, sift, votes
from gitgov.tally.pairwise import Pairwise, compare, from_table
from gitgov.tally.result import Tie
from gitgov.tally.terms import Terms, TieRule
from tests.kit.elections import rankings, read_elections

CASES = {each["id"]: each for each in read_elections()["threshold_cases"]}


def against_default(over: int, under: int) -> Pairwise:
    return from_table(("X", "NOTA"), {"X": {"NOTA": over}, "NOTA": {"X": under}})


def conditions(ratio: int = 1, quorum: int = 0) -> Conditions:
    return Conditions("NOTA", {"X": Fraction(ratio)}, {"X": votes(quorum)})


@pytest.mark.parametrize(
    "case", [each for each in CASES.values() if each["rule"] == "debian_majority"], ids=lambda case: case["id"]
)
def test_published_majorities(case: dict[str, Any]) -> None:
    given = case["input"]
    dropped = sift(against_default(given["over"], given["under"]), conditions(given["ratio"]))
    assert ("dropped" if dropped.majority else "kept") == case["expect"]


@pytest.mark.parametrize(
    "case", [each for each in CASES.values() if each["rule"] == "debian_quorum"], ids=lambda case: case["id"]
)
def test_published_quorums(case: dict[str, Any]) -> None:
    given = case["input"]
    held = Conditions("NOTA", {}, {"X": roots(3, given["developers"])})
    dropped = sift(against_default(given["votes_over_default"], 0), held)
    assert ("dropped" if dropped.quorum else "kept") == case["expect"]


def test_the_arithmetic_of_a_quorum() -> None:
    """3Q of 1037 developers is 48.3037...: 48 votes are too few, 49 are enough."""
    quorum = roots(3, 1037)
    assert quorum.arithmetic(48) == "48² x 4 = 9216 < 9333"
    assert quorum.arithmetic(49) == "49² x 4 = 9604 >= 9333"
    assert votes(5).arithmetic(5) == "5² = 25 >= 25"
    assert votes(5).arithmetic(4) == "4² = 16 < 25"


@pytest.mark.parametrize("members", range(200))
def test_roots_are_exact(members: int) -> None:
    """The least number of votes v with 4v² >= 9n, found by an integer root."""
    quorum = roots(3, members)
    least = isqrt(max(9 * members - 1, 0) // 4) + 1 if members else 0
    assert quorum.reached(least)
    assert least == 0 or not quorum.reached(least - 1)


def test_a_quorum_is_of_those_who_prefer_it_to_the_default_not_of_those_who_vote() -> None:
    profile = rankings((4, "X>N"), (50, "NX"), (3, "N"))
    held = Conditions("N", {}, {"X": votes(5)})
    assert count(profile, held, Terms()).winners == ("N",)
    assert count(profile, held._replace(quorums={"X": votes(4)}), Terms()).winners == ("X",)


def test_the_lines_tell_why() -> None:
    result = decide(against_default(150, 50), conditions(3, 48), Terms())
    assert result.lines == (
        "X, quorum: 150² = 22500 >= 2304",
        "X over NOTA: 150 x 1 = 150 <= 150 = 50 x 3",
        "dropped: X",
        "NOTA beats every other option (Condorcet winner)",
        "chosen: NOTA",
    )
    assert sift(against_default(10, 9), Conditions("NOTA", {"X": Fraction(3, 2)}, {})).majority == ("X",)


def test_what_fails_the_quorum_is_not_asked_for_its_majority() -> None:
    dropped = sift(against_default(2, 5), conditions(1, 3))
    assert (dropped.quorum, dropped.majority) == (("X",), ())


def test_an_option_without_conditions_must_beat_the_default() -> None:
    held = Conditions("N", {}, {})
    assert count(rankings((3, "X>N"), (3, "N>X")), held, Terms()).winners == ("N",)
    assert count(rankings((4, "X>N"), (3, "N>X")), held, Terms()).winners == ("X",)


def test_a_tie_is_for_the_casting_vote() -> None:
    profile = rankings((2, "X>Y>N"), (2, "Y>X>N"))
    held = Conditions("N", {}, {})
    assert count(profile, held, Terms()).tie == Tie(("X", "Y"), 1)
    assert count(profile, held, Terms(ties=TieRule("chair", choice=("Y",)))).winners == ("Y",)


def test_what_is_dropped_takes_no_part() -> None:
    """X, Y and Z go in a circle; Z loses to the default, and without it X beats Y."""
    profile = rankings((4, "X>Y>N>Z"), (3, "Y>N>Z>X"), (3, "Z>X>Y>N"))
    held = Conditions("N", {}, {})
    assert sift(compare(profile), held).majority == ("Z",)
    assert count(profile, held, Terms()).tiers == (("X",), ("Y",), ("N",))
