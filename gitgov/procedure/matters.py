"""What lies on one commit: events by thread, and the floors that they make."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gitgov.charter.chain import Chain
from gitgov.core.ids import EventId
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import fold
from gitgov.procedure.pointing import NOTED
from gitgov.procedure.state import Motion


class Matters(NamedTuple):
    """What lies on one commit: events by thread, the floors of those that were opened, and lines that were not admitted.

    `pointers` lead to meetings that decide about this commit, and whose own lines lie on others.
    """

    threads: dict[EventId, list[Event]]
    floors: tuple[Floor, ...]
    refused: tuple[tuple[bytes, Objection], ...]
    unopened: tuple[Ruling, ...] = ()
    pointers: tuple[Event, ...] = ()

    @property
    def motions(self) -> tuple[Motion, ...]:
        """The main questions on these floors."""
        return tuple(motion for floor in self.floors for motion in floor.mains)


def gathered(chain: Chain, events: Iterable[Event], refused: Iterable[tuple[bytes, Objection]] = ()) -> Matters:
    """Fold every thread of what lies on one commit."""
    events = list(events)
    threads = by_thread(events)
    folded = [fold(chain, thread) for thread in threads.values()]
    unopened = (ruling for each in folded if not isinstance(each, Floor) for ruling in each)
    return Matters(
        threads,
        tuple(each for each in folded if isinstance(each, Floor)),
        tuple(refused),
        tuple(unopened),
        pointers_in(events),
    )


def pointers_in(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events that are acts of no thread, but lead to one."""
    return tuple(event for event in events if event.kind == NOTED)


def by_thread(events: Iterable[Event]) -> dict[EventId, list[Event]]:
    """Sort events into the threads of the motions; the charter's own thread is left out, and what only points to one."""
    threads: dict[EventId, list[Event]] = {}
    for event in events:
        if not event.kind.startswith("charter.") and event.kind != NOTED:
            threads.setdefault(event.thread, []).append(event)
    return threads
