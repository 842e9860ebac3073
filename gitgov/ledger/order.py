"""Causal order: parents come first, concurrent events go by id. Clocks order nothing."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping

from gitgov.core.ids import EventId
from gitgov.ledger.event import Event


def in_order(events: Collection[Event]) -> list[Event]:
    """Sort a set of events so that every event follows those of its parents that are in the set.

    Depends only on the set: O(n log n). Parents outside of the set are ignored here; the law asks for them.
    """
    by_id = {event.id: event for event in events}
    if len(by_id) == 1:
        return list(by_id.values())
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
    heapq.heapify(ready)
    ordered = []
    while ready:
        current = heapq.heappop(ready)
        ordered.append(by_id[current])
        for child in children.get(current, ()):
            waiting[child] -= 1
            if not waiting[child]:
                heapq.heappush(ready, child)
    return ordered


def ancestors(start: Collection[EventId], parents: Mapping[EventId, tuple[EventId, ...]]) -> set[EventId]:
    """Collect `start` and all that they descend from, as far as `parents` knows them."""
    seen: set[EventId] = set()
    stack = [each for each in start if each in parents]
    while stack:
        current = stack.pop()
        if current not in seen:
            seen.add(current)
            stack.extend(parent for parent in parents[current] if parent in parents)
    return seen


def heads(events: Collection[Event]) -> tuple[EventId, ...]:
    """List the events that no other in the set names as a parent, sorted."""
    named = {parent for event in events for parent in event.parents}
    return tuple(sorted(event.id for event in events if event.id not in named))
