"""What happens to commits after they are made: runs of checks, deployments, and incidents, a thread each (DORA)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Event
from gitgov.quality.dated import why_not_dated
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


def _why_unknown(seen: Seen, event: Event, service: str) -> Objections:
    known = seen.step(event).charter.quality.services
    if not service or service in known:
        return ()
    what = f"the charter has no service {service}"
    return object_to(
        "GOV-714",
        what,
        SOURCE,
        event,
        f"there are: {', '.join(sorted(known)) or 'none'}; [services.NAME] in the charter makes one",
    )


def _why_not_deployed(seen: Seen, event: Event) -> Objections:
    body: DeploymentRecorded = event.body  # type: ignore[assignment]
    return _why_unknown(seen, event, body.service) or _why_not_timed(seen, event)


def _why_not_opened(seen: Seen, event: Event) -> Objections:
    body: IncidentOpened = event.body  # type: ignore[assignment]
    return _why_unknown(seen, event, body.service) or why_not_dated(seen, event)


def _why_not_timed(seen: Seen, event: Event) -> Objections:
    body: RunRecorded | DeploymentRecorded = event.body  # type: ignore[assignment]
    if body.finished < body.started:
        return object_to("GOV-708", "it would have ended before it began", SOURCE, event, "give both instants again")
    return why_not_dated(seen, event)


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


RUN = Family("run.recorded", "run of checks", _why_not_timed, _run, {})
DEPLOYMENT = Family("deployment.recorded", "deployment", _why_not_deployed, _deployment, {})
INCIDENT = Family(
    "incident.opened", "incident", _why_not_opened, _incident, {"incident.closed": Row(_why_not_closed, _closed)}
)
