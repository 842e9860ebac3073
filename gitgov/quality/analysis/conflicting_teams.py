"""Which teams' work collides most: counts for a funnel plot. Small numbers vary widely, so nobody is ranked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from gitgov.quality.measures.conflict_rate import outcomes
from gitgov.quality.measures.facts import CONFLICT
from gitgov.quality.measures.row import Facts
from gitgov.quality.measures.summing import Left

Owns = Callable[[str], bool]
"""Whether a file is a team's."""


class Owners(NamedTuple):
    """The teams by name, each with what is its own; and by the commit of a merge the team whose branch it was."""

    teams: Mapping[str, Owns] = MappingProxyType({})
    branches: Mapping[str, str] = MappingProxyType({})

    def has(self, team: str, oid: str, facts: Facts) -> bool:
        """Say whether a merge is a team's: it touches its files, or is of a branch of the team. It may be several teams'."""
        owns = self.teams[team]
        return self.branches.get(oid) == team or (oid in facts.sizes and any(map(owns, facts.sizes[oid].files)))


class Count(NamedTuple):
    """A team with its merges, and those of them that conflicted, by their commits."""

    team: str
    merges: tuple[str, ...]
    conflicts: tuple[str, ...]


def conflicts_by_team(facts: Facts, owners: Owners) -> tuple[Count, ...]:
    """Count for each team, by name; a merge that is several teams' counts for each."""
    told = [(oid, outcome) for oid, _, outcome in outcomes(facts, list[Left]())]
    found = {team: [each for each in told if owners.has(team, each[0], facts)] for team in sorted(owners.teams)}
    return tuple(
        Count(team, tuple(oid for oid, _ in rows), tuple(oid for oid, outcome in rows if outcome == CONFLICT))
        for team, rows in found.items()
    )
