"""Approval: each voter names as many options as are acceptable; the most approved win."""

from __future__ import annotations

from gitgov.tally.ballots import Names, Profile
from gitgov.tally.methods.plurality import beyond_reach, votes_for
from gitgov.tally.methods.row import MethodRow
from gitgov.tally.result import Result
from gitgov.tally.terms import Terms
from gitgov.tally.ties import by_count, seated


def count(profile: Profile[Names], terms: Terms) -> Result:
    """Elect the most approved, or as many as there are seats."""
    votes = votes_for(profile)
    lines = [f"{option}: approved on {votes[option]} of {profile.cast} ballots" for option in profile.options]
    return seated(by_count(profile.options, votes), terms, lines)


ROW = MethodRow(
    "approval",
    "each voter approves of any number of options, the most approved win",
    "Brams and Fishburn, Approval Voting (1978); PEP 13 until 2024",
    "approval",
    "many",
    (),
    count,
    beyond_reach,
)
