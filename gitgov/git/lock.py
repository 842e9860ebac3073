"""One writer at a time, and recovery from writers that were killed.

A `flock` dies with its holder; git's own `<ref>.lock` files do not. So whoever holds the flock writes an intent: the
refs about to be locked, then the inodes of their lock files. The next holder removes exactly those: holding the flock
proves that their writer is dead. A lock file whose inode was not recorded in time is removed once it is old.
"""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from gitgov.core.errors import Undecided

STALE_AFTER = 10.0
"""Seconds after which a lock file without a recorded inode is taken for abandoned."""


class Intent(NamedTuple):
    """What the holder of the writer's lock is about to do."""

    handle: int
    common: Path

    def announce(self, refs: Sequence[str]) -> None:
        """Write down which refs will be locked, before locking them."""
        _write(self.handle, dict.fromkeys(refs, 0))

    def locked(self, refs: Sequence[str]) -> None:
        """Write down the lock files that now exist."""
        _write(self.handle, {ref: (self.common / f"{ref}.lock").stat().st_ino for ref in refs})

    def done(self) -> None:
        """Write down that no lock file of ours is left."""
        os.ftruncate(self.handle, 0)


@contextmanager
def writing(state: Path, common: Path) -> Iterator[Intent]:
    """Hold the writer's lock of a repository; waits for its turn. Raises `Undecided` if the disk refuses."""
    try:
        handle = os.open(state / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise Undecided(
            f"cannot write to {state}: {error.strerror}", "nothing was recorded; check the disk and its permissions"
        ) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        _recover(handle, common)
        yield Intent(handle, common)
    finally:
        os.close(handle)


def _recover(handle: int, common: Path) -> None:
    """Remove the lock files that a killed writer left behind."""
    intents = os.pread(handle, 2_000_000, 0)
    if not intents:
        return
    # what was cut short is none, and the one before it holds; who was stopped while writing the first had locked nothing
    last = next((found for each in reversed(intents.split(b"\n")) if (found := _read(each))), {})
    for ref, inode in last.items():
        _remove(common / f"{ref}.lock", inode)
    os.ftruncate(handle, 0)


def _read(intent: bytes) -> dict[str, int]:
    """Read an intent; what is none names nothing."""
    try:
        refs = json.loads(intent)
    except ValueError:
        return {}
    return refs if isinstance(refs, dict) else {}


def _remove(lock: Path, inode: int) -> None:
    while True:
        try:
            found = lock.stat()
        except FileNotFoundError:
            return
        if inode and found.st_ino != inode:
            return  # another git's, taken since
        if inode or _age(lock.parent, found) > STALE_AFTER:
            lock.unlink(missing_ok=True)
            return
        time.sleep(0.1)


def _age(folder: Path, found: os.stat_result) -> float:
    """Return a file's age by the clock of its own file system, in seconds."""
    with tempfile.TemporaryFile(dir=folder) as fresh:
        return os.fstat(fresh.fileno()).st_mtime - found.st_mtime


def _write(handle: int, intent: Mapping[str, int]) -> None:
    """Write an intent, a line, after those that are there: as long as it is not whole, the one before it holds."""
    os.pwrite(handle, json.dumps(intent).encode() + b"\n", os.fstat(handle).st_size)
