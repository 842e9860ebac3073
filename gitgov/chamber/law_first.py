"""The order in which lines that arrive together are judged: the law first, and then who works by it.

A record of a room above may rely on a decision that it names in its body and by no parent: a sprint begins so. By their ids it would
be judged before that decision as often as not, and sent back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from gitgov.chamber.kinds import is_above
from gitgov.core.ids import EventId
from gitgov.ledger.event import Event
from gitgov.ledger.order import in_order


class Place(NamedTuple):
    """Where an event comes: after all of a lower stage, in its stage those of the rooms above before the law that has seen them.

    The review of a scrum of scrums, and what has seen it, comes last of those: it sums its teams' own, and names them by no parent.
    """

    stage: int
    is_law: bool
    is_summed: bool


def law_first(events: Collection[Event]) -> list[Event]:
    """Sort events by cause, each of the rooms above as late as what has seen it allows: only a charter step has, which covers it.

    So one that no step has seen comes after all law, and one that a step has seen just before that step, after all law that does
    not follow from it. Where two steps that have not seen each other leave no such order, the sort is by cause all the same.
    Depends only on the set: O(n log n), times the records that steps name in a batch, as bits.
    """
    ordered = in_order(events)
    above = {each.id for each in ordered if is_above(each)}
    if not above:
        return ordered
    places = _places(ordered, above)
    return sorted(ordered, key=lambda each: places[each.id])


def _places(ordered: Sequence[Event], above: Collection[EventId]) -> dict[EventId, Place]:
    stages, summed = _stages(ordered, above), _summed(ordered, above)
    return {each.id: Place(stages[each.id], each.id not in above, each.id in summed) for each in ordered}


def _stages(ordered: Sequence[Event], above: Collection[EventId]) -> dict[EventId, int]:
    """Give law the number of named records above that it follows from, and a record above the least of the law that follows from it.

    What a record above has seen follows from fewer than what has seen it: from all the same, without the one that leads there.
    """
    named = sorted({seen for each in ordered if each.id not in above for seen in each.parents if seen in above})
    past = _past(ordered, {each: 1 << number for number, each in enumerate(named)})
    stages = {each.id: len(named) + 1 if each.id in above else past[each.id].bit_count() for each in ordered}
    for each in reversed(ordered):
        for seen in each.parents:
            if seen in above:
                stages[seen] = min(stages[seen], stages[each.id])
    return stages


def _past(ordered: Sequence[Event], bits: Mapping[EventId, int]) -> dict[EventId, int]:
    """Collect, as bits, which of some events each has seen; equal ones are kept once, since a ledger may arrive whole."""
    past: dict[EventId, int] = {}
    kept: dict[int, int] = {}
    for each in ordered:
        found = 0
        for seen in each.parents:
            found |= past.get(seen, 0) | bits.get(seen, 0)
        past[each.id] = kept.setdefault(found, found)
    return past


def _summed(ordered: Sequence[Event], above: Collection[EventId]) -> set[EventId]:
    summed: set[EventId] = set()
    for each in ordered:
        if each.kind == "scrum.reviewed" or (each.id in above and not summed.isdisjoint(each.parents)):
            summed.add(each.id)
    return summed
