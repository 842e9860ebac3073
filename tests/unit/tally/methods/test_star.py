"""STAR: sums, run-off, the official ways out of ties, and several seats."""

from __future__ import annotations

from gitgov.tally.methods.star import add_up, count, run_off
from gitgov.tally.result import Tie
from gitgov.tally.terms import Terms, TieRule
from tests.kit.elections import scores


def test_of_the_two_highest_the_one_whom_more_prefer() -> None:
    """A has the higher sum, but three of five score B above A."""
    result = count(scores("ABC", (2, "510"), (3, "340")), Terms())
    assert result.lines[:4] == (
        "A: score 19, fives 2",
        "B: score 14, fives 0",
        "C: score 0, fives 0",
        "run-off: A over B on 2 ballots, B over A on 3: B",
    )
    assert (result.winners, result.tiers) == (("B",), (("B",), ("A",), ("C",)))


def test_a_tied_run_off_goes_to_the_higher_score() -> None:
    """Each is preferred once; A has 8 to 5, and B the only five."""
    assert count(scores("AB", (1, "45"), (1, "40")), Terms()).winners == ("A",)


def test_then_to_more_fives() -> None:
    level = scores("AB", (1, "51"), (1, "04"))
    assert add_up(level).scores == {"A": 5, "B": 5}
    assert count(level, Terms()).winners == ("A",)


def test_then_to_the_tie_rule() -> None:
    profile = scores("BA", (1, "50"), (1, "05"))
    assert count(profile, Terms()).tie == Tie(("B", "A"), 1)
    assert count(profile, Terms(ties=TieRule("order"))).winners == ("B",)


def test_a_tie_for_the_run_off_goes_to_who_wins_more_duels() -> None:
    """B and C have 6 each behind A; two of three prefer C, and C then beats A."""
    profile = scores("ABC", (2, "412"), (1, "042"))
    sums = add_up(profile)
    assert sums.scores == {"A": 8, "B": 6, "C": 6}
    assert run_off(sums, ("A", "B", "C"), Terms())[1].startswith("run-off: A over C")


def test_a_tie_for_the_run_off_that_cannot_matter_is_none() -> None:
    """B and C are alike in everything, and A beats either."""
    profile = scores("ABC", (2, "533"), (1, "044"))
    assert count(profile, Terms()).winners == ("A",)
    assert count(profile, Terms()).tiers == (("A",), ("B", "C"))


def test_seats_are_filled_one_by_one() -> None:
    """After B has gone, A and C meet, and C wins although A was in the run-off before."""
    profile = scores("ABC", (3, "450"), (2, "405"), (2, "355"))
    result = count(profile, Terms(seats=2))
    assert result.winners[0] == "B"
    assert result.tiers[1] == run_off(add_up(profile), ("A", "C"), Terms())[0]


def test_with_seats_to_fill_after_a_tie_all_are_tied() -> None:
    """Who is second depends on who was first."""
    profile = scores("ABC", (1, "501"), (1, "051"))
    assert count(profile, Terms(seats=2)).tie == Tie(("A", "B", "C"), 2)
    assert count(profile, Terms(seats=1)).tie == Tie(("A", "B"), 1)
    assert count(profile, Terms(seats=2, ties=TieRule("order"))).winners == ("A", "B")
