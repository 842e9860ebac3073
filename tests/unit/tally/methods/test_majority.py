"""Election by majority (RONR (12th ed.) 46:32-33): nobody by plurality, nobody dropped."""

from __future__ import annotations

import pytest

from gitgov.tally.ballots import collect
from gitgov.tally.methods.majority import count, elect
from gitgov.tally.result import Tie
from gitgov.tally.terms import Terms, TieRule
from tests.kit.elections import read_elections

OPTIONS = ("A", "B", "C")
CASES = {each["id"]: each for each in read_elections()["threshold_cases"]}


def test_no_majority_means_another_ballot_with_all() -> None:
    """S169: 8, 7 and 3 of 18, of which 10 elect."""
    case = CASES["elect-1"]
    votes = [(name,) for name, number in case["input"].items() for _ in range(number)]
    result = count(collect("single", OPTIONS, votes), Terms())
    assert case["expect"] == "no_election_repeat_ballot_all_candidates"
    assert (result.winners, result.unfilled, result.tie, result.tiers) == ((), 1, None, ())
    assert result.lines == (
        "18 votes cast: 10 elect",
        "A: 8 x 2 = 16 <= 18",
        "B: 7 x 2 = 14 <= 18",
        "C: 3 x 2 = 6 <= 18",
        "elected: nobody",
        "ballot again for 1: all who were not elected stand again",
    )


def test_three_seats_of_which_two_are_filled() -> None:
    """S174: of 40 ballots 25 name A, 21 B and 10 C."""
    case = CASES["elect-3"]
    papers = [("A",)] * 19 + [("A", "B")] * 6 + [("B", "C")] * 10 + [("B",)] * 5
    result = count(collect("single", OPTIONS, papers, seats=3), Terms(seats=3))
    assert case["expect"] == "elect_A_B_only"
    assert (len(papers), result.winners, result.unfilled) == (case["input"]["ballots"], ("A", "B"), 1)
    assert elect(OPTIONS, {each: case["input"][each] for each in OPTIONS}, 40, Terms(seats=3)) == result


def test_a_tie_elects_nobody() -> None:
    """S171: 9 to 9 is no majority, so no rule for ties has anything to say."""
    profile = collect("single", OPTIONS, [("A",)] * 9 + [("B",)] * 9)
    assert count(profile, Terms(ties=TieRule("order"))).winners == ()


def test_illegal_votes_raise_the_majority_and_blanks_do_not() -> None:
    papers = [("A",)] * 5 + [("B",)] * 4
    assert count(collect("single", OPTIONS, [*papers, ()]), Terms()).winners == ("A",)
    assert count(collect("single", OPTIONS, [*papers, None]), Terms()).winners == ()
    assert count(collect("single", OPTIONS, [*papers, ("A", "B")]), Terms()).winners == ()


@pytest.mark.parametrize(
    ("rule", "winners", "tie"),
    [(TieRule(), ("A",), Tie(("B", "C"), 1)), (TieRule("order"), ("A", "B"), None)],
)
def test_more_majorities_than_seats(rule: TieRule, winners: tuple[str, ...], tie: Tie | None) -> None:
    result = elect(OPTIONS, {"A": 9, "B": 8, "C": 8}, 10, Terms(seats=2, ties=rule))
    assert (result.winners, result.tie) == (winners, tie)
    assert elect(OPTIONS, {"A": 9, "B": 8, "C": 7}, 10, Terms(seats=2)).winners == ("A", "B")


def test_who_was_dropped_from_the_list_may_still_be_elected() -> None:
    """S170: C is written in by ten of eighteen."""
    assert elect(OPTIONS, {"A": 4, "B": 4, "C": 10}, 18, Terms()).winners == ("C",)
