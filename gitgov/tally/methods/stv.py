"""Single transferable vote: seats in proportion, counted in exact fractions.

Whoever reaches the quota is elected and hands the surplus on; where nobody does, the lowest leaves. When no more stand than
there are seats, they are elected. Papers of the elected all keep the same share of their value (weighted inclusive Gregory).
Equal surpluses go over together, so that no order of theirs needs a rule. Votes are conserved: what stands, what the elected
hold and what is exhausted is what was cast.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import assert_never

from gitgov.tally.ballots import Profile, Ranking
from gitgov.tally.methods.row import MethodRow
from gitgov.tally.piles import Piles, lowest
from gitgov.tally.result import Ranked, Result, Round, Tie
from gitgov.tally.terms import Quota, Terms

SCOTTISH_DECIMALS = 5


def quota_of(cast: int, seats: int, name: Quota) -> Fraction:
    """Return the quota; `exact-droop` must be exceeded, the others reached."""
    match name:
        case "droop":
            return Fraction(cast // (seats + 1) + 1)
        case "hare":
            return Fraction(cast, max(seats, 1))
        case "exact-droop":
            return Fraction(cast, seats + 1)
        case _:
            assert_never(name)


def count(profile: Profile[Ranking], terms: Terms) -> Result:
    """Fill the seats."""
    cast = sum(number for number, _ in profile.ballots)
    state = _Count(terms, Piles(profile), quota_of(cast, terms.seats, terms.quota))
    while state.room and state.hopeful:
        _turn(state)
    return state.result()


@dataclass(slots=True)
class _Count:
    """A count as far as it has come; `waiting` are elected and have not yet handed their surplus on."""

    terms: Terms
    piles: Piles
    quota: Fraction
    held: Fraction = Fraction(0)
    elected: list[tuple[str, ...]] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    gone: list[tuple[str, ...]] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    tie: Tie | None = None

    @property
    def room(self) -> int:
        """Seats left; none when a tie ends the count."""
        return 0 if self.tie else self.terms.seats - sum(map(len, self.elected))

    @property
    def hopeful(self) -> tuple[str, ...]:
        return self.piles.standing

    def reached(self, votes: Fraction) -> bool:
        return votes > self.quota if self.terms.quota == "exact-droop" else votes >= self.quota > 0

    def close(self, votes: dict[str, Fraction], what: str) -> None:
        """Write the round down as it stood before anything moved."""
        self.rounds.append(Round(tuple(votes.items()), self.held, self.piles.exhausted, what))

    def elect(self, tiers: Iterable[tuple[str, ...]]) -> None:
        for tier in tiers:
            self.elected.append(tier)
            self.piles.leave(tier)

    def result(self) -> Result:
        left = _by_votes(self.piles.votes(self.hopeful)) if not self.tie else (self.hopeful,)
        tiers = (*self.elected, *(tier for tier in left if tier), *reversed(self.gone))
        winners = tuple(option for tier in self.elected for option in tier)
        quota = f"quota ({self.terms.quota}): {'more than ' if self.terms.quota == 'exact-droop' else ''}{self.quota}"
        lines = (quota, *map(str, self.rounds), f"elected: {', '.join(winners) or 'nobody'}")
        return Result(winners, self.terms.seats - len(winners), tiers, lines, self.tie, tuple(self.rounds))


def _turn(state: _Count) -> None:
    """Do one round: elect, hand a surplus on, or let the lowest leave."""
    hopeful = state.piles.votes(state.hopeful)
    votes = state.piles.votes([*state.waiting, *hopeful])
    over = {option: number for option, number in hopeful.items() if state.reached(number)}
    if len(hopeful) <= state.room:
        state.close(votes, f"elected, no more stand than seats are left: {', '.join(hopeful)}")
        state.elect(_by_votes(hopeful))
    elif over or state.waiting:
        _elect(state, votes, over)
    else:
        _eliminate(state, votes)


def _elect(state: _Count, votes: dict[str, Fraction], over: dict[str, Fraction]) -> None:
    """Elect who has reached the quota, and hand the largest surplus on."""
    tiers = _by_votes(over)
    newly = tiers[:1] if state.terms.transfer == "gregory" else tiers
    state.waiting += [option for tier in newly for option in tier]
    largest = max(votes[option] for option in state.waiting)
    giving = [option for option in state.waiting if votes[option] == largest]
    names = [option for tier in newly for option in tier]
    said = [f"elected: {', '.join(names)}"] if names else []
    state.close(votes, "; ".join([*said, f"surplus of {', '.join(giving)}: {largest - state.quota} of {largest} each"]))
    state.elect(newly)
    decimals = SCOTTISH_DECIMALS if state.terms.transfer == "scottish" else None
    for option in giving:
        state.held += state.quota
        state.waiting.remove(option)
        state.piles.pass_on(option, (largest - state.quota) / largest, decimals)


def _eliminate(state: _Count, votes: dict[str, Fraction]) -> None:
    earlier = [dict(each.counts) for each in state.rounds]
    leaving, settled = lowest(votes, state.terms.elimination, state.terms.ties, earlier, state.room)
    if not settled:
        state.tie = Tie(leaving, 1, "eliminated")
        state.close(votes, str(state.tie))
        return
    state.close(votes, f"eliminated: {', '.join(leaving)}")
    state.gone.append(leaving)
    state.piles.leave(leaving)
    for option in leaving:
        state.piles.pass_on(option)


def _by_votes(votes: dict[str, Fraction]) -> Ranked:
    numbers = sorted(set(votes.values()), reverse=True)
    return tuple(tuple(option for option in votes if votes[option] == number) for number in numbers)


ROW = MethodRow(
    "stv",
    "single transferable vote: seats in proportion, in exact fractions",
    "Hare (1857); Scottish Local Government Elections Order 2011; Electoral Reform Society rules",
    "ranking",
    "many",
    ("quota", "transfer", "elimination"),
    count,
)
