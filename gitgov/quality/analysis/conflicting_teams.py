"""Which teams' work collides most: counts for a funnel plot. Small numbers vary widely, so nobody is ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from gitgov.quality.measures.conflict_rate import outcomes
from gitgov.quality.measures.facts import CONFLICT
from gitgov.quality.measures.row import Facts
from gitgov.quality.measures.summing import Left

Owns = Callable[[str], bool]
"""Whether a file is a team's."""


class Count(NamedTuple):
    """A team with the merges that touched what is its own, and those of them that conflicted, by their commits."""

    team: str
    merges: tuple[str, ...]
    conflicts: tuple[str, ...]


def conflicts_by_team(facts: Facts, teams: Mapping[str, Owns], branches: Mapping[str, str]) -> tuple[Count, ...]:
    """Count for each team, by name; a merge is a team's if it touches its files, or is of a branch of the team, by its commit.

    One that touches the files of several teams counts for each.
    """
    found = list(outcomes(facts, list[Left]()))
    return tuple(_count(facts, team, teams[team], found, branches) for team in sorted(teams))


def _count(
    facts: Facts, team: str, owns: Owns, found: Iterable[tuple[str, int, str]], branches: Mapping[str, str]
) -> Count:
    theirs = [
        (oid, outcome)
        for oid, _, outcome in found
        if branches.get(oid) == team or (oid in facts.sizes and any(map(owns, facts.sizes[oid].files)))
    ]
    return Count(team, tuple(oid for oid, _ in theirs), tuple(oid for oid, outcome in theirs if outcome == CONFLICT))
