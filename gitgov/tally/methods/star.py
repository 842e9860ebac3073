"""STAR: score, then automatic run-off. Of the two with the highest scores, the one that more voters score higher wins.

Several seats are filled one by one, each by the whole count among those who are left (Bloc STAR, PEP 13 since 2024). Ties of
scores go to who wins more duels among the tied, then to more scores of five; a tied run-off goes to the higher score, then
to more fives (starvoting.org, "Ties in STAR voting"); then the tie rule speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from gitgov.tally.ballots import HIGHEST_SCORE, Profile, Ranking, Scores
from gitgov.tally.methods.copeland import scores as duels_won
from gitgov.tally.methods.row import MethodRow
from gitgov.tally.pairwise import Pairwise, compare
from gitgov.tally.result import Ranked, Result
from gitgov.tally.terms import Terms
from gitgov.tally.ties import break_tie, by_count, seated


class Sums(NamedTuple):
    """What the run-offs look at: sums of scores, numbers of fives, and who is scored above whom."""

    scores: dict[str, int]
    fives: dict[str, int]
    matrix: Pairwise


def add_up(profile: Profile[Scores]) -> Sums:
    """Sum the ballots."""
    total, fives = dict.fromkeys(profile.options, 0), dict.fromkeys(profile.options, 0)
    rankings = []
    for count, ballot in profile.ballots:
        for option, score in ballot:
            total[option] += count * score
            fives[option] += count * (score == HIGHEST_SCORE)
        rankings.append((count, _ranking(profile.options, dict(ballot))))
    return Sums(total, fives, compare(Profile(profile.options, tuple(rankings), profile.illegal)))


def _ranking(options: Sequence[str], scores: dict[str, int]) -> Ranking:
    given = sorted({scores.get(option, 0) for option in options}, reverse=True)
    return tuple(tuple(option for option in options if scores.get(option, 0) == score) for score in given)


def count(profile: Profile[Scores], terms: Terms) -> Result:
    """Fill the seats one by one; all options are ranked, so that caps can look further down."""
    sums = add_up(profile)
    lines = [f"{option}: score {sums.scores[option]}, fives {sums.fives[option]}" for option in profile.options]
    tiers: list[tuple[str, ...]] = []
    left = profile.options
    while left:
        tier, said = run_off(sums, left, terms)
        lines.append(said)
        if len(tier) > 1:
            tiers += _undecided(tier, left, terms.seats - len(tiers))
            break
        tiers.append(tier)
        left = tuple(option for option in left if option not in tier)
    return seated(tuple(tiers), terms, lines)


def _undecided(tier: tuple[str, ...], left: tuple[str, ...], room: int) -> Ranked:
    """Put the rest in tiers after a tie: who is second depends on who is first, so with seats for more all are tied."""
    rest = tuple(option for option in left if option not in tier)
    return (left,) if room > 1 or not rest else (tier, rest)


def run_off(sums: Sums, left: tuple[str, ...], terms: Terms) -> tuple[tuple[str, ...], str]:
    """Return the best of those who are left, or all among whom a tie leaves it open, and say why."""
    if len(left) == 1:
        return left, f"only {left[0]} is left"
    finals = _finals(sums, left, terms)
    best = {option for final in finals for option in _better(sums, final, terms)}
    said = [
        f"run-off: {one} over {other} on {sums.matrix.over(one, other)} ballots, {other} over {one} on {sums.matrix.over(other, one)}"
        for one, other in finals
    ]
    tier = tuple(option for option in left if option in best)
    return tier, f"{'; or '.join(said)}: {', '.join(tier)}"


def _better(sums: Sums, final: tuple[str, str], terms: Terms) -> tuple[str, ...]:
    """Return the winner of a run-off, or both where nothing tells them apart."""
    one, other = final
    preferred = {one: sums.matrix.over(one, other), other: sums.matrix.over(other, one)}
    best = _refine(final, [preferred, sums.scores, sums.fives])[0]
    return break_tie(terms.ties, best, sums.matrix.options)[0]


def _finals(sums: Sums, left: tuple[str, ...], terms: Terms) -> list[tuple[str, str]]:
    """Return the pair with the highest scores, or every pair that may be it where a tie is not broken."""
    groups = [group for tier in by_count(left, sums.scores) for group in _seeded(sums, tier, terms)]
    first = groups[0]
    if len(first) > 1:
        return list(combinations(first, 2))
    return [(first[0], second) for second in groups[1]]


def _seeded(sums: Sums, tier: tuple[str, ...], terms: Terms) -> Ranked:
    outside = [option for option in sums.matrix.options if option not in tier]
    tiers = _refine(tier, [duels_won(sums.matrix.without(outside)), sums.fives])
    return tuple(group for each in tiers for group in break_tie(terms.ties, each, tier))


def _refine(tier: tuple[str, ...], numbers: Sequence[dict[str, int]]) -> Ranked:
    """Tell the tied apart by one number after the other, higher is better."""
    tiers: Ranked = (tier,)
    for each in numbers:
        tiers = tuple(group for old in tiers for group in by_count(old, each))
    return tiers


ROW = MethodRow(
    "star",
    "scores of 0 to 5, then a run-off of the two highest; several seats one by one",
    "starvoting.org; PEP 13 (since 2024)",
    "score",
    "many",
    (),
    count,
)
