"""Causal order: parents first, concurrent events by id, and nothing but the set decides."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.ids import EventId, Member, Oid
from gitgov.ledger.event import UNKNOWN, Event
from gitgov.ledger.order import ancestors, heads, in_order, in_time


def event(name: str, *parents: str, at: int = 0) -> Event:
    """Makes an event whose id is its name: order asks for nothing but ids and parents."""
    given_parents = tuple(EventId(each) for each in sorted(set(parents)))
    none = EventId("")
    return Event(EventId(name), Member("a"), at, UNKNOWN, "k", given_parents, none, Oid(""), none, 1, "", name.encode())


@dataclass(frozen=True)
class Case:
    events: Sequence[Event]
    order: str


CASES = {
    "nothing": Case([], ""),
    "one": Case([event("a")], "a"),
    "a line against the alphabet": Case([event("c"), event("b", "c"), event("a", "b")], "cba"),
    "concurrent events by id": Case([event("m"), event("z", "m"), event("b", "m"), event("k", "m")], "mbkz"),
    "an early id waits for its parents": Case([event("m"), event("z", "m"), event("b", "z"), event("k", "m")], "mkzb"),
    "a diamond": Case([event("d"), event("b", "d"), event("c", "d"), event("a", "b", "c")], "dbca"),
    "two roots": Case([event("b"), event("a"), event("c", "b")], "abc"),
    "a parent elsewhere is ignored": Case([event("b", "x"), event("a", "b", "y")], "ba"),
    "clocks order nothing": Case([event("b", at=9), event("a", "b", at=1), event("c", "b", at=-5)], "bac"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_named_situations(case: Case) -> None:
    assert "".join(each.id for each in in_order(case.events)) == case.order
    assert "".join(each.id for each in in_order(case.events[::-1])) == case.order


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Draws events whose ids look like hashes, each with some of those before it as parents."""
    events: list[Event] = []
    for number in range(draw(st.integers(0, 12))):
        parents = draw(st.lists(st.sampled_from(events), max_size=3)) if events else []
        events.append(event(hashlib.sha256(bytes([number])).hexdigest(), *(each.id for each in parents)))
    return events


@given(histories(), st.data())
def test_only_the_set_decides(events: list[Event], data: st.DataObject) -> None:
    again = data.draw(st.permutations([*events, *events[:3]]))
    assert in_order(again) == in_order(events)


@given(histories())
def test_every_event_follows_its_parents_and_none_is_lost(events: list[Event]) -> None:
    ordered = in_order(events)
    assert sorted(each.id for each in ordered) == sorted(each.id for each in events)
    place = {each.id: number for number, each in enumerate(ordered)}
    assert all(place[parent] < place[each.id] for each in events for parent in each.parents)


@given(histories())
def test_what_is_in_order_by_id_could_not_come_earlier(events: list[Event]) -> None:
    """Each event is the least of those whose parents have all come."""
    ordered = in_order(events)
    for number, each in enumerate(ordered):
        before = {other.id for other in ordered[:number]}
        ready = [other.id for other in ordered[number:] if before.issuperset(other.parents)]
        assert each.id == min(ready)


@given(histories(), st.data())
def test_ancestors_are_all_that_an_event_has_seen(events: list[Event], data: st.DataObject) -> None:
    by_id = {each.id: each for each in events}
    start = data.draw(st.lists(st.sampled_from(sorted(by_id)), max_size=3)) if by_id else []
    seen = ancestors(start, by_id)
    naive = set(start)
    for each in reversed(events):  # drawn parents first
        naive |= set(each.parents) if each.id in naive else set()
    assert seen == naive


def test_ancestors_stop_where_the_thread_ends() -> None:
    thread = {each.id: each for each in (event("b", "elsewhere"), event("a", "b"))}
    assert ancestors([EventId("a"), EventId("unknown")], thread) == {"a", "b"}


@given(histories())
def test_heads_are_what_nobody_has_answered(events: list[Event]) -> None:
    named = {parent for each in events for parent in each.parents}
    assert list(heads(events)) == sorted(each.id for each in events if each.id not in named)
    assert ancestors(heads(events), {each.id: each for each in events}) == {each.id for each in events}


def test_a_long_thread_needs_no_deep_stack() -> None:
    chain = [event("0")]
    for number in range(1, 20_000):
        chain.append(event(str(number), chain[-1].id))
    assert in_order(chain[::-1]) == chain
    assert len(ancestors(heads(chain), {each.id: each for each in chain})) == len(chain)


MADE = {
    "by instant": Case([event("a", at=2), event("b", at=1)], "ba"),
    "of one second by id": Case([event("b", at=1), event("a", at=1)], "ab"),
    "what it has seen comes first within one second": Case([event("b", at=1), event("a", "b", at=1)], "ba"),
    "what it has seen comes first whatever the clocks say": Case([event("b", at=9), event("a", "b", at=1)], "ba"),
    "an earlier charter first": Case([event("a", "2", at=1), event("b", "1", at=9), event("c", "1", at=2)], "cba"),
    "what it names elsewhere is ignored": Case([event("b", "x", at=1), event("a", at=2)], "ba"),
}


@pytest.mark.parametrize("case", MADE.values(), ids=MADE.keys())
def test_records_of_threads_of_their_own_go_by_what_they_have_seen_then_by_time(case: Case) -> None:
    def era(each: Event) -> int:
        return max((int(parent) for parent in each.parents if parent.isdigit()), default=0)

    for events in permutations(case.events):
        assert "".join(each.id for each in in_time(events, lambda each: each.parents, era)) == case.order
