"""The facilitator's notebook: the moves of a meeting on this laptop, each on the disk before it is shown as taken.

A file of rows under the git directory, a list of moves in each; the first row opens the meeting. It is appended to, never
written over, and set aside once the record of the meeting is signed. One terminal has it at a time.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import orjson

from gitgov.chamber.returned import after_torn_row
from gitgov.core.errors import BadInput, Refused, Undecided
from gitgov.git.repository import Repository
from gitgov.sprints.facilitating.play import ROWS, Play, play
from gitgov.sprints.facilitating.values import Gathering, Move
from gitgov.sprints.facilitating.words import read

FOLDER, ASIDE = "rooms", "held"


class Notebook:
    """A meeting that goes on: its file, which nobody else has open, and the play of what stands in it."""

    def __init__(self, path: Path, handle: int, found: Play) -> None:
        self._path, self._handle, self._play = path, handle, found

    @property
    def state(self) -> Gathering:
        """How the meeting stands, by what is on the disk alone."""
        return self._play.state

    @property
    def over(self) -> bool:
        """Whether the meeting has ended, so that its record can be signed."""
        return self.state.ended is not None

    def do(self, line: str, now: int) -> Move:
        """Let what was typed take effect; raises `BadInput` for what is no command, `Refused` for what is out of order."""
        move = Move(now, *read(line, ROWS))
        if objections := self._play.why_not(move):
            raise Refused(objections)
        _write(self._handle, [move])
        self._play.take(move)
        return move

    def digest(self) -> str:
        """Return the SHA-256 of the file."""
        return sha256(self._path.read_bytes()).hexdigest()

    def set_aside(self) -> None:
        """Put the file away, as the meeting is on record."""
        aside = self._path.parent / ASIDE
        aside.mkdir(exist_ok=True)
        self._path.rename(aside / f"{self._path.stem}-{self.digest()[:16]}.jsonl")

    def leave(self) -> None:
        """Let another terminal have it."""
        os.close(self._handle)


def is_open(repo: Repository, team: str) -> bool:
    """Say whether a meeting of a team goes on here."""
    return bool(_moves(_path(repo, team)))


def open_notebook(repo: Repository, team: str, beginning: Sequence[Move]) -> Notebook:
    """Go on with the meeting of a team that goes on here, or begin one, by moves of which the first opens it.

    Raises `BadInput` where another terminal has it.
    """
    path = _path(repo, team)
    path.parent.mkdir(exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _lock(handle, path)
        found = _moves(path) or _begun(handle, path, beginning)
    except BaseException:
        os.close(handle)
        raise
    return Notebook(path, handle, play(found))


def _begun(handle: int, path: Path, beginning: Sequence[Move]) -> list[Move]:
    if not beginning:
        raise BadInput(f"the meeting of {path.stem} has just ended", "the same command again begins another one")
    os.ftruncate(handle, 0)
    _write(handle, beginning)
    _sync_folder(path.parent)
    return list(beginning)


def _path(repo: Repository, team: str) -> Path:
    return repo.state / FOLDER / f"{team}.jsonl"


def _lock(handle: int, path: Path) -> None:
    """Keep others out until this process ends, however it does."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        mine = os.path.samestat(os.fstat(handle), path.stat())
    except (BlockingIOError, FileNotFoundError):
        mine = False
    if not mine:
        raise BadInput(
            f"the meeting of {path.stem} is open in another terminal", "go on there, or leave it there first"
        )


def _sync_folder(folder: Path) -> None:
    """Let the name of a new file reach the disk too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(handle: int, moves: Sequence[Move]) -> None:
    """Append a row by one write that reaches the disk; raises `Undecided` where the disk takes less."""
    row = [{"at": each.at, "do": each.verb, "said": dict(each.said)} for each in moves]
    content = after_torn_row(handle) + orjson.dumps(row) + b"\n"
    if os.write(handle, content) != len(content):
        raise Undecided("the disk is full: that was not taken", "make room, then again")
    os.fsync(handle)


def _moves(path: Path) -> list[Move]:
    """Read the moves; nothing where no row opens a meeting. A row that is not whole was never shown as taken, and is passed over."""
    try:
        rows = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    found = [move for row in rows if row for move in _read(row)]
    return found if found and found[0].verb == "open" else []


def _read(row: bytes) -> Iterator[Move]:
    try:
        moves = [Move(int(each["at"]), str(each["do"]), {**each["said"]}) for each in orjson.loads(row)]
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, RecursionError):
        return
    yield from (each for each in moves if all(isinstance(text, str) for text in each.said.values()))
