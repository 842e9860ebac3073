"""Measuring a branch as of a commit: facts of git and of the ledger, put before measures that know neither.

What is measured at a commit depends on that commit, on what had been signed and tagged by an instant (that of the commit, unless
another is given), and on nothing that came later, nor on the clock. Only who moves a lightweight tag, or makes a tag that says it is
older, changes what was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from gitgov.chamber.commits import commit_of
from gitgov.chamber.courses import courses_of
from gitgov.chamber.open import Chamber
from gitgov.chamber.survey import without_collector
from gitgov.chamber.trunk import trunk_of
from gitgov.chamber.used import branches_ever, copied
from gitgov.git.history import committed_at, shallow_ends
from gitgov.git.logged import Logged, logged, tags, touching
from gitgov.git.paircache import PairCache
from gitgov.git.replays import Made
from gitgov.git.repository import Repository
from gitgov.git.stepfacts import replayed, sized, taken_back
from gitgov.quality.measures import readings
from gitgov.quality.measures.facts import Application, Course, Deployment, GateRun, Incident, Size, Window
from gitgov.quality.measures.history import History, history_of
from gitgov.quality.measures.reverting import Reverts, resolved, reverts_in
from gitgov.quality.measures.row import Facts, begun_by
from gitgov.quality.measures.shipping import Delivery, Releases, delivered
from gitgov.quality.reading import Reading


class Scope(NamedTuple):
    """What is measured: the branch (by default the main one), the applications that are deployed from it, and in which time.

    `since` and `until` are seconds; 0 is from the beginning, and nothing is the instant of the commit that is measured.
    `deployments` and `incidents` are those on record, by the application's name, `gates` what gates have said.
    """

    ref: str = ""
    applications: tuple[Application, ...] = ()
    since: int = 0
    until: int | None = None
    deployments: Mapping[str, tuple[Deployment, ...]] = MappingProxyType({})
    incidents: Mapping[str, tuple[Incident, ...]] = MappingProxyType({})
    gates: tuple[GateRun, ...] = ()


def measure(place: Chamber | Repository, at: str = "HEAD", scope: Scope = Scope()) -> tuple[Reading, ...]:  # noqa: B008 - frozen
    """Take all measures of a branch whose head is, or was, a commit; where no body was founded, those that git alone tells.

    Raises `BadInput` where there is no such commit, `GitFailedError` where history is damaged.
    """
    with without_collector():
        return tuple(readings(facts_at(place, at, scope)))


def facts_at(place: Chamber | Repository, at: str, scope: Scope) -> Facts:
    """Collect what measures and analyses are taken from."""
    repo = place if isinstance(place, Repository) else place.repo
    tip = repo.commit_of(at)
    window = Window(scope.since, committed_at(repo, tip) if scope.until is None else scope.until)
    ref = scope.ref or f"refs/heads/{trunk_of(place) if isinstance(place, Chamber) else repo.main_branch}"
    courses = None if isinstance(place, Repository) else _courses(place, ref, window.until)
    deployed = {each: (*_deployments(repo, each, scope, window.until),) for each in scope.applications}
    beside = [each.commit for found in deployed.values() for each in found] + [each.head for each in courses or ()]
    log = logged(repo, [tip, *(oid for oid in dict.fromkeys(beside) if repo.holds_commit(oid))])
    history = history_of(tip, map(commit_of, log), shallow_ends(repo))
    facts = _with_steps(
        repo, Facts(history, window, Reverts({}, (), frozenset()), courses=courses, gates=scope.gates), log
    )
    if not isinstance(place, Repository):
        found = tuple(_arrived(place, ref, history, courses or ()))
        facts = facts._replace(since=_first_to_decide(place, ref, history), courses=found)
    return facts._replace(deliveries=tuple(_delivery(repo, facts, *each, scope) for each in deployed.items()))


def _courses(chamber: Chamber, ref: str, until: int) -> tuple[Course, ...]:
    return tuple(known for each in courses_of(chamber, ref) if (known := each.as_of(until)))


def _arrived(chamber: Chamber, ref: str, history: History, courses: Iterable[Course]) -> Iterator[Course]:
    """Add where the heads came in that were squashed or rebased by a host, so that nobody has put it on record."""
    courses = tuple(courses)
    heads = [each.head for each in courses if each.carried and not each.new and each.head not in history.landed]
    found = copied(chamber, ref, [each for each in heads if each in history.commits], history.tip) if heads else {}
    for each in courses:
        arrival = None if each.new else found.get(each.head)
        yield each._replace(old=arrival.old, new=arrival.commit.oid) if arrival else each


def _deployments(repo: Repository, application: Application, scope: Scope, until: int) -> Iterator[Deployment]:
    """Yield what was deployed by an instant: by records, and by the tags of the application; a tag of a commit alone says when that was made."""
    yield from (each for each in scope.deployments.get(application.name, ()) if each.at <= until)
    for tag in tags(repo, application.tags) if application.tags else ():
        lossy = tag.at is None
        at = committed_at(repo, tag.commit) if tag.at is None and repo.holds_commit(tag.commit) else tag.at or 0
        if at <= until:
            yield Deployment(tag.object or f"refs/tags/{tag.name}", tag.commit, at, tag=True, lossy=lossy)


def _with_steps(repo: Repository, facts: Facts, log: Iterable[Logged]) -> Facts:
    """Add what git tells of each step, as far as it was not asked before."""
    cache, history = PairCache(repo), facts.history
    trees = {each.oid: each.tree for each in log}
    merges = [
        Made(oid, *step.commit.parents, trees[oid])
        for step in history.steps
        for oid in [step.commit.oid]
        if len(step.commit.parents) == 2 and step.related and step.whole
    ]
    steps = [(each.commit.oid, each.commit.parents[0]) for each in history.steps if each.commit.parents]
    sizes = {oid: Size(each.files, each.lines) for oid, each in sized(repo, cache, steps).items()}
    reverts = reverts_in(history)
    reverts = resolved(reverts, taken_back(repo, cache, reverts.unresolved))
    return facts._replace(replays=replayed(repo, cache, merges), sizes=sizes, reverts=reverts)


def _first_to_decide(chamber: Chamber, ref: str, history: History) -> int:
    """Return the place of the first step since the branch was protected; one beyond the last where it never was, or only later."""
    baseline = chamber.chain.baseline.get(ref, "")
    if baseline:
        return history.landed[baseline] + 1 if baseline in history.landed else len(history.steps)
    return 0 if branches_ever(chamber, ref) else len(history.steps)


def _delivery(
    repo: Repository, facts: Facts, application: Application, found: tuple[Deployment, ...], scope: Scope
) -> Delivery:
    known = {*facts.history.commits}
    tips = [facts.history.tip, *(each.commit for each in found if each.commit in known)]
    paths = touching(repo, tips, application.paths) if application.paths and found else None
    told = (each for each in scope.incidents.get(application.name, ()) if each.at <= facts.window.until)
    return delivered(facts.history, Releases(application, found, tuple(told), paths), facts.reverts, begun_by(facts))
