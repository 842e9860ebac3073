"""Plurality: most votes win, however few. Only where the bylaws say so (RONR (12th ed.) 44:11)."""

from __future__ import annotations

from gitgov.tally.ballots import Names, Profile
from gitgov.tally.methods.row import MethodRow
from gitgov.tally.result import Result
from gitgov.tally.terms import Terms
from gitgov.tally.ties import by_count, seated


def votes_for(profile: Profile[Names]) -> dict[str, int]:
    """Count for each option the ballots that name it."""
    votes = dict.fromkeys(profile.options, 0)
    for count, names in profile.ballots:
        for option in names:
            votes[option] += count
    return votes


def count(profile: Profile[Names], terms: Terms) -> Result:
    """Elect whoever has most votes, or as many as there are seats."""
    votes = votes_for(profile)
    lines = [f"{option}: {votes[option]} of {profile.cast} votes cast" for option in profile.options]
    return seated(by_count(profile.options, votes), terms, lines)


def beyond_reach(profile: Profile[Names], chosen: tuple[str, ...], more: int) -> bool:
    """Say whether each of the chosen has more votes than anybody else would if all of so `more` ballots named them.

    Somebody whom no ballot names yet may be written in. More votes never hurt who gets them, also under a cap.
    """
    votes = votes_for(profile)
    highest = max((number for option, number in votes.items() if option not in chosen), default=0)
    return all(votes[option] > highest + more for option in chosen)


ROW = MethodRow(
    "plurality",
    "most votes win, however few",
    "RONR (12th ed.) 44:11",
    "single",
    "many",
    (),
    count,
    beyond_reach,
)
