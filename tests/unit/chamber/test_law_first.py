"""What arrives together is judged by cause, and what works by the law after the law: whatever ids chance has given them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import event as noted
from hypothesis import given
from hypothesis import strategies as st

from gitgov.chamber.acts import find_actor, recorded
from gitgov.chamber.kinds import is_above
from gitgov.chamber.law_first import law_first
from gitgov.chamber.open import matters, open_chamber
from gitgov.chamber.planning import commitments, thread_of
from gitgov.chamber.sprints import read_board
from gitgov.chamber.threads import adding
from gitgov.chamber.verify import verify
from gitgov.core.ids import EventId, Member, Oid
from gitgov.ledger.event import UNKNOWN, Event
from gitgov.ledger.order import ancestors, in_order
from gitgov.sprints.events import SprintStarted
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

KINDS = ("motion.announced", "charter.covered", "sprint.started", "quality.measured", "scrum.reviewed")


def line(name: str, kind: str, *parents: str) -> Event:
    """Makes an event whose id is its name: the order asks for nothing but ids, parents and kinds."""
    given_parents = tuple(EventId(each) for each in sorted(set(parents)))
    none = EventId("")
    return Event(EventId(name), Member("a"), 0, UNKNOWN, kind, given_parents, none, Oid(""), none, 1, "", name.encode())


BATCH = {
    "plan": ("sprint.planned",),
    "start": ("sprint.started", "plan"),
    "moved": ("motion.moved",),
    "announced": ("motion.announced", "moved"),
    "step": ("charter.adopted", "start", "announced"),
    "moved2": ("motion.moved", "step"),
    "announced2": ("motion.announced", "moved2"),
    "started2": ("sprint.started", "step"),
    "reviewed": ("sprint.reviewed", "started2"),
    "summed": ("scrum.reviewed", "step"),
    "step2": ("charter.adopted", "announced2", "reviewed", "summed", "step"),
    "retold": ("retro.told", "step"),
    "last": ("motion.moved", "step2"),
}
"""A start by a decision, a charter step that covers both, and once more: `start`, `started2` and `summed` name by no parent what they
rely on."""
RELYING = [
    ("announced", "start"), ("start", "step"), ("step", "started2"), ("announced2", "started2"), ("reviewed", "summed"),
    ("summed", "step2"), ("step2", "last"), ("announced2", "reviewed"),
]  # fmt: skip


@given(st.permutations(range(len(BATCH))), st.data())
def test_what_relies_on_a_decision_comes_after_it_and_before_the_step_that_covers_it(
    ids: Sequence[int], data: st.DataObject
) -> None:
    named = {name: f"{number:02}" for name, number in zip(BATCH, ids, strict=True)}
    events = [line(named[name], kind, *(named[each] for each in seen)) for name, (kind, *seen) in BATCH.items()]
    ordered = [each.id for each in law_first(data.draw(st.permutations(events)))]
    for earlier, later in RELYING:
        assert ordered.index(EventId(named[earlier])) < ordered.index(EventId(named[later])), (earlier, later)


@st.composite
def batches(draw: st.DrawFn, kinds: Sequence[str] = KINDS) -> list[Event]:
    """Draws events of all rooms, in any causal order, with ids that say nothing of it."""
    ids, events = draw(st.permutations(range(10))), list[Event]()
    for number in ids[: draw(st.integers(0, 10))]:
        seen = draw(st.lists(st.sampled_from(events), max_size=3)) if events else []
        events.append(line(f"{number:02}", draw(st.sampled_from(kinds)), *(each.id for each in seen)))
    return events


def following(events: Collection[Event]) -> dict[EventId, set[EventId]]:
    """Finds the law that follows from each event of the rooms above."""
    by_id = {each.id: each for each in events}
    law = {each.id: ancestors(each.parents, by_id) for each in events if not is_above(each)}
    return {each.id: {after for after in law if each.id in law[after]} for each in events if is_above(each)}


@given(batches(), st.data())
def test_it_is_an_order_by_cause_and_only_the_set_decides(events: list[Event], data: st.DataObject) -> None:
    ordered = law_first(data.draw(st.permutations(events)))
    assert ordered == law_first(events)
    assert sorted(each.id for each in ordered) == sorted(each.id for each in events)
    place = {each.id: number for number, each in enumerate(ordered)}
    assert all(place[seen] < place[each.id] for each in events for seen in each.parents)


@given(batches())
def test_an_event_above_comes_after_all_law_that_does_not_follow_from_it(events: list[Event]) -> None:
    """Wherever that is possible at all: of any two, what follows from the one follows from the other, or the reverse."""
    after = following(events)
    nested = all(less <= more for less, more in pairwise(sorted(after.values(), key=len)))
    noted(f"nested {nested}, named {any(after.values())}")
    place = {each.id: number for number, each in enumerate(law_first(events))}
    law = [each.id for each in events if each.id not in after]
    for each, follows in after.items():
        for other in law:
            assert not nested or (place[other] < place[each]) == (other not in follows)


@given(batches())
def test_law_that_follows_from_nothing_above_comes_before_all_of_it(events: list[Event]) -> None:
    after = following(events)
    free = {each.id for each in events} - after.keys() - set[EventId]().union(*after.values())
    assert {each.id for each in law_first(events)[: len(free)]} == free


@given(batches(KINDS[:2]))
def test_law_alone_goes_by_cause_and_id(events: list[Event]) -> None:
    assert law_first(events) == in_order(events)


ALONE = f"""{MAIN_AND_TAGS}
[teams.solo]
members = ["bob"]
scrum_master = "bob"
"""


def committed(found: Field) -> None:
    """Bob has a sprint decided and a charter carried, of which nothing has been sent."""
    bob, people = found.bob, found.people
    bob.sprint("plan", "S1", "--item", "A-1:5")
    bob.sprint("commit", "S1")
    bob.vote("aye")
    bob.motion("announce")
    name = bob.gov("member", "retire", "carol", "-m", "She has left").stdout.split()[0]
    for each in ("alice", "bob", "carol"):
        bob.vote("aye", name, "--key", getattr(people, each).key_path)
    bob.motion("announce", name)


def begun(clone: Clone, *, by_id_too_early: bool) -> bool:
    """Starts the sprint, at whichever instant gives the start an id that has it come before the decision, or after it.

    Returns whether there was one: none has it come before a decision that comes before the plan, nor is to be far ahead.
    """
    chamber = open_chamber(clone.path)
    (sprint,) = read_board(chamber).sprints
    (motion,) = commitments(chamber, sprint)
    assert motion.decision
    decision = motion.decision.id
    (lineage,) = (each.lineage for each in matters(chamber, sprint.subject).floors if motion.id in each.motions)
    body = SprintStarted(plan=sprint.plan.id, motion=motion.id, decision=decision)
    for at in range(lineage[decision].at, lineage[decision].at + 200):
        chamber = open_chamber(clone.path, now=lambda at=at: at)  # type: ignore[misc]
        thread = thread_of(read_board(chamber), sprint.id)
        start = adding(chamber, find_actor(chamber), thread, body)
        ordered = [each.id for each in in_order([*lineage.values(), *thread.events.values()])]
        if (ordered.index(start.id) < ordered.index(decision)) == by_id_too_early:
            recorded(chamber, start)
            return True
    return False


@pytest.mark.parametrize("by_id_too_early", [True, False])
def test_a_start_and_a_charter_step_arrive_together(
    fields: Fields, people: People, tmp_path: Path, by_id_too_early: bool
) -> None:
    """The step covers the start, which names no record of its decision as a parent."""
    bodies = (
        fields.grown(tmp_path / f"{each}", File(), committed, charter_of(people, f"{ALONE}# {each}\n"))
        for each in range(16)
    )
    field = next(each for each in bodies if begun(each.bob, by_id_too_early=by_id_too_early))
    field.bob.gov("enact", "charter")
    assert "came back" not in field.bob.gov("sync").stdout
    field.alice.sync()
    chamber = open_chamber(field.alice.path)
    assert [each.name for each in read_board(chamber).sprints if each.started] == ["S1"]
    assert chamber.chain.charter.version == 2
    assert verify(chamber, from_scratch=True).problems == []
