"""Copeland: duels won less duels lost."""

from __future__ import annotations

from gitgov.tally.methods.copeland import count
from gitgov.tally.result import Tie
from gitgov.tally.terms import Terms
from tests.kit.elections import rankings


def test_duels_won_less_duels_lost() -> None:
    result = count(rankings((3, "A>B>C"), (2, "B>C>A"), (1, "C>B>A")), Terms())
    assert result.lines[-4:] == ("A: +0 duels", "B: +1 duels", "C: -1 duels", "chosen: B")


def test_a_cycle_is_a_tie() -> None:
    profile = rankings((4, "A>B>C"), (3, "B>C>A"), (2, "C>A>B"))
    assert count(profile, Terms()).tie == Tie(("A", "B", "C"), 1)
