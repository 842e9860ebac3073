"""A process that is killed at one of its writes: serve.py runs this file in the processes that the variable KILLS is about.

KILLS is JSON: `process` is the name of a program or of a hook, `at` the number of the write before which it dies (-1:
it lives), `log` the file to which each write is named, `root` the folder below which files count. With `full` it lives,
and from that write on no file takes a byte more, from it or from its children, as on a full disk.

A write is whatever changes something that outlives the process: a file opened, emptied, moved or removed, each half
of what is written at once, an object, a step of a ref transaction and each ref that it moves, a statement of the index,
and a git child that does more than read.
"""

import io
import json
import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pygit2
from pygit2.transaction import ReferenceTransaction

from gitgov.git import lock

ASKED = json.loads(os.environ["KILLS"])
OPENS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod", "os.link", "os.symlink")
READING = {
    "cat-file", "check-attr", "diff", "diff-tree", "for-each-ref", "log", "ls-remote", "ls-tree", "merge-base", "merge-tree",
    "patch-id", "rev-list", "rev-parse", "show", "show-ref", "symbolic-ref", "var", "version", "--version",
}  # fmt: skip
write = os.write


class Death:
    """Counts writes, and ends this process before one of them."""

    def __init__(self) -> None:
        self.left = ASKED["at"]
        self.full = False
        self.mine = os.getpid()
        self.log = os.open(ASKED["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def comes(self) -> bool:
        """Says whether the next write is the last."""
        return bool(self.left == 0)

    def before(self, what: str) -> None:
        """Counts a write, or dies before it."""
        if os.getpid() != self.mine or self.full:
            return
        write(self.log, f"{' '.join(what.split())}\n".encode())  # a statement may have several lines
        if self.left == 0:
            self.come()
        self.left -= 1

    def come(self) -> None:
        """Ends this process, or all room on the disk."""
        if not ASKED["full"]:
            os.kill(os.getpid(), signal.SIGKILL)
        self.full = True
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


death = Death()


def matters(place: object) -> bool:
    """Says whether a place is a path below the folder that is asked about, or an open file."""
    if not isinstance(place, (str, bytes, os.PathLike)):
        return True
    path = os.path.abspath(os.fsdecode(place))  # noqa: PTH100 - as it is, links unresolved
    return path.startswith(str(ASKED["root"]))


def heard(event: str, given: tuple[Any, ...]) -> None:
    """Is told by the interpreter what it is about to do."""
    if event == "open" and isinstance(given[2], int) and given[2] & OPENS and not isinstance(given[0], int):
        if matters(given[0]):
            death.before(f"open {given[0]!s}")
    elif event in CHANGES and matters(given[0]) and not idle(event, given):
        death.before(f"{event} {given[0]}")
    elif event == "subprocess.Popen" and "git" in (words := list(map(str, given[1])))[:1] and not reads(words[1:]):
        death.before(" ".join(words[:3]))


def idle(event: str, given: tuple[Any, ...]) -> bool:
    """Says whether nothing is changed: a folder that is there, or what lies in a folder of our own that is being emptied."""
    if event == "os.mkdir":
        return Path(given[0]).is_dir()
    return event in ("os.remove", "os.rmdir") and given[-1] != -1


def reads(words: list[str]) -> bool:
    """Says whether a git command changes nothing."""
    while words[:1] == ["-c"]:
        words = words[2:]
    asks = any(word.startswith(("--get", "--type", "--list")) for word in words)
    return not words or words[0] in READING or words[:2] == ["worktree", "list"] or (words[0] == "config" and asks)


def in_halves(name: str) -> Callable[..., int]:
    """Returns `os.write` or `os.pwrite` that may die before it, and with half of it written."""
    true = getattr(os, name)

    def torn(handle: int, data: bytes, *more: Any) -> int:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return int(true(handle, data, *more))
        death.before(name)
        if death.comes():
            true(handle, data[: len(data) // 2], *more)
        death.before(f"{name}, half")
        return int(true(handle, data, *more))

    return torn


def counted(home: type, name: str) -> None:
    """Lets a method of a class be a write."""
    true = getattr(home, name)

    def step(*args: Any, **more: Any) -> Any:
        death.before(name)
        return true(*args, **more)

    setattr(home, name, step)


def ref_by_ref(transaction: ReferenceTransaction) -> None:
    """Commits a transaction that may die once the first ref has moved, as libgit2 moves one after the other."""
    death.before("commit")
    if death.comes() and (moves := getattr(transaction, "moves", None)):
        (ref, oid), folder = next(iter(moves.items())), Path(transaction._repository.path)
        held = folder / f"{ref}.lock"
        held.write_text(f"{oid}\n", encoding="ascii")
        held.rename(folder / ref)
    death.before("commit, one ref")
    commit(transaction)


def set_target(transaction: ReferenceTransaction, ref: str, oid: Any, *more: Any) -> None:
    """Remembers where a ref is to go."""
    transaction.__dict__.setdefault("moves", {})[ref] = oid
    aim(transaction, ref, oid, *more)


def opened(file: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
    """Opens a file; one that is to be written may be left empty."""
    found = true_open(file, mode, *args, **more)
    if set(mode) & set("wax+") and not isinstance(file, int) and matters(file):
        death.before(f"write {file}")
    return found


def started(child: Any, *args: Any, **more: Any) -> None:
    """Starts a child that is told that the disk is full, and not ended by a signal: this one ignores it already."""
    start(child, *args, **{"restore_signals": False, **more})


def connected(place: str, **more: Any) -> sqlite3.Connection:
    """Opens an index each of whose statements is a write."""
    base: sqlite3.Connection = connect(place, **more)
    base.set_trace_callback(
        lambda said: None if said.lstrip().upper().startswith(("SELECT", "PRAGMA")) else death.before(said[:60])
    )
    return base


lock.STALE_AFTER = 0.05
start = subprocess.Popen.__init__
true_open, connect, commit, aim = io.open, sqlite3.connect, ReferenceTransaction.commit, ReferenceTransaction.set_target
for each in ("create_blob", "create_commit", "TreeBuilder"):
    counted(pygit2.Repository, each)
for each in ("lock_ref", "remove", "__exit__"):
    counted(ReferenceTransaction, each)
ReferenceTransaction.commit, ReferenceTransaction.set_target = ref_by_ref, set_target  # type: ignore[method-assign,assignment]
os.write, os.pwrite = in_halves("write"), in_halves("pwrite")
io.open = opened
sqlite3.connect = connected  # type: ignore[assignment]
subprocess.Popen.__init__ = started  # type: ignore[method-assign,assignment]
sys.addaudithook(heard)
