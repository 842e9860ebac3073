"""An item of the backlog as a fold over its thread (Scrum Guide 2020, Product Backlog)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gitgov.charter.teams import leads_of, product_owners_of
from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Event
from gitgov.sprints.events import ItemAdded
from gitgov.threads.rows import Family, Objections, Row, Seen, object_to

SOURCE = "Scrum Guide (2020), Product Backlog"


@dataclass(frozen=True)
class Item:
    """An item as it was last worded, by whom and when it came in, and who dropped it, if anybody has."""

    id: EventId
    subject: str
    by: Member
    at: int
    body: ItemAdded
    dropped_by: str = ""

    @property
    def name(self) -> str:
        """What people call it."""
        return self.body.item


def _why_not_added(seen: Seen, event: Event) -> Objections:
    body: ItemAdded = event.body  # type: ignore[assignment]
    teams = seen.step(event).charter.teams
    if body.team and body.team not in teams:
        return object_to("GOV-600", f"the charter has no team {body.team}", SOURCE, event, "git gov charter show")
    if body.item in body.needs:
        return object_to("GOV-613", f"{body.item} would need itself", SOURCE, event)
    return ()


_NOTHING = (0, 0, 0)


def _worth(body: ItemAdded) -> tuple[int, int, int]:
    return body.value, body.criticality, body.risk


def _why_not_ordered(seen: Seen, before: ItemAdded | None, event: Event) -> Objections:
    """Object to who is no product owner and says what an item of a team is worth, which is what its backlog goes by."""
    body: ItemAdded = event.body  # type: ignore[assignment]
    owners = product_owners_of(seen.step(event).charter.teams, body.team)
    worth, was = _worth(body), _worth(before) if before else _NOTHING
    moved = before is not None and before.team != body.team and worth != _NOTHING
    if (worth == was and not moved) or not owners or event.actor in owners:
        return ()
    what = f"{event.actor} does not order the backlog of {body.team}: {' or '.join(sorted(owners))} says what {body.item} is worth"
    return object_to("GOV-651", what, SOURCE, event, f"leave it out, or ask {' or '.join(sorted(owners))}")


def _why_not_opened(seen: Seen, event: Event) -> Objections:
    return _why_not_added(seen, event) or _why_not_ordered(seen, None, event)


def _opened(_seen: Seen, event: Event) -> Item:
    return Item(event.id, event.subject, event.actor, event.at, event.body)  # type: ignore[arg-type]


def _why_not_changed(seen: Seen, item: Item, event: Event) -> Objections:
    if isinstance(event.body, ItemAdded) and event.body.item != item.name:
        what = f"this is item {item.name}, not {event.body.item}"
        return object_to("GOV-603", what, SOURCE, event, "git sprint item add makes another one")
    if item.dropped_by:
        what = f"item {item.name} was dropped by {item.dropped_by}"
        return object_to("GOV-614", what, SOURCE, event, "git sprint item add makes another one")
    teams = seen.step(event).charter.teams
    owners = leads_of(teams, item.body.team) if item.body.team in teams else frozenset()
    if owners and event.actor not in owners | {item.by}:
        what = f"{event.actor} neither added item {item.name} nor leads {item.body.team}"
        return object_to("GOV-604", what, SOURCE, event, f"ask {' or '.join(sorted(owners))}")
    if not isinstance(event.body, ItemAdded):
        return ()
    return _why_not_added(seen, event) or _why_not_ordered(seen, item.body, event)


def _reworded(item: Item, event: Event) -> Item:
    return replace(item, body=event.body)  # type: ignore[arg-type]


def _dropped(item: Item, event: Event) -> Item:
    return replace(item, dropped_by=item.dropped_by or event.actor)


FAMILY = Family(
    "item.added",
    "item",
    _why_not_opened,
    _opened,
    {"item.added": Row(_why_not_changed, _reworded), "item.dropped": Row(_why_not_changed, _dropped)},
)
