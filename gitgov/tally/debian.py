"""How Debian chooses (constitution A.5): a default option, a quorum and a ratio for each option, then Schulze.

Every ballot has the default option, "none of the above" or "further discussion". An option is dropped unless enough voters
rank it above the default (quorum), and unless more than `ratio` times as many rank it above as below (majority). So turnout
cannot help an option to pass, only approval can. A tie among the winners is for the tie rule: Debian's elector is its chair.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from gitgov.tally.ballots import Profile, Ranking, without
from gitgov.tally.methods import choose, schulze
from gitgov.tally.pairwise import Pairwise, compare
from gitgov.tally.result import Result
from gitgov.tally.terms import Terms


class Quorum(NamedTuple):
    """A quorum by its square, so that Debian's 3Q, three times half the square root of all developers, stays exact."""

    square: Fraction

    def reached(self, votes: int) -> bool:
        """Say whether so many votes reach it."""
        return votes * votes >= self.square

    def arithmetic(self, votes: int) -> str:
        """Write the comparison of squares that `reached` makes."""
        left, right = votes * votes * self.square.denominator, self.square.numerator
        times = f" x {self.square.denominator}" if self.square.denominator > 1 else ""
        return f"{votes}²{times} = {left} {'>=' if self.reached(votes) else '<'} {right}"


def votes(number: int) -> Quorum:
    """A quorum of so many votes."""
    return Quorum(Fraction(number * number))


def roots(times: int, members: int) -> Quorum:
    """A quorum of `times` Q, where Q is half the square root of the number of members (Debian constitution 4.2)."""
    return Quorum(Fraction(times * times * members, 4))


class Conditions(NamedTuple):
    """What an option must satisfy against the default; a ratio that is not given is 1, a quorum that is not given is none."""

    default: str
    ratios: Mapping[str, Fraction]
    quorums: Mapping[str, Quorum]


class Dropped(NamedTuple):
    """Which options fail, and the arithmetic of each option."""

    quorum: tuple[str, ...]
    majority: tuple[str, ...]
    lines: tuple[str, ...]


def sift(matrix: Pairwise, conditions: Conditions) -> Dropped:
    """Drop options by quorum (A.5.2) and then by majority (A.5.3)."""
    quorum, majority, lines = [], [], []
    for option in matrix.options:
        if option == conditions.default:
            continue
        over, under = matrix.over(option, conditions.default), matrix.over(conditions.default, option)
        needed = conditions.quorums.get(option)
        if needed:
            lines.append(f"{option}, quorum: {needed.arithmetic(over)}")
        if needed and not needed.reached(over):
            quorum.append(option)
            continue
        ratio = conditions.ratios.get(option, Fraction(1))
        left, right = over * ratio.denominator, under * ratio.numerator
        lines.append(
            f"{option} over {conditions.default}: {over} x {ratio.denominator} = {left} "
            f"{'>' if left > right else '<='} {right} = {under} x {ratio.numerator}"
        )
        if left <= right:
            majority.append(option)
    return Dropped(tuple(quorum), tuple(majority), tuple(lines))


def decide(matrix: Pairwise, conditions: Conditions, terms: Terms) -> Result:
    """Choose from a matrix; where every other option is dropped, the default stands."""
    dropped = sift(matrix, conditions)
    gone = (*dropped.quorum, *dropped.majority)
    result = schulze.decide(matrix.without(gone), terms)
    said = (f"dropped: {', '.join(gone)}",) if gone else ()
    return result._replace(lines=(*dropped.lines, *said, *result.lines))


def count(profile: Profile[Ranking], conditions: Conditions, terms: Terms) -> Result:
    """Count rankings by any method that reads them, among the options that are not dropped; Debian's is Schulze's."""
    dropped = sift(compare(profile, terms.unranked), conditions)
    gone = (*dropped.quorum, *dropped.majority)
    result = choose(without(profile, gone), terms)
    said = (f"dropped: {', '.join(gone)}",) if gone else ()
    return result._replace(lines=(*dropped.lines, *said, *result.lines))
