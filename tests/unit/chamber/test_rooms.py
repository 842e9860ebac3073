"""The facilitator's notebook: what was shown as taken is there, whatever ended the program, and is recorded once."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sysconfig
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import Popen

import orjson
import pytest

from gitgov.chamber import clock
from gitgov.chamber.acts import find_actor
from gitgov.chamber.holding import Wish, hold, left_open, record
from gitgov.chamber.notebook import Notebook, is_open, open_notebook
from gitgov.chamber.sprints import read_board
from gitgov.core.errors import BadInput, Refused, Undecided
from gitgov.sprints.facilitating.agenda import PRESETS, read_agenda
from tests.kit.field import Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File
from tests.unit.chamber.test_sprints import TEAMS

DAILY = Wish("core", "Daily", read_agenda(PRESETS["daily"]))


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    return fields.founded(tmp_path / "field", File(), charter_of(people, TEAMS))


@pytest.fixture
def bob(field: Field) -> Clone:
    return field.bob


def held(clone: Clone, wish: Wish = DAILY) -> Notebook:
    chamber = clone.chamber()
    return hold(chamber, find_actor(chamber), wish)


def test_it_goes_on_with_what_is_on_the_disk(bob: Clone) -> None:
    first = held(bob)
    for line in ("person Ann", "next", "hand a", "park It"):
        first.do(line, 10**10)
    first.leave()
    with pytest.raises(BadInput, match="another meeting of core is open here"):
        held(bob, Wish("core", "Another", ()))
    again = held(bob)
    assert (again.state, again.state.title) == (first.state, "Daily")
    with pytest.raises(BadInput, match="another terminal"):
        held(bob)
    again.leave()


def test_wherever_a_crash_cuts_the_file_what_was_whole_is_there(bob: Clone) -> None:
    book, repo = held(bob), bob.chamber().repo
    path = repo.state / "rooms" / "core.jsonl"
    states = [(path.stat().st_size, book.state)]
    for line in ("person Ann", "person Ben", "next", "tally fist “Sure?”", "ballot b 4", "undo"):
        book.do(line, 10**10)
        states.append((path.stat().st_size, book.state))
    book.leave()
    content = path.read_bytes()
    for cut in range(states[0][0], len(content) + 1):
        path.write_bytes(content[:cut])
        again = open_notebook(repo, "core", ())
        whole = [state for size, state in states if size - 1 <= cut]  # all but the end of its row
        assert again.state == whole[-1]
        if cut % 8:
            again.leave()
            continue
        again.do("park It", 10**10)
        again.leave()
        once_more = open_notebook(repo, "core", ())
        assert (once_more.state.parked, once_more.state.people) == (again.state.parked, whole[-1].people)
        once_more.leave()


def test_a_crash_at_the_very_beginning_leaves_no_half_agenda(bob: Clone) -> None:
    held(bob).leave()
    repo = bob.chamber().repo
    path = repo.state / "rooms" / "core.jsonl"
    os.truncate(path, path.stat().st_size - 9)
    assert not is_open(repo, "core")
    again = held(bob)
    assert len(again.state.points) == 3
    again.leave()


@pytest.mark.parametrize(
    "row",
    [b"\xff", b"[]", b"{}", b"[1]", b'[{"at": 1}]', b'[{"at": 1, "do": "park", "said": {"text": 1}}]', b"[" * 9_999],
)
def test_a_row_that_is_none_is_passed_over(bob: Clone, row: bytes) -> None:
    first = held(bob)
    first.leave()
    with (bob.chamber().repo.state / "rooms" / "core.jsonl").open("ab") as file:
        file.write(row + b"\n")
    again = held(bob)
    assert again.state == first.state
    again.leave()


def test_nothing_is_taken_that_has_not_reached_the_disk(bob: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    book, steps = held(bob), list[int]()
    write, sync = os.write, os.fsync

    def writing(handle: int, content: bytes) -> int:
        steps.append(len(book.state.people))
        return write(handle, content)

    def syncing(handle: int) -> None:
        steps.append(len(book.state.people))
        sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", writing)
        patch.setattr(os, "fsync", syncing)
        book.do("person Ann", 10**10)
    assert steps == [0, 0]
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, content: write(handle, content[:5]))
        with pytest.raises(Undecided, match="disk is full"):
            book.do("person Ben", 10**10)
    assert len(book.state.people) == 1
    book.leave()
    again = held(bob)
    assert again.state == book.state
    again.leave()


def test_who_could_not_record_it_does_not_begin_it(field: Field) -> None:
    with pytest.raises(Refused) as refused:
        held(field.carol)
    assert refused.value.objections[0].code == "GOV-685"
    assert not is_open(field.carol.chamber().repo, "core")


def test_it_is_recorded_once_even_where_a_crash_comes_between(bob: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    book = held(bob)
    book.do("action Do it @Ann", 10**10)
    book.do("close", 10**10)
    chamber = bob.chamber(lambda: clock.now() - 60)
    with monkeypatch.context() as patch:
        patch.setattr(Notebook, "set_aside", lambda _: None)
        record(chamber, find_actor(chamber), book)
    book.leave()
    assert is_open(chamber.repo, "core")
    done = bob.sprint("room", "open")
    assert "- Do it (Ann)" in done.stdout
    assert len(read_board(bob.chamber()).held) == 1
    assert not is_open(chamber.repo, "core")
    assert [each.action.text for each in left_open(bob.chamber(), "core")] == ["Do it"]
    aside = [*(chamber.repo.state / "rooms" / "held").iterdir()]
    assert len(aside) == 1
    assert orjson.loads(aside[0].read_bytes().split(b"\n")[0])[0]["do"] == "open"


def test_the_record_in_json_and_on_the_server(bob: Clone, field: Field) -> None:
    bob.sprint("room", "open", "--preset", "daily", stdin="person Ann\nnext\nclose\n")
    shown = json.loads(bob.sprint("room", "show", "--json").stdout)
    assert (shown["team"], shown["title"], shown["present"], shown["member"]) == ("core", "Daily", ["Ann"], "bob")
    bob.sync()
    field.alice.sync()
    assert "Present: Ann" in field.alice.sprint("room", "show").stdout


def test_it_is_closed_from_outside_only_where_it_may_end(bob: Clone) -> None:
    assert bob.sprint("room", "close", check=False).returncode == 2
    bob.sprint("room", "open", "--preset", "daily", stdin="park It\naction Do it @Ann by:2026-12-24\n")
    parked = bob.sprint("room", "close", check=False)
    assert (parked.returncode, "GOV-693" in parked.stderr) == (1, True)
    bob.sprint("room", "open", stdin="settle 1 drop\n")
    assert "It: dropped" in bob.sprint("room", "close").stdout
    (left,) = json.loads(bob.sprint("room", "show", "--actions", "--json").stdout)
    assert (left["number"], left["text"], left["owner"], left["due"], left["link"]) == (
        1,
        "Do it",
        "Ann",
        "2026-12-24",
        "",
    )


def test_what_is_no_agenda(bob: Clone) -> None:
    both = bob.sprint("room", "open", "--preset", "daily", "--agenda", "x", check=False)
    none = bob.sprint("room", "open", "--preset", "party", check=False)
    assert [both.returncode, none.returncode] == [2, 2]
    assert "--preset is one of daily, planning" in none.stderr


class Screen:
    """A terminal of 80 by 24 with the program in it, as the real one starts it."""

    def __init__(self, clone: Clone) -> None:
        self.handle, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.slave, self.seen = slave, b""
        command: list[str | Path] = [
            Path(sysconfig.get_path("scripts")) / "git-sprint",
            "room",
            "open",
            "--preset",
            "daily",
        ]
        environ = clone.transport.env(clone.who) | {"TERM": "xterm", "NO_COLOR": "1"}
        self.process = Popen(command, cwd=clone.path, env=dict(os.environ) | environ, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)  # fmt: skip

    def read_until(self, words: str) -> str:
        """Returns what was drawn since the last time, up to these words."""
        while words not in (text := self.seen.decode(errors="replace")):
            waiting = select.poll()  # select() knows no handle above 1023, and a run of all tests has many
            waiting.register(self.handle, select.POLLIN)
            assert waiting.poll(60_000 if self.process.poll() is None else 1_000), text
            self.seen += os.read(self.handle, 65_536)
        self.seen = self.seen[len(text[: text.index(words) + len(words)].encode()) :]
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)

    def type(self, keys: str) -> None:
        os.write(self.handle, keys.encode())

    def modes(self) -> list[object]:
        return termios.tcgetattr(self.slave)


@pytest.fixture
def screens(bob: Clone) -> Iterator[Callable[[], Screen]]:
    """Returns what starts the program in a terminal; all are ended afterwards."""
    made: list[Screen] = []

    def start() -> Screen:
        made.append(Screen(bob))
        return made[-1]

    yield start
    for each in made:
        if each.process.poll() is None:
            os.killpg(each.process.pid, signal.SIGKILL)
        each.process.wait()
        os.close(each.handle)
        os.close(each.slave)


@pytest.mark.as_installed
def test_keys_on_a_terminal_a_kill_and_everything_is_there(screens: Callable[[], Screen], bob: Clone) -> None:
    first = screens()
    before = first.modes()
    first.read_until("? keys  x end")
    first.type("iAnn\rBen\r\rnhbc")
    first.read_until("Speaks: Ben")
    assert first.modes() != before
    fcntl.ioctl(first.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    first.read_until("─" * 100)
    first.type("tfist Sure?\rva1b5")
    first.read_until("2 of 2 have voted, hidden")
    os.killpg(first.process.pid, signal.SIGKILL)
    first.process.wait()

    again = screens()
    before = again.modes()
    again.read_until("2 of 2 have voted, hidden")
    again.type("o")
    again.read_until("to be heard: Ann (1), Ben (5)")
    again.type("\x03")
    again.read_until("leave the room (y)?")
    os.killpg(again.process.pid, signal.SIGTERM)
    assert "Present" not in again.read_until("\x1b[?1049l")
    again.process.wait()
    assert again.modes() == before

    last = screens()
    last.read_until("Speaks: Ben")
    last.type("\x03n")
    last.type("xy")
    last.read_until("Present: Ann, Ben")
    assert (last.process.wait(), last.modes()) == (0, before)
    assert read_board(bob.chamber()).held[0].body.tallies[0].counts[5].count == 1
