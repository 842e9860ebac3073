"""What analyses need of the ledger: whose files and branches are which team's, and what bisections have found."""

from __future__ import annotations

from fnmatch import fnmatchcase

from gitgov.chamber.measuring import Scope, facts_at
from gitgov.chamber.open import Chamber
from gitgov.chamber.sprints import read_board
from gitgov.charter.teams import Teams
from gitgov.git.paircache import PairCache
from gitgov.git.stepfacts import sized
from gitgov.quality.analysis.conflicting_teams import Count, conflicts_by_team
from gitgov.quality.analysis.culprits import Culprit
from gitgov.quality.measures.row import Facts, landings
from gitgov.sprints.bisection import Culprit as Guilty


def conflicts_of_teams(chamber: Chamber, at: str, scope: Scope) -> tuple[Count, ...]:
    """Count for each team of the charter in force the merges of its files or branches, and those of them that conflicted."""
    facts, teams = facts_at(chamber, at, scope), chamber.chain.charter.teams
    return conflicts_by_team(facts, {name: team.owns for name, team in teams.items()}, _branches(facts, teams))


def _branches(facts: Facts, teams: Teams) -> dict[str, str]:
    """Return by each step that carries out a motion the team whose branch of some sprint it was."""
    patterns = {name: team.branch_of("*") for name, team in teams.items()}
    moved = ((oid, course.branch.removeprefix("refs/heads/")) for oid, course in landings(facts).items())
    return {oid: name for oid, branch in moved for name, pattern in patterns.items() if fnmatchcase(branch, pattern)}


def culprits_until(chamber: Chamber, until: int) -> tuple[Culprit, ...]:
    """Return what bisections on record have found by an instant, in seconds, with the paths that each culprit touched.

    One that begins a history, or is not here, touched none.
    """
    states = (thread.state for thread in read_board(chamber).threads)
    found = [each for each in states if isinstance(each, Guilty) and each.at <= until]
    here = {each.subject for each in found if chamber.repo.holds_commit(each.subject)}
    steps = [(oid, parents[0]) for oid in sorted(here) if (parents := chamber.repo.parents(oid))]
    sizes = sized(chamber.repo, PairCache(chamber.repo), steps)
    paths = {oid: size.files for oid, size in sizes.items()}
    culprits = (Culprit(each.id, each.at, each.subject, paths.get(each.subject, ())) for each in found)
    return tuple(sorted(culprits, key=lambda each: (each.at, each.record)))
