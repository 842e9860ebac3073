"""Whose work takes longer to come in than that of all others: each team against the rest, never against another, and never a list by rank."""

from __future__ import annotations

from gitgov.quality.analysis.comparing import Compared, Observations, compare_samples, corrected
from gitgov.quality.analysis.conflicting_teams import Owners
from gitgov.quality.measures.row import Facts
from gitgov.quality.stats.outcome import Insufficient
from gitgov.quality.stats.two_groups import LEAST


def by_team(facts: Facts, owners: Owners, of: Observations, least: int = LEAST) -> dict[str, Compared | Insufficient]:
    """Compare for each team, by name, what was observed on the merges of others with what was on its own; corrected for all teams.

    What was observed on anything but a step of the branch is nobody's.
    """
    steps = [each for each in of.samples if facts.history.step_at(each.object)]
    found: dict[str, Compared | Insufficient] = {}
    for team in sorted(owners.teams):
        own = [each for each in steps if owners.has(team, each.object, facts)]
        rest = [each for each in steps if not owners.has(team, each.object, facts)]
        found[team] = compare_samples(rest, own, shares=of.shares, means=of.means, least=least)
    return corrected(found)
