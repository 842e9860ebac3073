"""Options compared two by two: the matrix, and the sets that it singles out.

Sources: Schulze, "The Schulze Method of Voting" (arXiv:1804.02973) 2; Debian constitution A.5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gitgov.tally.ballots import Profile, Ranking
from gitgov.tally.result import Ranked
from gitgov.tally.terms import Tiers, Unranked

Relation = tuple[int, ...]
"""Who stands in a relation to whom: bit j of entry i is set where option i does to option j."""


class Pairwise(NamedTuple):
    """`rows[i][j]` ballots rank option i above option j."""

    options: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]

    def over(self, one: str, other: str) -> int:
        """Return how many ballots rank `one` above `other`: V(one, other) in Debian's words."""
        return self.rows[self.options.index(one)][self.options.index(other)]

    def without(self, dropped: Sequence[str]) -> Pairwise:
        """Return the matrix of the options that are left."""
        kept = [i for i, option in enumerate(self.options) if option not in dropped]
        rows = tuple(tuple(self.rows[i][j] for j in kept) for i in kept)
        return Pairwise(tuple(self.options[i] for i in kept), rows)

    def lines(self) -> tuple[str, ...]:
        """Write each pair with its votes, the more votes first."""
        said = []
        for i, one in enumerate(self.options):
            for j, other in enumerate(self.options[:i]):
                ours, theirs = self.rows[i][j], self.rows[j][i]
                said.append(
                    f"{one} over {other}: {ours} to {theirs}"
                    if ours > theirs
                    else f"{other} over {one}: {theirs} to {ours}"
                )
        return tuple(said)


def compare(profile: Profile[Ranking], unranked: Unranked = "last") -> Pairwise:
    """Count every pair.

    A row is summed as one integer with a lane of bits for each option, which takes an addition for each option that a
    ballot ranks instead of one for each pair; no lane can overflow into the next, as it holds the number of ballots.
    """
    width = profile.cast.bit_length()
    place = {option: i for i, option in enumerate(profile.options)}
    lanes = {option: 1 << width * i for option, i in place.items()}
    sums = [0] * len(place)
    for count, ranking in profile.ballots:
        named = sum(lanes[option] for group in ranking for option in group)
        below = count * (sum(lanes.values()) if unranked == "last" else named)
        for group in ranking:
            below -= count * sum(lanes[option] for option in group)
            for option in group:
                sums[place[option]] += below
    mask = (1 << width) - 1
    rows = tuple(tuple(total >> width * i & mask for i in range(len(place))) for total in sums)
    return Pairwise(profile.options, rows)


def from_table(options: tuple[str, ...], table: Mapping[str, Mapping[str, int]]) -> Pairwise:
    """Read a published matrix: `table[one][other]` ballots rank one above other."""
    rows = tuple(tuple(0 if one == other else table[one][other] for other in options) for one in options)
    return Pairwise(options, rows)


def beats(matrix: Pairwise) -> Relation:
    """Say which option is above which on more ballots than below."""
    size = range(len(matrix.options))
    return tuple(sum(1 << j for j in size if matrix.rows[i][j] > matrix.rows[j][i]) for i in size)


def reaches(relation: Sequence[int]) -> Relation:
    """Close a relation transitively (Warshall); cubic in the number of options."""
    rows = list(relation)
    for k, _ in enumerate(rows):
        for i, row in enumerate(rows):
            if row >> k & 1:
                rows[i] = row | rows[k]
    return tuple(rows)


def condorcet_winner(matrix: Pairwise) -> str | None:
    """Return the option that beats every other one, if there is one."""
    every = (1 << len(matrix.options)) - 1
    found = beats(matrix)
    return next((option for i, option in enumerate(matrix.options) if found[i] | 1 << i == every), None)


def smith_set(matrix: Pairwise) -> tuple[str, ...]:
    """Return the smallest set whose members beat everybody outside of it."""
    every = (1 << len(matrix.options)) - 1
    beaten = beats(matrix)
    unbeaten = tuple(every & ~sum(1 << j for j, row in enumerate(beaten) if row >> i & 1) for i in range(len(beaten)))
    return tuple(option for option, row in zip(matrix.options, reaches(unbeaten), strict=True) if row == every)


def schwartz_set(matrix: Pairwise) -> tuple[str, ...]:
    """Return the union of the smallest sets that nobody outside of them beats."""
    reached = reaches(beats(matrix))
    size = range(len(reached))
    return tuple(
        option
        for i, option in enumerate(matrix.options)
        if all(reached[i] >> j & 1 for j in size if reached[j] >> i & 1)
    )


def in_tiers(options: tuple[str, ...], above: Relation, tiers: Tiers = "undefeated") -> Ranked:
    """Put options in tiers by an acyclic relation: whoever has nobody left above, or by how many are above.

    A partial order and its tiers are two things: Kubernetes' 2025 election of its code of conduct committee came out
    differently by the one way and by the other.
    """
    worse = [sum(row >> i & 1 for row in above) for i in range(len(options))]
    if tiers == "defeats":
        return tuple(
            tuple(option for option, number in zip(options, worse, strict=True) if number == each)
            for each in sorted(set(worse))
        )
    found, left = [], list(range(len(options)))
    while left:
        top = [i for i in left if not any(above[j] >> i & 1 for j in left)] or left
        found.append(tuple(options[i] for i in top))
        left = [i for i in left if i not in top]
    return tuple(found)
