"""What events have seen is folded as if each past were folded by itself, in work that does not multiply."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.ids import EventId
from gitgov.ledger import pasts
from gitgov.ledger.event import Event
from gitgov.ledger.order import ancestors, in_order
from gitgov.ledger.pasts import Pasts
from tests.unit.ledger.test_order import event

Names = tuple[EventId, ...]


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Draws events that name few of the late or any of the early ones before them; in either order of ids."""
    size = draw(st.integers(1, 24))
    ids = draw(st.permutations([f"{number:02}" for number in range(size)]))
    events: list[Event] = []
    for name in ids:
        near = draw(st.lists(st.sampled_from(events[-3:]), max_size=2)) if events else []
        far = draw(st.lists(st.sampled_from(events), max_size=2)) if events else []
        events.append(event(name, *(each.id for each in (*near, *far)), "elsewhere"))
    return events


def append(state: Names, each: Event) -> Names:
    return (*state, each.id)


@given(histories(), st.integers(1, 4), st.sets(st.integers(0, 23)))
def test_a_past_is_that_of_the_event_alone(events: list[Event], most: int, asked: set[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pasts, "MOST", most)
        ordered, by_id = in_order(events), {each.id: each for each in events}
        seen = Pasts[Names]((), ordered, append)
        for each in sorted((each for number, each in enumerate(ordered) if number in asked), key=seen.latest):
            past = in_order([by_id[name] for name in ancestors(each.parents, by_id)])
            assert seen.before(each) == tuple(other.id for other in past)


def chain(size: int) -> Iterable[Event]:
    return (event(f"{size - number:04}", *([f"{size - number + 1:04}"] if number else [])) for number in range(size))


def fan(size: int) -> Iterable[Event]:
    return [event("root"), *(event(f"{number:04}", "root") for number in range(size))]


def comb(size: int) -> Iterable[Event]:
    """Makes a chain of which each event has another one beside it, whose ids go against the chain."""
    return [each for one in chain(size) for each in (one, event(f"x{one.id}", one.id))]


def branches(size: int) -> Iterable[Event]:
    """Makes eight chains side by side that also name the beginning again and again."""
    names = [f"{number % 8}-{number:04}" for number in range(size)]
    before = dict(zip(names[8:], names, strict=False))
    return [event("root"), *(event(name, "root", before.get(name, "root")) for name in names)]


def ladder(size: int) -> Iterable[Event]:
    """Makes pairs of concurrent events, each of which names both of the pair before it."""
    pairs = [(f"a{number:04}", f"b{number:04}") for number in range(size)]
    return [event(name, *above) for above, pair in zip([(), *pairs], pairs, strict=False) for name in pair]


@pytest.mark.parametrize("shape", [chain, fan, comb, branches, ladder])
def test_each_event_is_taken_in_about_once(shape: Callable[[int], Iterable[Event]]) -> None:
    taken = 0

    def count(_state: None, _event: Event) -> None:
        nonlocal taken
        taken += 1

    ordered = in_order(list(shape(400)))
    seen = Pasts[None](None, ordered, count)
    for each in sorted(ordered, key=seen.latest):
        seen.before(each)
    assert taken <= 2 * len(ordered)


def test_no_more_states_are_kept_than_may_be() -> None:
    ordered = in_order([event("root"), *(event(f"{number:02}", "root") for number in range(80))])
    again = in_order([*ordered, *(event(f"x{number:02}", f"{number:02}") for number in range(80))])
    seen = Pasts[Names]((), again, append)
    for each in sorted(again, key=seen.latest):
        seen.before(each)
        assert len(seen._kept) <= pasts.MOST
