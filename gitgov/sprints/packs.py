"""Domain packs of a sprint: which commit of each lies in the team's work tree."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.charter.teams import Teams
from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Event
from gitgov.procedure.motions.sprint import SOURCE
from gitgov.sprints.events import PackPinned
from gitgov.threads.rows import Objections, object_to


class Pinned(NamedTuple):
    """A domain pack as somebody has pinned it."""

    id: EventId
    by: Member
    at: int
    body: PackPinned


def why_not_a_pack(teams: Teams, team: str, event: Event) -> Objections:
    """Say why a pin is of no domain pack that the charter gives a team."""
    body: PackPinned = event.body  # type: ignore[assignment]
    if (body.pack, body.url) in teams[team].packs:
        return ()
    what = f"the charter gives {team} no domain pack {body.pack} from {body.url}"
    return object_to("GOV-650", what, SOURCE, event, "git sprint teams shows its packs; a charter motion adds one")


def pinned(known: tuple[Pinned, ...], event: Event) -> tuple[Pinned, ...]:
    """Return the pins with a new one, in place of the earlier one of the same pack."""
    body: PackPinned = event.body  # type: ignore[assignment]
    return (*(each for each in known if each.body.pack != body.pack), Pinned(event.id, event.actor, event.at, body))
