"""What a keeper takes of one member into one thread is bounded, and enough for anybody."""

from __future__ import annotations

import pytest

from gitgov.sprints.events import ItemAdded
from gitgov.threads import bounds
from gitgov.threads.bounds import Acts
from tests.unit.sprints.test_fold import Room


def worded(room: Room, number: int, *, lanes: bool) -> None:
    seen = room.events[-2:] if lanes and number > 1 else room.events[-1:]
    room.act("alice", ItemAdded(item="A-1", title=str(number)), seen=seen)


@pytest.mark.parametrize(("lanes", "most"), [(False, "MOST"), (True, "MOST_UNITING")])
def test_after_so_many_acts_a_member_goes_on_elsewhere(lanes: bool, most: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, most, 5)
    room, acts = Room(), Acts()
    room.act("alice", ItemAdded(item="A-1", title="Store"))
    for number in range(8):
        worded(room, number, lanes=lanes)
    codes = []
    for event in room.events:
        codes += [each.code for each in acts.why_not(event)]
        acts.count(event)
    assert codes == ["GOV-617"] * (1 if lanes else 4)
    assert room.codes() == []
    assert acts.why_not(room.act("bob", ItemAdded(item="A-1", title="Bob's"), seen=room.events[-1:])) == ()
