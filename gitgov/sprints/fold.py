"""The law of this room: what is in order in a thread, and what follows from it. Total, and the same on every clone."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple, TypeAlias

from gitgov.charter.chain import Chain
from gitgov.core.ids import EventId
from gitgov.ledger.event import UNKNOWN, Event
from gitgov.ledger.order import in_order
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.standing import why_not_standing
from gitgov.sprints import backlog, sprint
from gitgov.sprints.backlog import Item
from gitgov.sprints.rows import Decided, Family, Objections, Seen, object_to
from gitgov.sprints.sprint import Sprint

FAMILIES = {family.opening: family for family in (sprint.FAMILY, backlog.FAMILY)}
"""The kinds of threads, by the kind of event that opens one."""
State: TypeAlias = Sprint | Item | None
RULE = "standing goes by position in the log, never by date"


class Thread(NamedTuple):
    """A thread as it stands: its family, its state, nothing where nobody lawfully opened it, and what is out of order.

    `events` grow while it is folded.
    """

    events: dict[EventId, Event]
    family: Family | None = None
    state: State = None
    out_of_order: tuple[Ruling, ...] = ()


def why_not(chain: Chain, thread: Thread, event: Event, decided: Decided) -> Objections:
    """Say why an event, which is among the thread's already, is out of order in it as it stands, or nothing."""
    if event.body is UNKNOWN:
        what = f"{event.kind} v{event.v} is no kind that this version knows"
        return object_to("GOV-616", what, RULE, event, "update gitgov")
    seen = Seen(chain, thread.events, decided)
    if objections := why_not_standing(chain, event, seen.lineage):
        return objections
    if thread.family is None:
        family = FAMILIES.get(event.kind)
        if family is None or not event.opens:
            what = f"{event.kind} {event.id[:12]} belongs to something that was never lawfully opened"
            return object_to("GOV-602", what, RULE, event, "git gov sync sends what it belongs to")
        return family.why_not(seen, event)
    row = thread.family.rows.get(event.kind)
    if row is None or event.opens or thread.state is None or event.subject != thread.state.subject:
        what = f"{event.kind} {event.id[:12]} has no place in the thread of a {thread.family.what}"
        return object_to("GOV-603", what, RULE, event)
    return row.why_not(seen, thread.state, event)


def taken(chain: Chain, thread: Thread, event: Event, decided: Decided) -> Thread:
    """Return the thread after an event that nothing speaks against."""
    if thread.family is None:
        family = FAMILIES[event.kind]
        return thread._replace(family=family, state=family.opened(Seen(chain, thread.events, decided), event))
    return thread._replace(state=thread.family.rows[event.kind].apply(thread.state, event))


def fold(chain: Chain, events: Collection[Event], decided: Decided) -> Thread:
    """Fold a set of events of one thread."""
    thread = Thread({})
    for event in in_order(events):
        thread.events[event.id] = event
        if objections := why_not(chain, thread, event, decided):
            thread = thread._replace(out_of_order=(*thread.out_of_order, Ruling(event, objections)))
        else:
            thread = taken(chain, thread, event, decided)
    return thread
