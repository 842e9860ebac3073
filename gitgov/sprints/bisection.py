"""A commit found guilty by bisection, as evidence on the commit itself: what was run, how often, and git's own log of it."""

from __future__ import annotations

from dataclasses import dataclass

from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Event
from gitgov.sprints.events import CulpritFound
from gitgov.threads.rows import Family, Objections, Seen, object_to

SOURCE = "git-bisect(1)"


@dataclass(frozen=True)
class Culprit:
    """Who found, and when, that `subject` is the first commit for which a command fails."""

    id: EventId
    subject: str
    by: Member
    at: int
    body: CulpritFound


def _why_not_found(_seen: Seen, event: Event) -> Objections:
    body: CulpritFound = event.body  # type: ignore[assignment]
    if body.culprit != event.subject:
        what = f"it says that {body.culprit[:12]} is to blame, and lies on {event.subject[:12]}"
        return object_to("GOV-671", what, SOURCE, event, "git gov bisect records it where it belongs")
    if body.culprit == body.good:
        what = f"{body.good[:12]} cannot be both the last good commit and the first bad one"
        return object_to("GOV-672", what, SOURCE, event, "git gov bisect --good A --bad B -- COMMAND")
    return ()


def _opened(_seen: Seen, event: Event) -> Culprit:
    return Culprit(event.id, event.subject, event.actor, event.at, event.body)  # type: ignore[arg-type]


FAMILY = Family("culprit.found", "bisection", _why_not_found, _opened, {})
