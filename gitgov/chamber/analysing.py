"""What analyses need of the ledger: whose files and branches are which team's, what bisections have found, what was recorded."""

from __future__ import annotations

from fnmatch import fnmatchcase

from gitgov.chamber.metrics import Metrics
from gitgov.chamber.open import Chamber
from gitgov.chamber.series import series_of
from gitgov.chamber.sprints import read_board
from gitgov.charter.teams import Teams
from gitgov.core.errors import BadInput
from gitgov.git.paircache import PairCache
from gitgov.git.stepfacts import sized
from gitgov.quality.analysis.antipatterns import Bounds
from gitgov.quality.analysis.comparing import Observations
from gitgov.quality.analysis.conflicting_teams import Count, Owners, conflicts_by_team
from gitgov.quality.analysis.culprits import Culprit
from gitgov.quality.analysis.whole import Analysis, analyse
from gitgov.quality.measures import readings
from gitgov.quality.measures.row import Facts, landings
from gitgov.quality.measures.summing import in_order
from gitgov.quality.reading import Sample
from gitgov.sprints.bisection import Culprit as Guilty


def analysis_of(chamber: Chamber, facts: Facts, bounds: Bounds) -> Analysis:
    """Analyse a branch by its facts, its teams, and what bisections on record have found."""
    return analyse(facts, owners_of(chamber, facts), culprits_until(chamber, facts.window.until), bounds)


def team_conflicts(chamber: Chamber, facts: Facts) -> tuple[Count, ...]:
    """Count for each team of the charter in force the merges of its files or branches, and those of them that conflicted."""
    return conflicts_by_team(facts, owners_of(chamber, facts))


def owners_of(chamber: Chamber, facts: Facts) -> Owners:
    """Return the teams of the charter in force, with whose branch each step was that carries out a motion."""
    teams = chamber.chain.charter.teams
    return Owners({name: team.owns for name, team in teams.items()}, _branches(facts, teams))


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


def observed(facts: Facts, metrics: Metrics, name: str) -> tuple[Observations, ...]:
    """Return what was observed of a metric, and of its parts `NAME/PART`, by name: single changes where git or the ledger tells, else records.

    Raises `BadInput` where nothing was.
    """
    told = [
        Observations(each.metric, each.unit, each.samples, each.part is not None)
        for each in readings(facts)
        if _is(name, each.metric) and each.samples
    ]
    known = {each.metric for each in told}
    found = [
        *told,
        *(each for each in on_record(facts, metrics) if _is(name, each.metric) and each.metric not in known),
    ]
    if found:
        return tuple(sorted(found, key=lambda each: (each.metric, each.unit)))
    raise BadInput(f"nothing was observed of {name!r} in that time", "git quality measure shows what can be")


def _is(name: str, metric: str) -> bool:
    return name in (metric, metric.partition("/")[0])


def on_record(facts: Facts, metrics: Metrics) -> tuple[Observations, ...]:
    """Return all series on record in the window of time, by name."""
    rows = {(row.metric, row.unit) for each in metrics.taken for row in each.body.measures}
    found = (Observations(*each, _within(facts, metrics, *each)) for each in sorted(rows))
    return tuple(each for each in found if each.samples)


def _within(facts: Facts, metrics: Metrics, metric: str, unit: str) -> tuple[Sample, ...]:
    points = series_of(metrics.taken, metric, unit)
    return in_order(Sample(each.value, each.record, each.at) for each in points if facts.window.holds(each.at))
