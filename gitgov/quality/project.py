"""A quality project as a fold over its thread: phases in order, what is filed in each, and a tollgate after each (Six Sigma)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Final

from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Event
from gitgov.procedure.motions.tollgate import Tollgate
from gitgov.quality.project_events import Filed, ProjectChartered, TollgatePassed
from gitgov.threads.ratified import Ratified, why_not_ratified, why_not_ratified_now
from gitgov.threads.rows import Family, Objections, Row, Seen, object_to

SOURCE = "Six Sigma, tollgate review"
PHASES: Final = {
    "dmaic": ("define", "measure", "analyze", "improve", "control"),
    "dmadv": ("define", "measure", "analyze", "design", "verify"),
    "idov": ("identify", "design", "optimize", "validate"),
}
"""The phases of each method, in order."""


@dataclass(frozen=True)
class Project:
    """A project: what was filed (by event, in order), the tollgates that it has passed, and its `phase`; none once it is over."""

    id: EventId
    subject: str
    by: Member
    at: int
    body: ProjectChartered
    phase: str
    filed: tuple[tuple[EventId, Filed], ...] = ()
    passed: tuple[TollgatePassed, ...] = ()

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases of its method."""
        return PHASES[self.body.method]

    @property
    def plan(self) -> str:
        """The digest of its charter and of all that was filed: what a tollgate is decided on."""
        return sha256("\n".join((self.id, *sorted(each for each, _ in self.filed))).encode()).hexdigest()


def _why_not_chartered(seen: Seen, event: Event) -> Objections:
    body: ProjectChartered = event.body  # type: ignore[assignment]
    if body.owner in seen.step(event).charter.electorate:
        return ()
    what = f"{body.owner}, who is to own the project, is not an active member"
    return object_to("GOV-710", what, SOURCE, event, "name a member: --owner NAME")


def _opened(_seen: Seen, event: Event) -> Project:
    body: ProjectChartered = event.body  # type: ignore[assignment]
    return Project(event.id, event.subject, event.actor, event.at, body, PHASES[body.method][0])


def _why_not_in_phase(project: Project, event: Event, phase: str) -> Objections:
    if phase == project.phase:
        return ()
    now = f"it is in {project.phase}" if project.phase else "it is over"
    what = f"{project.body.name} is not in the phase {phase}: {now}"
    return object_to("GOV-711", what, SOURCE, event, "git quality project show")


def _why_not_filed(_seen: Seen, project: Project, event: Event) -> Objections:
    body: Filed = event.body  # type: ignore[assignment]
    if not (body.note or any((body.sipoc, body.house, body.failures, body.finding))):
        return object_to("GOV-712", "nothing is filed with it", SOURCE, event, "git quality project file --help")
    return _why_not_in_phase(project, event, body.phase)


def _filed(project: Project, event: Event) -> Project:
    return replace(project, filed=(*project.filed, (event.id, event.body)))  # type: ignore[arg-type]


def _by(project: Project, body: TollgatePassed) -> Ratified:
    part = f"lets {project.body.name} through the tollgate of {body.phase}"
    whole = f"nobody has decided on the tollgate of {body.phase} for {project.body.name}, as it is filed now"
    return Ratified(
        body.motion, body.decision, project.plan, Tollgate, whole, part, "git quality project review", SOURCE
    )


def _why_not_passed(seen: Seen, project: Project, event: Event) -> Objections:
    body: TollgatePassed = event.body  # type: ignore[assignment]
    if objections := _why_not_in_phase(project, event, body.phase) or why_not_ratified(seen, event, _by(project, body)):
        return objections
    motion = seen.motion(body.motion)
    asked: Any = motion.question if motion else None
    if (asked.project, asked.phase, asked.outcome) != (project.id, body.phase, body.outcome):
        what = f"{motion.name if motion else body.motion[:12]} decides otherwise: {asked.outcome} in {asked.phase}"
        return object_to("GOV-713", what, SOURCE, event, "git quality project pass")
    return ()


def _why_not_passed_now(seen: Seen, project: Project, event: Event) -> Objections:
    return why_not_ratified_now(seen, event, _by(project, event.body))  # type: ignore[arg-type]


def _passed(project: Project, event: Event) -> Project:
    body: TollgatePassed = event.body  # type: ignore[assignment]
    if body.phase != project.phase:  # another has passed it beside this one
        return project
    return replace(project, passed=(*project.passed, body), phase=_next(project, body))


def _next(project: Project, body: TollgatePassed) -> str:
    """Return the phase that follows, or none: the project is over."""
    if body.outcome == "recycle":
        return project.phase
    at = project.phases.index(project.phase) + 1
    return "" if body.outcome == "stop" or at == len(project.phases) else project.phases[at]


FAMILY = Family(
    "project.chartered",
    "quality project",
    _why_not_chartered,
    _opened,
    {
        "project.filed": Row(_why_not_filed, _filed),
        "tollgate.passed": Row(_why_not_passed, _passed, _why_not_passed_now),
    },
)
