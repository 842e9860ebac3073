"""What happens to commits after they are made: runs of checks, deployments, and incidents, a thread each (DORA)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Event
from gitgov.quality.events import DeploymentRecorded, IncidentClosed, IncidentOpened, RunRecorded
from gitgov.threads.rows import Family, Objections, Row, Seen, object_to

SOURCE = "dora.dev, software delivery performance metrics"


@dataclass(frozen=True)
class Run:
    """A run of the checks on the commit `subject`."""

    id: EventId
    subject: str
    by: Member
    at: int
    body: RunRecorded


@dataclass(frozen=True)
class Deployment:
    """A deployment of the commit `subject`."""

    id: EventId
    subject: str
    by: Member
    at: int
    body: DeploymentRecorded


@dataclass(frozen=True)
class Incident:
    """An incident, recorded on the commit that was deployed then; `closed` says when it was over, once it is."""

    id: EventId
    subject: str
    by: Member
    at: int
    body: IncidentOpened
    closed: IncidentClosed | None = None


def _why_not_timed(_seen: Seen, event: Event) -> Objections:
    body: RunRecorded | DeploymentRecorded = event.body  # type: ignore[assignment]
    if body.finished < body.started:
        return object_to("GOV-708", "it would have ended before it began", SOURCE, event, "give both instants again")
    return ()


def _why_not_closed(_seen: Seen, incident: Incident, event: Event) -> Objections:
    body: IncidentClosed = event.body  # type: ignore[assignment]
    if incident.closed is not None:
        return object_to("GOV-709", "the incident is over already", SOURCE, event, "open another one")
    if body.ended < incident.body.began:
        return object_to("GOV-708", "it would have ended before it began", SOURCE, event, "give the instant again")
    return ()


def _closed(incident: Incident, event: Event) -> Incident:
    body: IncidentClosed = event.body  # type: ignore[assignment]
    return incident if incident.closed else replace(incident, closed=body)


def _run(_seen: Seen, event: Event) -> Run:
    return Run(event.id, event.subject, event.actor, event.at, event.body)  # type: ignore[arg-type]


def _deployment(_seen: Seen, event: Event) -> Deployment:
    return Deployment(event.id, event.subject, event.actor, event.at, event.body)  # type: ignore[arg-type]


def _incident(_seen: Seen, event: Event) -> Incident:
    return Incident(event.id, event.subject, event.actor, event.at, event.body)  # type: ignore[arg-type]


def _anything(_seen: Seen, _event: Event) -> Objections:
    return ()


RUN = Family("run.recorded", "run of checks", _why_not_timed, _run, {})
DEPLOYMENT = Family("deployment.recorded", "deployment", _why_not_timed, _deployment, {})
INCIDENT = Family(
    "incident.opened", "incident", _anything, _incident, {"incident.closed": Row(_why_not_closed, _closed)}
)
