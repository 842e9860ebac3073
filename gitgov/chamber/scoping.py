"""What of a repository is measured: the services of the charter, with the deployments and incidents that are on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from gitgov.chamber import clock
from gitgov.chamber.done import usual_remote
from gitgov.chamber.measuring import Scope, measure
from gitgov.chamber.metrics import Metrics, read_metrics
from gitgov.chamber.open import Chamber
from gitgov.chamber.trunk import trunk_of
from gitgov.charter.charter import Charter
from gitgov.core.errors import BadInput
from gitgov.git.repository import open_repository
from gitgov.quality.delivery import Deployment as Recorded
from gitgov.quality.measures.facts import FAILED, SUCCEEDED, Application, Deployment, GateRun, Incident
from gitgov.quality.reading import Reading


def applications(charter: Charter) -> tuple[Application, ...]:
    """Return the services of a charter; where it names none, the repository as one, deployed by its first protected tags."""
    named = [
        Application(each.name, each.tags, each.paths, each.environment) for each in charter.quality.services.values()
    ]
    tags = charter.tags[0].pattern if charter.tags else ""
    return tuple(named) or (Application(tags=tags),)


def scope_of(chamber: Chamber, metrics: Metrics, ref: str = "", since: int = 0, until: int | None = None) -> Scope:
    """Return what is measured of a branch, in which time."""
    known = applications(chamber.chain.charter)
    return Scope(
        ref,
        known,
        since,
        until,
        {each.name: tuple(_deployments(metrics, each)) for each in known},
        {each.name: tuple(_incidents(metrics, each)) for each in known},
        tuple(_gates(metrics)),
    )


def take(start: Path, chamber: Chamber | None, at: str, ref: str = "", *, now: bool = False) -> tuple[Reading, ...]:
    """Take all measures of a branch as of a commit, or as of now; where there is no chamber, of what git alone tells around `start`."""
    if chamber is not None:
        until = chamber.now() if now else None
        return measure(chamber, at, scope_of(chamber, read_metrics(chamber), ref, until=until))
    scope = Scope(ref, (Application(tags="*"),), until=clock.now() if now else None)
    return measure(open_repository(start), at, scope)


def branch_here(chamber: Chamber, word: str) -> tuple[str, str]:
    """Return the full name of a branch, the main one unless it is named, and where it stands: as last fetched, or here; raises `BadInput`."""
    name, remote = word.removeprefix("refs/heads/") or trunk_of(chamber), usual_remote(chamber)
    fetched = chamber.repo.tip(f"refs/remotes/{remote}/{name}") if remote else ""
    if tip := fetched or chamber.repo.tip(f"refs/heads/{name}"):
        return f"refs/heads/{name}", tip
    raise BadInput(f"there is no branch {name!r} here", "git fetch brings it")


def _gates(metrics: Metrics) -> Iterator[GateRun]:
    """Yield what automated gates have said: each run of checks, and each record whose measurements were judged."""
    for run in metrics.runs:
        yield GateRun(run.id, run.body.finished, run.body.result == "success")
    for taken in metrics.taken:
        said = [each.judged for each in taken.body.measures if each.judged]
        if said:
            yield GateRun(taken.id, taken.at, all(each == "met" for each in said))


def _deployments(metrics: Metrics, application: Application) -> Iterator[Deployment]:
    mended = {each.body.deployment for each in metrics.incidents if each.body.deployment}
    for each in metrics.deployments:
        body = each.body
        if (body.service, body.environment) == (application.name, application.environment):
            yield Deployment(
                each.id,
                each.subject,
                body.finished,
                SUCCEEDED if body.result == "success" else FAILED,
                body.run,
                unplanned=not body.planned,
                intervention=each.id in mended,
                rollback=body.rollback,
            )


def _incidents(metrics: Metrics, application: Application) -> Iterator[Incident]:
    for each in metrics.incidents:
        if each.body.service == application.name:
            closed = each.closed.ended if each.closed else None
            yield Incident(each.id, each.body.deployment, each.body.began, closed, _fix(metrics.deployments, each.id))


def _fix(deployments: Iterable[Recorded], incident: str) -> str:
    """Return the record of the first deployment that an incident made necessary, or nothing."""
    return next((each.id for each in deployments if each.body.incident == incident), "")
