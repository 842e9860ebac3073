"""Minimax: the least of the worst defeats."""

from __future__ import annotations

from gitgov.tally.methods.minimax import count, decide, worst
from gitgov.tally.pairwise import Pairwise
from gitgov.tally.terms import Terms
from tests.kit.elections import rankings

CYCLE = Pairwise(("A", "B", "C"), ((0, 6, 1), (5, 0, 5), (4, 1, 0)))


def test_three_ways_to_measure_a_defeat() -> None:
    assert worst(CYCLE, "winning") == {"A": 4, "B": 6, "C": 5}
    assert worst(CYCLE, "margins") == {"A": 3, "B": 1, "C": 4}
    assert worst(CYCLE, "opposition") == {"A": 5, "B": 6, "C": 5}
    assert decide(CYCLE, Terms()).winners == ("A",)
    assert decide(CYCLE, Terms(strength="margins")).winners == ("B",)


def test_the_arithmetic() -> None:
    result = count(rankings((4, "A>B>C"), (3, "B>C>A"), (2, "C>A>B")), Terms())
    assert result.lines[3:] == ("A: worst defeat 5", "B: worst defeat 6", "C: worst defeat 7", "chosen: A")
