"""The contract of a store, asked of every implementation: lines are added, never lost, and change nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gitgov.git.notes import NotesStore
from gitgov.git.repository import open_repository
from gitgov.ledger.memory import MemoryStore
from gitgov.ledger.store import Entry, Store
from tests.kit.questions import oid
from tests.kit.repo import git

Makers = Callable[[], Store]

ONE, OTHER, THIRD = oid("one"), oid("other"), oid("third")
LINES = [b"aye", b"nay", b"\xff\0\r", "Zoë votes aye ✓".encode(), b" spaces ", b"x" * 70_000, b'{"event":1}', b"#"]


@pytest.fixture(params=["memory", "notes"])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Makers:
    """Returns what makes an empty store of each kind."""
    number = count()

    def notes() -> Store:
        folder = tmp_path / str(next(number))
        git("init", "--quiet", "--bare", folder, cwd=tmp_path)
        return NotesStore(open_repository(folder), now=lambda: 0)

    return {"memory": MemoryStore, "notes": notes}[request.param]


@pytest.fixture
def store(new_store: Makers) -> Store:
    return new_store()


def entry(line: bytes, subject: str = ONE, room: str = "votes") -> Entry:
    return Entry(room, subject, line)


def whole(store: Store, room: str = "votes") -> Mapping[str, set[bytes]]:
    """Reads a room in both ways, which must agree."""
    every = {subject: set(lines) for subject, lines in store.every(room)}
    assert every == {subject: set(store.lines(room, subject)) for subject in store.subjects(room)}
    return every


def test_of_a_room_only_the_wanted_subjects(store: Store) -> None:
    store.append([entry(b"aye"), entry(b"nay", OTHER)])
    assert [subject for subject, _ in store.every("votes", OTHER.__eq__)] == [OTHER]


def test_an_empty_store_yields_nothing(store: Store) -> None:
    assert store.append([]) == 0
    assert store.lines("votes", ONE) == ()
    assert list(store.every("votes")) == []
    assert list(store.subjects("votes")) == []
    assert store.tip("votes") == ""
    assert list(store.changed("votes", "")) == []
    assert list(store.changed("votes", "0" * 40)) == []


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_a_line_is_read_as_it_was_written(store: Store, line: bytes) -> None:
    assert store.append([entry(line)]) == 1
    assert store.lines("votes", ONE) == (line,)
    assert whole(store) == {ONE: {line}}


def test_appending_again_changes_nothing(store: Store) -> None:
    assert store.append([entry(b"aye"), entry(b"nay")]) == 2
    tip = store.tip("votes")
    assert store.append([entry(b"nay"), entry(b"aye"), entry(b"aye")]) == 0
    assert store.tip("votes") == tip
    assert sorted(store.lines("votes", ONE)) == [b"aye", b"nay"]


def test_a_line_twice_in_one_append_is_one_line(store: Store) -> None:
    assert store.append([entry(b"aye"), entry(b"aye"), entry(b"aye", OTHER)]) == 2
    assert store.lines("votes", ONE) == (b"aye",)


def test_one_append_fills_many_rooms_and_subjects(store: Store) -> None:
    entries = [entry(b"1", subject, room) for subject in (ONE, OTHER) for room in ("votes", "motions")]
    assert store.append([*entries, entry(b"2", THIRD)]) == 5
    assert whole(store) == {ONE: {b"1"}, OTHER: {b"1"}, THIRD: {b"2"}}
    assert whole(store, "motions") == {ONE: {b"1"}, OTHER: {b"1"}}
    assert whole(store, "debate") == {}


def test_rooms_and_subjects_are_apart(store: Store) -> None:
    store.append([entry(b"aye")])
    tip = store.tip("votes")
    store.append([entry(b"aye", OTHER, "motions")])
    assert store.tip("votes") == tip
    assert store.lines("votes", OTHER) == store.lines("motions", ONE) == ()


def test_changed_names_what_has_changed_since_a_watermark(store: Store) -> None:
    store.append([entry(b"1"), entry(b"1", OTHER)])
    first = store.tip("votes")
    store.append([entry(b"2")])
    second = store.tip("votes")
    store.append([entry(b"1", THIRD)])
    assert sorted(store.changed("votes", "")) == sorted([ONE, OTHER, THIRD])
    assert sorted(store.changed("votes", first)) == sorted([ONE, THIRD])
    assert list(store.changed("votes", second)) == [THIRD]
    assert list(store.changed("votes", store.tip("votes"))) == []


@pytest.mark.parametrize("watermark", ["0" * 40, "f" * 40, "0" * 64, "nothing of the sort", oid("the first commit")])
def test_an_unknown_watermark_means_that_all_may_have_changed(store: Store, watermark: str) -> None:
    store.append([entry(b"1"), entry(b"1", OTHER)])
    assert sorted(store.changed("votes", watermark)) == sorted([ONE, OTHER])


STEPS = st.lists(
    st.lists(st.tuples(st.sampled_from(["votes", "motions"]), st.sampled_from([ONE, OTHER]), st.binary(min_size=1))),
    max_size=4,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_a_store_is_the_union_of_what_was_appended(
    new_store: Makers, steps: Iterable[list[tuple[str, str, bytes]]]
) -> None:
    """In any order, in any parts, any number of times; and each step names what it changed."""
    store = new_store()
    held: dict[tuple[str, str], set[bytes]] = {}
    for step in steps:
        entries = [Entry(room, subject, line.replace(b"\n", b"")) for room, subject, line in step if line.strip(b"\n")]
        tips = {room: store.tip(room) for room in ("votes", "motions")}
        new = {each for each in entries if each.line not in held.get((each.room, each.subject), set())}
        assert store.append(entries) == len(new)
        for each in new:
            held.setdefault((each.room, each.subject), set()).add(each.line)
        for room, tip in tips.items():
            assert set(store.changed(room, tip)) == {each.subject for each in new if each.room == room}
            assert (store.tip(room) == tip) == all(each.room != room for each in new)
            assert whole(store, room) == {subject: lines for (where, subject), lines in held.items() if where == room}
