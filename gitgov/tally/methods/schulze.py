"""The Schulze method: whoever has the stronger beatpath to every other option wins.

A defeat is as strong as its winning side has votes, and of equals as its losing side has fewer (Debian constitution A.5,
A.6; Schulze 2.1); by margins where the terms say so. A path is as strong as its weakest defeat.
"""

from __future__ import annotations

from typing import NamedTuple

from gitgov.tally.ballots import Profile, Ranking
from gitgov.tally.methods.row import MethodRow
from gitgov.tally.pairwise import Pairwise, Relation, compare, condorcet_winner, in_tiers, smith_set
from gitgov.tally.result import Ranked, Result
from gitgov.tally.terms import Strength, Terms
from gitgov.tally.ties import seated


class Paths(NamedTuple):
    """The strength of the strongest path from each option to each other one; 0 where there is none.

    Strengths are ordered integers, votes for and then votes against; `votes` reads the former back.
    """

    options: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    base: int

    def votes(self, one: str, other: str) -> int:
        """Return the votes of the weakest defeat on the strongest path; by margins, their lead."""
        return self.rows[self.options.index(one)][self.options.index(other)] // self.base

    def above(self) -> Relation:
        """Say which option is above which; transitive and without cycles (Schulze 4.1)."""
        size = range(len(self.options))
        return tuple(sum(1 << j for j in size if self.rows[i][j] > self.rows[j][i]) for i in size)


def strengths(matrix: Pairwise, strength: Strength = "winning") -> tuple[int, list[list[int]]]:
    """Write each defeat as one integer, 0 where there is none; of the winning votes, `base` times votes less against."""
    base = max((max(row) for row in matrix.rows), default=0) + 1 if strength == "winning" else 1
    size = range(len(matrix.options))
    rows = [[0] * len(size) for _ in size]
    for i in size:
        for j in size:
            ours, theirs = matrix.rows[i][j], matrix.rows[j][i]
            if ours > theirs:
                rows[i][j] = ours * base + base - 1 - theirs if strength == "winning" else ours - theirs
    return base, rows


def strongest_paths(matrix: Pairwise, strength: Strength = "winning") -> Paths:
    """Find the strongest paths (Floyd and Warshall); cubic in the number of options."""
    base, best = strengths(matrix, strength)
    for k, through in enumerate(best):
        for row in best:
            first = row[k]
            if first:
                row[:] = [max(direct, min(first, second)) for direct, second in zip(row, through, strict=True)]
    for i, row in enumerate(best):
        row[i] = 0
    return Paths(matrix.options, tuple(map(tuple, best)), base)


def rank(matrix: Pairwise, terms: Terms) -> Ranked:
    """Put the options in tiers by their paths."""
    return in_tiers(matrix.options, strongest_paths(matrix, terms.strength).above(), terms.tiers)


def decide(matrix: Pairwise, terms: Terms) -> Result:
    """Choose from a matrix; several seats go to the first of the ranking."""
    return seated(rank(matrix, terms), terms, _lines(matrix, strongest_paths(matrix, terms.strength), terms))


def count(profile: Profile[Ranking], terms: Terms) -> Result:
    """Count rankings."""
    return decide(compare(profile, terms.unranked), terms)


def _lines(matrix: Pairwise, paths: Paths, terms: Terms) -> list[str]:
    lines = list(matrix.lines())
    winner = condorcet_winner(matrix)
    if winner is not None:
        return [*lines, f"{winner} beats every other option (Condorcet winner)"]
    lines.append(f"no option beats every other one; Smith set: {', '.join(smith_set(matrix))}")
    unit = "votes" if terms.strength == "winning" else "lead"
    for i, one in enumerate(matrix.options):
        for other in matrix.options[i + 1 :]:
            there, back = paths.votes(one, other), paths.votes(other, one)
            lines.append(f"strongest paths ({unit}): {one} to {other} {there}, {other} to {one} {back}")
    return lines


ROW = MethodRow(
    "schulze",
    "strongest beatpaths; the only option that beats every other one wins, if there is one",
    "Schulze, arXiv:1804.02973; Debian constitution A.5",
    "ranking",
    "many",
    ("unranked", "strength", "tiers"),
    count,
)
