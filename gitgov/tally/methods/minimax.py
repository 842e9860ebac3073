"""Minimax (Simpson and Kramer): whose worst defeat is least."""

from __future__ import annotations

from typing import Literal, assert_never

from gitgov.tally.ballots import Profile, Ranking
from gitgov.tally.methods.row import MethodRow
from gitgov.tally.pairwise import Pairwise, compare
from gitgov.tally.result import Result
from gitgov.tally.terms import Strength, Terms
from gitgov.tally.ties import by_count, seated


def worst(matrix: Pairwise, by: Strength | Literal["opposition"]) -> dict[str, int]:
    """Return each option's worst defeat.

    `winning`: the votes against it, 0 where it is undefeated. `margins`: the lead of the other, below 0 where none has one.
    `opposition`: the most votes against it, defeat or not; this may leave out whoever beats every other option.
    """
    size = range(len(matrix.options))
    found = {}
    for i, option in enumerate(matrix.options):
        duels = [(matrix.rows[j][i], matrix.rows[i][j]) for j in size if j != i]
        match by:
            case "winning":
                found[option] = max((against for against, ours in duels if against > ours), default=0)
            case "margins":
                found[option] = max((against - ours for against, ours in duels), default=0)
            case "opposition":
                found[option] = max((against for against, _ in duels), default=0)
            case _:
                assert_never(by)
    return found


def decide(matrix: Pairwise, terms: Terms) -> Result:
    """Choose from a matrix."""
    found = worst(matrix, terms.strength)
    lines = [*matrix.lines(), *(f"{option}: worst defeat {number}" for option, number in found.items())]
    return seated(by_count(matrix.options, {option: -number for option, number in found.items()}), terms, lines)


def count(profile: Profile[Ranking], terms: Terms) -> Result:
    """Count rankings."""
    return decide(compare(profile, terms.unranked), terms)


ROW = MethodRow(
    "minimax",
    "whose worst defeat is least",
    "Simpson (1969); Kramer (1977)",
    "ranking",
    "many",
    ("unranked", "strength"),
    count,
)
