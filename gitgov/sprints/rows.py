"""What the tables of this room say: a family for each kind of thread, a row for each kind of event in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from gitgov.charter.chain import Chain, Step
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.standing import Lineage
from gitgov.procedure.state import Motion

Objections = tuple[Objection, ...]
Decided = Callable[[str], Motion | None]
"""Finds a motion on the commit that a thread lies on, by its id."""


class Seen(NamedTuple):
    """What an event is judged by besides its thread's state: the charters, the thread's events, the motions on its commit."""

    chain: Chain
    lineage: Lineage
    decided: Decided

    def step(self, event: Event) -> Step:
        """Return the charter that an event acts under."""
        return self.chain.step_of(event) or self.chain.head


class Row(NamedTuple):
    """One kind of event in a thread: when it is out of order, and what it does when it is not."""

    why_not: Callable[[Seen, Any, Event], Objections]
    apply: Callable[[Any, Event], Any]


class Family(NamedTuple):
    """One kind of thread: the kind of event that opens it, when it may not, the state that it opens, and its rows by kind."""

    opening: str
    what: str
    why_not: Callable[[Seen, Event], Objections]
    opened: Callable[[Seen, Event], Any]
    rows: Mapping[str, Row]


def object_to(code: str, what: str, source: str, event: Event, remedy: str = "") -> Objections:
    """State a single objection to an event."""
    return (Objection(code, what, source, remedy, (event.id,)),)
