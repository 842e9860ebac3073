"""Copeland: most duels won less duels lost. Node.js' technical steering committee counts by it."""

from __future__ import annotations

from gitgov.tally.ballots import Profile, Ranking
from gitgov.tally.methods.row import MethodRow
from gitgov.tally.pairwise import Pairwise, beats, compare
from gitgov.tally.result import Result
from gitgov.tally.terms import Terms
from gitgov.tally.ties import by_count, seated


def scores(matrix: Pairwise) -> dict[str, int]:
    """Return duels won less duels lost."""
    above = beats(matrix)
    lost = [sum(row >> i & 1 for row in above) for i in range(len(above))]
    return {option: above[i].bit_count() - lost[i] for i, option in enumerate(matrix.options)}


def decide(matrix: Pairwise, terms: Terms) -> Result:
    """Choose from a matrix."""
    found = scores(matrix)
    lines = [*matrix.lines(), *(f"{option}: {score:+d} duels" for option, score in found.items())]
    return seated(by_count(matrix.options, found), terms, lines)


def count(profile: Profile[Ranking], terms: Terms) -> Result:
    """Count rankings."""
    return decide(compare(profile, terms.unranked), terms)


ROW = MethodRow(
    "copeland",
    "most duels won less duels lost",
    "Copeland (1951); Node.js TSC charter 7",
    "ranking",
    "many",
    ("unranked",),
    count,
)
