"""Which papers are votes, which are illegal ones, and which are nothing (RONR (12th ed.) 45:31-36)."""

from __future__ import annotations

from typing import Any

import pytest

from gitgov.core.ids import Member
from gitgov.tally.ballots import Paper, Profile, collect, credit, of_members, one_of
from gitgov.tally.methods.majority import void
from tests.kit.elections import read_elections

OPTIONS = ("A", "B", "C")
PUBLISHED = {each["case"]: each for each in read_elections()["ballot_validity_cases"]}
ALICE, BOB, MALLORY = Member("alice"), Member("bob"), Member("mallory")
ROLL = frozenset({ALICE, BOB})


def verdict(paper: Paper | None, seats: int = 1) -> dict[str, bool]:
    """Counts one ballot of an election by names, and says what became of it."""
    profile = collect("single", OPTIONS, [paper], seats)
    return {"credited": bool(profile.ballots), "counted": bool(profile.cast)}


@pytest.mark.parametrize(
    ("case", "paper"),
    [
        ("eligible, clear", ("A",)),
        ("ineligible or unidentifiable candidate", ("Zaphod",)),
        ("blank / no preference", ()),
        ("overvote (more choices than seats)", ("A", "B")),
        ("two filled ballots from one voter", one_of([("A",), ("A",)])),
    ],
)
def test_published_cases(case: str, paper: Paper | None) -> None:
    expected = PUBLISHED[case]
    assert verdict(paper) == {"credited": expected["credited"], "counted": bool(expected["counted"])}


def test_folded_papers_count_as_one() -> None:
    assert PUBLISHED["two filled ballots from one voter"]["counted"] == "as one"
    assert collect("single", OPTIONS, [one_of([("A",), ("B",)])]).cast == 1
    assert one_of([(), ("B",), ()]) == ("B",), "45:34: a blank that is folded in is ignored"
    assert one_of([(), ()]) == ()


def test_ballots_of_others_are_not_counted() -> None:
    case = PUBLISHED["identified non-member ballot"]
    votes: dict[Member, Paper | None] = {ALICE: ("A",), MALLORY: ("B",), BOB: None}
    profile = collect("single", OPTIONS, of_members(votes, ROLL))
    assert (case["credited"], case["counted"]) == (False, False)
    assert profile == Profile(OPTIONS, ((1, ("A",)),), 1)


def test_strangers_void_a_vote_that_they_may_have_made() -> None:
    assert PUBLISHED["unidentifiable non-member ballots that could change the result"]["effect"].startswith(
        "whole vote void"
    )
    assert void({"A": 10, "B": 8}, 18, 2), "10 of 18 elect A; without two strangers it may be 8 of 16"
    assert not void({"A": 12, "B": 6}, 18, 2)
    assert void({"A": 9, "B": 9}, 18, 1), "nobody is elected, and without a stranger somebody would be"
    assert not void({"A": 9, "B": 9}, 18, 0)


def test_every_published_case_is_known() -> None:
    """The rest is not for a count: which ballot of a voter is the last (Helios), or whether a second one may be cast."""
    others = {
        "gitvote: same user reacts with two options",
        "Helios/Belenios: re-vote",
        "OZ Governor: second vote by same account",
    }
    assert len(PUBLISHED) == 10
    assert others <= PUBLISHED.keys()


@pytest.mark.parametrize(
    ("form", "paper", "credited"),
    [
        ("ranking", (("B",), ("A", "C")), (("B",), ("A", "C"))),
        ("ranking", (("C", "A"),), (("A", "C"),)),
        ("ranking", (("B",), ("Zaphod",), ("A",)), (("B",), ("A",))),
        ("ranking", (("B",), ("B",)), None),
        ("ranking", (("Zaphod",),), None),
        ("ranking", ((), ()), ()),
        ("ranking", (), ()),
        ("approval", ("C", "A"), ("A", "C")),
        ("approval", ("A", "A"), None),
        ("approval", ("A", "Zaphod"), ("A",)),
        ("score", (("C", 5), ("A", 0)), (("A", 0), ("C", 5))),
        ("score", (("A", 6),), None),
        ("score", (("A", -1),), None),
        ("score", (("A", 1), ("A", 2)), None),
        ("score", (("Zaphod", 5),), None),
        ("single", ("A", "B"), None),
    ],
)
def test_what_is_credited(form: Any, paper: Paper, credited: Paper | None) -> None:
    assert credit(form, OPTIONS, paper, 1) == credited


def test_as_many_names_as_seats() -> None:
    assert credit("single", OPTIONS, ("B", "A"), 2) == ("A", "B")
    assert credit("single", OPTIONS, ("A", "B", "C"), 2) is None


def test_equal_ballots_are_put_together_whatever_their_order() -> None:
    papers: list[Paper | None] = [("A",), ("B",), None, ("A",), ()]
    profile = collect("single", OPTIONS, papers)
    assert profile == collect("single", OPTIONS, papers[::-1]) == Profile(OPTIONS, ((1, ("B",)), (2, ("A",))), 1)
    assert profile.cast == 4
