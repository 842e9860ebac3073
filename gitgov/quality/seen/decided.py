"""What was decided and recorded: projects with their tollgates, improvements step by step, and how often what has happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from gitgov.core.amounts import with_unit
from gitgov.quality.delivery import Deployment, Incident, Run
from gitgov.quality.improvement import Improvement
from gitgov.quality.measured import Taken
from gitgov.quality.page.values import Chain, Count, Link, Project, Tollgate
from gitgov.quality.project import Project as Folded
from gitgov.quality.seen.tiles import Metric, Recorded
from gitgov.quality.showing import shown


class Review(NamedTuple):
    """A motion about the tollgate of a phase of a project, and when it was moved or decided, in seconds."""

    project: str
    phase: str
    motion: str
    at: int


def project_of(project: Folded, reviews: Iterable[Review]) -> Project:
    """Return a project with its tollgates; of several motions about one the last counts."""
    last = {each.phase: each for each in reviews if each.project == project.id}
    body = project.body
    gates = tuple(_tollgate(project, phase, last.get(phase)) for phase in project.phases)
    return Project(project.id, body.name, body.method.upper(), body.owner, gates)


def _tollgate(project: Folded, phase: str, review: Review | None) -> Tollgate:
    motion, at = (review.motion, review.at) if review else ("", 0)
    if passed := [each for each in project.passed if each.phase == phase and each.outcome in ("go", "conditional")]:
        return Tollgate(phase, "passed", passed[-1].motion, at if motion == passed[-1].motion else 0)
    if phase == project.phase:
        sent_back = review and any(each.motion == motion for each in project.passed)
        return Tollgate(phase, "moved", motion, at) if review and not sent_back else Tollgate(phase, "open")
    return Tollgate(phase, "to come")


def chain_of(improvement: Improvement, metric: Metric | None, moved_at: Mapping[str, int]) -> Chain:
    """Return an improvement from the definition, by what was measured before and the motion, to what was measured after."""
    body, links = improvement.body, list[Link]()
    unit = metric.unit if metric else ""
    if metric and metric.held:
        first = metric.held[-1]
        links.append(Link("definition", first.motion, f"{body.ctq}: {first.ctq.within}", first.at))
    links += _measured("measured before", [body.before] if body.before else [], metric)
    links.append(
        Link("improvement", improvement.id, f"{body.change} ({body.owner}, review {body.review})", improvement.at)
    )
    if improvement.motion:
        goal = f"to bring {body.ctq} to {with_unit(shown(body.target), unit)}"
        links.append(Link("motion", improvement.motion, goal, moved_at.get(improvement.motion, 0)))
    if not improvement.judged:
        return Chain(body.problem or body.ctq, tuple(links), "not judged yet")
    last = improvement.judged[-1]
    links += _measured("measured after", last.measures, metric)
    return Chain(body.problem or body.ctq, tuple(links), ": ".join(filter(None, (last.verdict, last.said))))


def _measured(kind: str, names: Sequence[str], metric: Metric | None) -> list[Link]:
    """Name the records of measurements, with what they say where they are here."""
    known: dict[str, Recorded] = {each.taken.id: each for each in metric.records} if metric else {}
    return [_link(kind, name, known.get(name)) for name in names]


def _link(kind: str, name: str, found: Recorded | None) -> Link:
    if found is None:
        return Link(kind, name, "")
    row = found.row
    said = with_unit(shown(row.value), row.unit) if row.value else "no data"
    return Link(kind, name, f"{said}, n {row.n}", found.taken.at)


def counts(
    taken: Sequence[Taken], runs: Sequence[Run], deployments: Sequence[Deployment], incidents: Sequence[Incident]
) -> tuple[Count, ...]:
    """Return how often something has been recorded, by service where it has one; nothing for what never was."""
    services = sorted({each.body.service for each in deployments} | {each.body.service for each in incidents})
    found = [
        Count("measurements", "Records of measurements.", len(taken), objects=tuple(each.id for each in taken)),
        Count("runs", "Runs of checks.", len(runs), objects=tuple(each.id for each in runs)),
    ]
    for service in services:
        ours = tuple(each.id for each in deployments if each.body.service == service)
        hurt = tuple(each.id for each in incidents if each.body.service == service)
        found.append(Count("deployments", "Deployments on record.", len(ours), service, ours))
        found.append(Count("incidents", "Incidents on record.", len(hurt), service, hurt))
    return tuple(each for each in found if each.value)
