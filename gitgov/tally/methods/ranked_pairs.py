"""Ranked pairs (Tideman): defeats are locked in, the strongest first, unless they would close a circle.

Of equally strong defeats, the one whose winner the tie rule puts first is locked first (Zavist and Tideman, 1989). Where
the rule cannot tell (`repeat`), only those defeats are locked that every order of locking would lock; where another order
would lock more, those are chosen whom every order chooses, and a tie is left between those whom only some do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple, TypeAlias

from gitgov.tally.ballots import Profile, Ranking
from gitgov.tally.methods.row import MethodRow
from gitgov.tally.methods.schulze import strengths
from gitgov.tally.pairwise import Pairwise, Relation, compare, in_tiers, reaches
from gitgov.tally.result import Ranked, Result
from gitgov.tally.terms import Terms
from gitgov.tally.ties import break_tie, seated

Pair: TypeAlias = tuple[int, int]


class Locks(NamedTuple):
    """Defeats, each relation closed transitively: those that every order of equals locks, and those that some order may lock."""

    certain: Relation
    possible: Relation


def by_strength(matrix: Pairwise, terms: Terms) -> list[list[Pair]]:
    """Group defeats of equal strength, the strongest first."""
    _, rows = strengths(matrix, terms.strength)
    pairs = [(strength, (i, j)) for i, row in enumerate(rows) for j, strength in enumerate(row) if strength]
    pairs.sort(key=lambda each: (-each[0], each[1]))
    return [[pair for _, pair in group] for _, group in groupby(pairs, key=lambda each: each[0])]


def lock(matrix: Pairwise, terms: Terms) -> Locks:
    """Lock the defeats, in the order of the tie rule where it puts all options in one."""
    groups = by_strength(matrix, terms)
    order = break_tie(terms.ties, matrix.options, matrix.options)
    if len(order) < len(matrix.options):
        return _lock_certain(groups, len(matrix.options))
    place = {option: i for i, (option,) in enumerate(order)}
    ranked = [place[option] for option in matrix.options]
    locked: Relation = (0,) * len(matrix.options)
    for group in groups:
        for i, j in sorted(group, key=lambda pair: (ranked[pair[0]], ranked[pair[1]])):
            if not locked[j] >> i & 1:
                locked = reaches(_with(locked, [(i, j)]))
    return Locks(locked, locked)


def _lock_certain(groups: Sequence[Sequence[Pair]], size: int) -> Locks:
    """Lock what every order of equals locks: nothing that some order has locked by then closes a circle with it."""
    certain: Relation = (0,) * size
    possible: Relation = (0,) * size
    for group in groups:
        open_pairs = [(i, j) for i, j in group if not certain[j] >> i & 1]
        possible = reaches(_with(possible, open_pairs))
        certain = reaches(_with(certain, [(i, j) for i, j in open_pairs if not possible[j] >> i & 1]))
    return Locks(certain, possible)


def _tiers(options: tuple[str, ...], locks: Locks, terms: Terms) -> Ranked:
    """Put options in tiers; where orders of locking differ, whom every order chooses comes first, then whom some may."""
    tiers = in_tiers(options, locks.certain, terms.tiers)
    if locks.certain == locks.possible:
        return tiers
    size = len(options)
    worse = [sum(row >> i & 1 for row in locks.certain) for i in range(size)]
    sure = {option for i, option in enumerate(options) if size - locks.certain[i].bit_count() <= terms.seats}
    open_to = {option for option, above in zip(options, worse, strict=True) if above < terms.seats} - sure
    ranked = [tuple(option for option in tier if option in sure) for tier in tiers]
    others = [tuple(option for option in options if option in open_to)]
    others += [tuple(option for option in tier if option not in open_to | sure) for tier in tiers]
    return tuple(tier for tier in (*ranked, *others) if tier)


def _with(relation: Relation, pairs: Sequence[Pair]) -> Relation:
    rows = list(relation)
    for i, j in pairs:
        rows[i] |= 1 << j
    return tuple(rows)


def decide(matrix: Pairwise, terms: Terms) -> Result:
    """Choose from a matrix."""
    locks = lock(matrix, terms)
    lines = list(matrix.lines())
    for group in by_strength(matrix, terms):
        for i, j in group:
            said = (
                "locked"
                if locks.certain[i] >> j & 1
                else "passed over: it would close a circle, or might in another order of equals"
            )
            lines.append(f"{matrix.options[i]} over {matrix.options[j]}: {said}")
    return seated(_tiers(matrix.options, locks, terms), terms, lines)


def count(profile: Profile[Ranking], terms: Terms) -> Result:
    """Count rankings."""
    return decide(compare(profile, terms.unranked), terms)


ROW = MethodRow(
    "ranked-pairs",
    "defeats are locked in, the strongest first, unless they would close a circle",
    "Tideman, Independence of Clones (1987); Zavist and Tideman (1989)",
    "ranking",
    "many",
    ("unranked", "strength", "tiers"),
    count,
)
