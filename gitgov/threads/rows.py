"""What the tables of a room say: a family for each kind of thread, a row for each kind of event in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from gitgov.charter.chain import Chain, Step
from gitgov.core.ids import EventId
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.floor import Floor
from gitgov.procedure.standing import Lineage
from gitgov.procedure.state import Decision, Motion

Objections = tuple[Objection, ...]


FloorOf = Callable[[str], Floor | None]
"""Finds the floor, on the commit that a thread lies on, on which a motion was made, by the motion's id."""


class Seen(NamedTuple):
    """What an event is judged by besides its thread's state: the charters, the thread's events, the motions on its commit."""

    chain: Chain
    lineage: Lineage
    floor_of: FloorOf

    def step(self, event: Event) -> Step:
        """Return the charter that an event acts under."""
        return self.chain.step_of(event) or self.chain.head

    def motion(self, motion: str) -> Motion | None:
        """Return a motion as it stands now, which only who takes an act in may rely on."""
        floor = self.floor_of(motion)
        return floor.motions.get(EventId(motion)) if floor else None

    def decided(self, motion: str, decision: str) -> Decision | None:
        """Return what was decided on a motion, as it was announced: nothing that comes later changes it."""
        floor = self.floor_of(motion)
        found = floor.verdicts.get(EventId(decision)) if floor else None
        return found if found and found.on == motion else None


def nothing(_seen: Seen, _state: Any, _event: Event) -> Objections:
    """Object to nothing."""
    return ()


class Row(NamedTuple):
    """One kind of event in a thread: when it is out of order, by what it has seen, and what it does when it is not.

    What it does has to be done upon any state: something else may have come beside it. `why_not_now` is asked besides by
    who takes it in, and by nobody later. `restore` takes a state, and the one that the event had seen, and brings back what the
    event is about as it was there: for what is frozen as it was seen, whatever came beside it.
    """

    why_not: Callable[[Seen, Any, Event], Objections]
    apply: Callable[[Any, Event], Any]
    why_not_now: Callable[[Seen, Any, Event], Objections] = nothing
    restore: Callable[[Any, Any, Event], Any] | None = None


class Family(NamedTuple):
    """One kind of thread: the kind of event that opens it, when it may not, the state that it opens, and its rows by kind.

    `advising` says that advisers may open one, who may do nothing else.
    """

    opening: str
    what: str
    why_not: Callable[[Seen, Event], Objections]
    opened: Callable[[Seen, Event], Any]
    rows: Mapping[str, Row]
    advising: bool = False


Families = Mapping[str, Family]
"""The kinds of threads, by the kind of event that opens one."""


def object_to(code: str, what: str, source: str, event: Event, remedy: str = "") -> Objections:
    """State a single objection to an event."""
    return (Objection(code, what, source, remedy, (event.id,)),)
