"""Election by majority: ballots are repeated until somebody has a majority; nobody is dropped.

More than half of the votes cast elects (RONR (12th ed.) 46:32); illegal votes are cast, blanks are not (45:31-32). With
several seats the base is the number of ballots, and of more majorities than seats the highest are elected (46:33).
Nobody is elected by plurality, no coin is tossed, and all who were nominated stand again.
"""

from __future__ import annotations

from collections.abc import Mapping

from gitgov.tally.ballots import Names, Profile
from gitgov.tally.methods.plurality import beyond_reach, votes_for
from gitgov.tally.methods.row import MethodRow
from gitgov.tally.result import Result
from gitgov.tally.terms import Terms
from gitgov.tally.ties import by_count, fill


def count(profile: Profile[Names], terms: Terms) -> Result:
    """Count one ballot of an election; seats that nobody wins are for the next one."""
    return elect(profile.options, votes_for(profile), profile.cast, terms)


def elect(options: tuple[str, ...], votes: Mapping[str, int], cast: int, terms: Terms) -> Result:
    """Elect by numbers of votes, of so many votes cast."""
    majority = tuple(option for option in options if 2 * votes[option] > cast)
    tiers = by_count(majority, votes)
    winners, tie = fill(tiers, terms.seats, terms.ties, options)
    unfilled = terms.seats - len(winners)
    lines = [f"{cast} votes cast: {cast // 2 + 1} elect"]
    lines += [
        f"{option}: {votes[option]} x 2 = {2 * votes[option]} {'>' if option in majority else '<='} {cast}"
        for option in options
    ]
    lines += [str(tie)] if tie else []
    lines.append(f"elected: {', '.join(winners) or 'nobody'}")
    if unfilled:
        lines.append(f"ballot again for {unfilled}: all who were not elected stand again")
    return Result(winners, unfilled, tiers, tuple(lines), tie)


def sure(profile: Profile[Names], chosen: tuple[str, ...], more: int) -> bool:
    """Say whether the chosen keep their majorities, and nobody gets ahead of them, whatever so `more` ballots say."""
    votes = votes_for(profile)
    kept = all(2 * votes[option] > profile.cast + more for option in chosen)
    return kept and beyond_reach(profile, chosen, more)


def void(votes: Mapping[str, int], cast: int, strays: int) -> bool:
    """Say whether so many ballots of strangers among those cast could have made the result, which voids the whole vote.

    Whose the ballots are cannot be known (RONR (12th ed.) 45:35); for one seat.
    """
    certain = [option for option, number in votes.items() if 2 * (number - strays) > cast - strays]
    possible = [option for option, number in votes.items() if 2 * number > cast - strays]
    return certain != possible


ROW = MethodRow(
    "majority",
    "ballots are repeated until somebody has a majority of the votes cast",
    "RONR (12th ed.) 46:32",
    "single",
    "many",
    (),
    count,
    sure,
)
