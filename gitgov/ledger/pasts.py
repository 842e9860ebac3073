"""What each of many events has seen, folded in little work: the next one has mostly seen what one before it had.

The order of a whole thread, cut down to any event's past, is the order of that past. So a state that was folded for one
past serves for another that only adds what comes later in order.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from gitgov.core.ids import EventId
from gitgov.ledger.event import Event
from gitgov.ledger.order import heads

State = TypeVar("State")
MOST = 16
"""States that are kept: as many branches of a thread can grow side by side without being folded again."""


@dataclass(slots=True)
class _Past(Generic[State]):
    """A state with the events that it has taken in; `heads` are those that no other of them descends from."""

    state: State
    seen: set[EventId] = field(default_factory=set)
    heads: set[EventId] = field(default_factory=set)


class Pasts(Generic[State]):
    """The pasts of one thread's events, which are `ordered` causally, as `take` folds them beginning with `first`."""

    def __init__(self, first: State, ordered: Sequence[Event], take: Callable[[State, Event], State]) -> None:
        self._first = first
        self._ordered = ordered
        self._take = take
        self._place = {event.id: place for place, event in enumerate(ordered)}
        self._kept: dict[int, _Past[State]] = {}

    def latest(self, event: Event) -> int:
        """Return the place of an event's latest parent. Whoever asks in this order extends most."""
        return max(self._places(event), default=-1)

    def before(self, event: Event) -> State:
        """Return the fold of an event's past. O(what no kept state has taken in), O(past) where none serves."""
        past, newer = self._nearest(event)
        for each in newer:
            past.state = self._take(past.state, each)
        if newer:
            past.seen.update(each.id for each in newer)
            past.heads = _heads(past.heads, newer)
        self._kept[self.latest(event)] = past
        if len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
        return past.state

    def _nearest(self, event: Event) -> tuple[_Past[State], list[Event]]:
        """Take out the kept state that is nearest to an event's past, and list what it lacks, in order."""
        newer: list[Event] = []
        ahead = [-place for place in self._places(event)]
        heapq.heapify(ahead)
        known = set(ahead)
        while ahead:
            place = -ahead[0]
            if place in self._kept and self._serves(self._kept[place], ahead):
                return self._kept.pop(place), newer[::-1]
            heapq.heappop(ahead)
            newer.append(self._ordered[place])
            for parent in self._places(newer[-1]):
                if -parent not in known:
                    known.add(-parent)
                    heapq.heappush(ahead, -parent)
        return _Past(self._first), newer[::-1]

    def _serves(self, past: _Past[State], ahead: Collection[int]) -> bool:
        """Say whether what is still to be seen is just what `past` has seen: its heads lie ahead, and nothing else."""
        named = {self._ordered[-place].id for place in ahead}
        return past.heads <= named <= past.seen

    def _places(self, event: Event) -> list[int]:
        return [self._place[parent] for parent in event.parents if parent in self._place]


def _heads(before: Collection[EventId], newer: Sequence[Event]) -> set[EventId]:
    named = {parent for event in newer for parent in event.parents}
    return {*(each for each in before if each not in named), *heads(newer)}
