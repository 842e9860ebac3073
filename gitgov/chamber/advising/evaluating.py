"""How well risk would have told the changes of a history that somebody took back later, or that a bisection ended at."""

from __future__ import annotations

from collections.abc import Sequence

from gitgov.advice.evaluating import SHARES, Evaluation, Judged, evaluated
from gitgov.advice.risk.past import facts_of
from gitgov.advice.risk.weighing import points_of
from gitgov.chamber.advising.past import step_of
from gitgov.chamber.analysing import culprits_until
from gitgov.chamber.open import Chamber
from gitgov.chamber.survey import without_collector
from gitgov.git.changes import Change, Tell, changes, quietly
from gitgov.git.history import shallow_ends
from gitgov.git.paircache import PairCache
from gitgov.git.repository import Repository
from gitgov.git.stepfacts import taken_back
from gitgov.quality.measures.facts import Commit
from gitgov.quality.measures.history import history_of
from gitgov.quality.measures.reverting import resolved, reverts_in


def evaluate(
    place: Chamber | Repository, at: str = "HEAD", shares: Sequence[int] = SHARES, tell: Tell = quietly
) -> Evaluation:
    """Judge each commit of a history by what was known before it, and say which share of the bad ones gating would have caught.

    Merges change nothing by themselves and are left out, as is what a shallow clone hides. `tell` hears how many commits were read, of how
    many. Raises `BadInput` where there is no such
    commit, `Undecided` where an object of the history is not here.
    """
    repo = place if isinstance(place, Repository) else place.repo
    tip = repo.commit_of(at)
    with without_collector():
        found = changes(repo, [tip], tell=tell)
        bad = taken_back_later(repo, tip, found) | _culprits(place)
        steps = [step_of(each) for each in found]
        judged = [
            Judged(points_of(facts), facts.lines, step.oid in bad)
            for step, facts in zip(steps, facts_of(steps), strict=True)
            if len(step.parents) < 2 and not step.cut
        ]
    return evaluated(judged, shares)


def taken_back_later(repo: Repository, tip: str, found: Sequence[Change]) -> frozenset[str]:
    """Return the commits of a history that others of it took back, as the measure of reverts finds them."""
    commits = (Commit(each.oid, each.parents, each.authored, each.committed, each.message) for each in found)
    reverts = reverts_in(history_of(tip, commits, shallow_ends(repo)))
    reverts = resolved(reverts, taken_back(repo, PairCache(repo), reverts.unresolved))
    return frozenset(oid for each in reverts.by.values() for oid in each)


def _culprits(place: Chamber | Repository) -> frozenset[str]:
    """Return the commits that bisections on record ended at."""
    if isinstance(place, Repository):
        return frozenset()
    return frozenset(each.commit for each in culprits_until(place, place.now()))
