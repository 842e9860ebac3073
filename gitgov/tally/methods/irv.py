"""Instant run-off: the lowest leaves and hands its ballots on, until somebody has more than half of what is left.

It may drop the option that beats every other one (Burlington, 2009), and more support may lose an election; Schulze does
neither. A ballot that ranks nobody who is left is exhausted and no longer counts.
"""

from __future__ import annotations

from fractions import Fraction

from gitgov.tally.ballots import Profile, Ranking
from gitgov.tally.methods.row import MethodRow
from gitgov.tally.piles import Piles, lowest
from gitgov.tally.result import Ranked, Result, Round, Tie
from gitgov.tally.terms import Terms


def count(profile: Profile[Ranking], terms: Terms) -> Result:
    """Elect one."""
    piles, rounds, gone = Piles(profile), list[Round](), list[tuple[str, ...]]()
    while piles.standing:
        votes = piles.votes(piles.standing)
        cast = sum(votes.values(), Fraction(0))
        leader = max(votes, key=lambda option: votes[option])
        if 2 * votes[leader] > cast or len(votes) == 1:
            said = f"{leader} has more than half of {cast}" if len(votes) > 1 else f"only {leader} is left"
            rounds.append(_round(piles, votes, said))
            return _elected(leader, votes, gone, terms, rounds)
        earlier = [dict(each.counts) for each in rounds]
        leaving, settled = lowest(votes, terms.elimination, terms.ties, earlier, 1)
        if not settled:
            tie = Tie(leaving, 1, "elected" if len(leaving) == len(votes) else "eliminated")
            rounds.append(_round(piles, votes, str(tie)))
            return Result((), terms.seats, (), (*map(str, rounds), "chosen: nobody"), tie, tuple(rounds))
        rounds.append(_round(piles, votes, f"{', '.join(leaving)} eliminated"))
        gone.append(leaving)
        piles.leave(leaving)
        for option in leaving:
            piles.pass_on(option)
    return Result((), terms.seats, (), ("chosen: nobody",))


def _round(piles: Piles, votes: dict[str, Fraction], what: str) -> Round:
    return Round(tuple(votes.items()), Fraction(0), piles.exhausted, what)


def _elected(
    leader: str, votes: dict[str, Fraction], gone: list[tuple[str, ...]], terms: Terms, rounds: list[Round]
) -> Result:
    numbers = sorted({number for option, number in votes.items() if option != leader}, reverse=True)
    beside = tuple(tuple(each for each in votes if each != leader and votes[each] == number) for number in numbers)
    tiers: Ranked = ((leader,), *beside, *reversed(gone))
    lines = (*map(str, rounds), f"chosen: {leader}")
    return Result((leader,), terms.seats - 1, tiers, lines, None, tuple(rounds))


ROW = MethodRow(
    "irv",
    "instant run-off: the lowest leaves until somebody has more than half",
    "RONR (12th ed.) 45:62-69 (preferential voting); Ware (1871)",
    "ranking",
    "one",
    ("elimination",),
    count,
)
