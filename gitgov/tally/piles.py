"""Papers in piles, one for each option: the handwork of counts that go by rounds (IRV, STV).

A paper lies with the best option on it that still stands. Where a voter ranks several equally, the paper is divided among
them in equal parts. What ranks nobody who stands is exhausted; unranked options receive nothing under any terms. All
values are exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from gitgov.tally.ballots import Profile, Ranking
from gitgov.tally.terms import Elimination, TieRule
from gitgov.tally.ties import break_tie

Pile: TypeAlias = dict[Fraction, Counter[Ranking]]
"""How many papers of each value say what."""

Votes: TypeAlias = Mapping[str, Fraction]


class Piles:
    """The papers of a count, and the value of those that are exhausted."""

    def __init__(self, profile: Profile[Ranking]) -> None:
        self.standing = profile.options
        self.exhausted = Fraction(0)
        self._piles: dict[str, Pile] = {option: {} for option in profile.options}
        papers: Counter[Ranking] = Counter()
        for count, ranking in profile.ballots:
            papers[ranking] += count
        self._lay(papers, Fraction(1))

    def votes(self, options: Iterable[str]) -> dict[str, Fraction]:
        """Return what the papers of these options are worth."""
        return {
            option: sum((value * papers.total() for value, papers in self._piles[option].items()), Fraction(0))
            for option in options
        }

    def leave(self, options: Collection[str]) -> None:
        """Let nothing more be laid with these options; their papers still lie there."""
        self.standing = tuple(option for option in self.standing if option not in options)

    def pass_on(self, option: str, share: Fraction = Fraction(1), decimals: int | None = None) -> None:
        """Hand the papers of an option on at a share of their value; what is cut to decimals is exhausted."""
        pile, self._piles[option] = self._piles[option], {}
        for value, papers in pile.items():
            worth = value * share
            kept = worth if decimals is None else Fraction(int(worth * 10**decimals), 10**decimals)
            self.exhausted += (worth - kept) * papers.total()
            self._lay(papers, kept)

    def _lay(self, papers: Mapping[Ranking, int], value: Fraction) -> None:
        standing = frozenset(self.standing)
        spent = 0
        for ranking, count in papers.items():
            best = next((found for group in ranking if (found := [each for each in group if each in standing])), [])
            share = value if len(best) < 2 else value / len(best)
            for option in best:
                self._piles[option].setdefault(share, Counter())[ranking] += count
            spent += 0 if best else count
        self.exhausted += spent * value


def lowest(
    votes: Votes, rule: Elimination, ties: TieRule, earlier: Sequence[Votes], keep: int
) -> tuple[tuple[str, ...], bool]:
    """Return who leaves, and whether that is settled; otherwise those of whom one leaves by no rule.

    `earlier` are the votes of the rounds before, `keep` how many must stay at the least. Options stand in the motion's order.
    """
    least = min(votes.values())
    tied = tuple(option for option, number in votes.items() if number == least)
    if rule == "previous":
        for before in reversed(earlier):
            fewest = min(before[option] for option in tied)
            tied = tuple(option for option in tied if before[option] == fewest)
    if rule != "strict" and len(votes) - len(tied) >= keep and _hopeless(votes, tied):
        return tied, True
    last = break_tie(ties, tied, tuple(votes))[-1]
    return last, len(last) == 1


def _hopeless(votes: Votes, tied: Collection[str]) -> bool:
    """Say whether all of them together stay below anybody else, so that their order cannot matter."""
    others = [number for option, number in votes.items() if option not in tied]
    return bool(others) and sum(votes[option] for option in tied) < min(others)
