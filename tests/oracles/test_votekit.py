"""Agreement with votekit (MGGG, MIT), which counts STV in exact fractions too, round by round.

It breaks ties by first votes and then by chance, so elections with ties are left out.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from gitgov.tally.ballots import Profile, Ranking
from gitgov.tally.methods import choose
from gitgov.tally.methods.schulze import rank
from gitgov.tally.pairwise import compare
from gitgov.tally.terms import Terms
from tests.oracles.field import ELECTIONS, elections

WHY = "votekit is not installed: `make oracles` installs it in a folder of its own and runs this"
votekit = pytest.importorskip("votekit", reason=WHY)
methods = pytest.importorskip("votekit.elections", reason=WHY)

NUMBER = ELECTIONS // 3  # it takes some milliseconds for each


def made(profile: Profile[Ranking]) -> Any:
    ballots = [
        votekit.RankBallot(ranking=tuple(map(frozenset, ranking)), weight=count) for count, ranking in profile.ballots
    ]
    return votekit.RankProfile(ballots=ballots, candidates=profile.options)


def chosen(election: Any) -> list[set[str]]:
    return [set(tier) for tier in election.get_elected() if tier]


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_stv_round_by_round(seats: int) -> None:
    """One is elected or eliminated a round, and all papers keep a share of their value."""
    compared = 0
    for profile in elections(11, linear=True, number=NUMBER):
        terms = Terms(method="stv", seats=seats, transfer="gregory", elimination="strict")
        result = choose(profile, terms)
        if result.tie or seats >= len(profile.options):
            continue
        if any("," in each.what for each in result.rounds):
            continue  # equals are elected together here, one after the other there
        compared += 1
        theirs = methods.STV(made(profile), n_seats=seats, simultaneous=False, exact=True, rng_seed=1)
        assert [{winner} for winner in result.winners] == chosen(theirs)
        for ours, state in zip(result.rounds, theirs.election_states, strict=False):
            votes = {option: number for option, number in ours.counts if number}
            assert votes == {option: Fraction(number) for option, number in state.scores.items() if number}
    assert compared > NUMBER // 8


def test_irv() -> None:
    compared = 0
    for profile in elections(12, linear=True, number=NUMBER):
        result = choose(profile, Terms(method="irv", elimination="strict"))
        if result.decided:
            compared += 1
            assert chosen(methods.IRV(made(profile), exact=True, rng_seed=1)) == [set(result.winners)]
    assert compared > NUMBER // 2


def test_schulze_by_margins() -> None:
    compared = 0
    for profile in elections(13, linear=True, number=NUMBER):
        tiers = rank(compare(profile), Terms(strength="margins"))
        if len(tiers[0]) == 1:
            compared += 1
            assert chosen(methods.Schulze(made(profile))) == [set(tiers[0])]
    assert compared > NUMBER // 2
