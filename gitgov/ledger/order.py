"""Causal order: parents come first, concurrent events go by id. Clocks order nothing, but for series of what was measured."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Mapping

from gitgov.core.ids import EventId
from gitgov.ledger.event import Event


def in_order(events: Collection[Event]) -> list[Event]:
    """Sort a set of events so that every event follows those of its parents that are in the set.

    Depends only on the set: O(n log n). Parents outside of the set are ignored here; the law asks for them.
    """
    by_id = {event.id: event for event in events}
    waiting: dict[EventId, int] = {}
    children: dict[EventId, list[EventId]] = {}
    ready: list[EventId] = []
    for event in by_id.values():
        count = 0
        for parent in event.parents:
            if parent in by_id:
                count += 1
                children.setdefault(parent, []).append(event.id)
        if count:
            waiting[event.id] = count
        else:
            ready.append(event.id)
    ready.sort()  # a sorted list is a heap
    ordered = []
    while ready:
        current = heapq.heappop(ready)
        ordered.append(by_id[current])
        for child in children.get(current, ()):
            waiting[child] -= 1
            if not waiting[child]:
                heapq.heappush(ready, child)
    return ordered


def in_time(
    events: Collection[Event], seen: Callable[[Event], Iterable[str]], era: Callable[[Event], int]
) -> list[Event]:
    """Sort events, each of a thread of its own, as they were made: what an event has seen comes first, then go eras, instants, ids.

    `seen` are the ids that an event names, `era` is the place of the charter that it acts under: what acts under an earlier one is
    in the past of the next. Depends only on the set: O(n log n).
    """
    by_id = {event.id: event for event in events}
    before = {event.id: {each for each in seen(event) if each in by_id} for event in by_id.values()}
    after: dict[str, list[Event]] = {}
    for event in by_id.values():
        for each in before[event.id]:
            after.setdefault(each, []).append(event)
    ready = [(era(event), event.at, event.id) for event in by_id.values() if not before[event.id]]
    heapq.heapify(ready)
    ordered = []
    while ready:
        current = by_id[heapq.heappop(ready)[2]]
        ordered.append(current)
        for event in after.get(current.id, ()):
            before[event.id].discard(current.id)
            if not before[event.id]:
                heapq.heappush(ready, (era(event), event.at, event.id))
    return ordered


def ancestors(start: Collection[EventId], thread: Mapping[EventId, Event]) -> set[EventId]:
    """Collect `start` and all that they descend from, as far as `thread` holds them."""
    seen: set[EventId] = set()
    stack = [each for each in start if each in thread]
    while stack:
        current = stack.pop()
        if current not in seen:
            seen.add(current)
            stack.extend(parent for parent in thread[current].parents if parent in thread)
    return seen


def heads(events: Iterable[Event]) -> tuple[EventId, ...]:
    """List the events that no other in the set names as a parent, sorted."""
    events = list(events)
    named = {parent for event in events for parent in event.parents}
    return tuple(sorted(event.id for event in events if event.id not in named))
