"""The law of the rooms above procedure: what is in order in a thread, and what follows from it. Total, and the same on every clone.

Every act is judged by what it has seen, the fold of its past alone: what somebody else does at the same time makes no
act unlawful that was lawful. All that is lawful takes effect in causal order, as far as it still can.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from gitgov.charter.chain import Chain
from gitgov.core.ids import EventId
from gitgov.ledger.event import UNKNOWN, Event
from gitgov.ledger.order import ancestors, in_order
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.standing import why_not_advising, why_not_standing
from gitgov.threads.rows import Families, Family, FloorOf, Objections, Row, Seen, object_to

State: TypeAlias = Any
"""What a family makes of a thread; nothing where nobody lawfully opened it."""
RULE = "standing goes by position in the log, never by date"
MOST = 64
"""States that are kept for the acts to come: as many branches of a thread grow side by side without being folded again."""


@dataclass
class Thread:
    """A thread, growing: its events, which of them were ruled lawful, those that no other has seen, and what is out of order.

    `families` are the kinds of threads that there are; `family` says what it is a thread of, `opened` how it began: nothing
    where nobody lawfully opened it.
    """

    families: Families
    events: dict[EventId, Event] = field(default_factory=dict)
    family: Family | None = None
    opened: State = None
    lawful: set[EventId] = field(default_factory=set)
    tips: set[EventId] = field(default_factory=set)
    out_of_order: list[Ruling] = field(default_factory=list)
    _states: dict[frozenset[EventId], State] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """What follows from all of it; nothing where nobody lawfully opened it."""
        return self.after(self.tips)

    def after(self, heads: Iterable[EventId]) -> State:
        """Return what follows from these events and all that they have seen: O(1) where that is kept, else O(past)."""
        key = frozenset(heads)
        if key not in self._states:
            state: State = None
            for each in in_order([self.events[each] for each in ancestors(key, self.events)]):
                state = self._having(state, each) if each.id in self.lawful else state
            self.keep(key, state)
        return self._states[key]

    def keep(self, heads: frozenset[EventId], state: State) -> None:
        """Keep a state for the acts that will have seen just these."""
        self._states[heads] = state
        if len(self._states) > MOST:
            del self._states[next(iter(self._states))]

    def before(self, event: Event) -> State:
        """Return what an event has seen."""
        return self.after(parent for parent in event.parents if parent in self.events)

    def take(self, event: Event, seen: Seen) -> None:
        """Let an event take effect that nothing speaks against."""
        state = self.before(event)
        if event.opens:
            self.family = self.families[event.kind]
            self.opened = self.family.opened(seen, event)
        self.lawful.add(event.id)
        self.keep(frozenset((event.id,)), self._having(state, event))
        self.pass_by(event)

    def pass_by(self, event: Event) -> None:
        """Note what an event has seen, whether it takes effect or not."""
        self.tips.difference_update(event.parents)
        self.tips.add(event.id)

    def _having(self, state: State, event: Event) -> State:
        if event.opens or self.family is None:
            return self.opened
        row = self.family.rows[event.kind]
        applied: State = row.apply(state, event)
        if row.restore is not None:
            applied = row.restore(applied, self.before(event), event)
        return applied


def why_not(chain: Chain, thread: Thread, event: Event, floor_of: FloorOf, *, now: bool = False) -> Objections:
    """Say why an event, which is among the thread's already, is out of order in it, or nothing.

    `now` asks besides what only who takes an act in can ask: what has become meanwhile of that which the act relies on.
    """
    if event.body is UNKNOWN:
        what = f"{event.kind} v{event.v} is no kind that this version knows"
        return object_to("GOV-616", what, RULE, event, "update gitgov")
    seen = Seen(chain, thread.events, floor_of)
    opening = thread.families.get(event.kind) if event.opens else None
    standing = why_not_advising if opening and opening.advising else why_not_standing
    if objections := standing(chain, event, seen.lineage):
        return objections
    if opening:
        return opening.why_not(seen, event)
    state = thread.before(event)
    if thread.family is None or state is None:
        what = f"{event.kind} {event.id[:12]} belongs to something that was never lawfully opened"
        return object_to("GOV-602", what, RULE, event, "git gov sync sends what it belongs to")
    row: Row | None = thread.family.rows.get(event.kind)
    if row is None or event.opens or event.subject != state.subject:
        what = f"{event.kind} {event.id[:12]} has no place in the thread of a {thread.family.what}"
        return object_to("GOV-603", what, RULE, event)
    return row.why_not(seen, state, event) or (row.why_not_now(seen, state, event) if now else ())


def fold(chain: Chain, families: Families, events: Collection[Event], floor_of: FloorOf) -> Thread:
    """Fold a set of events of one thread."""
    thread = Thread(families, {event.id: event for event in events})
    for event in in_order(events):
        if objections := why_not(chain, thread, event, floor_of):
            thread.out_of_order.append(Ruling(event, objections))
            thread.pass_by(event)
        else:
            thread.take(event, Seen(chain, thread.events, floor_of))
    return thread
