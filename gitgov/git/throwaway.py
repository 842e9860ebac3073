"""Folders that are thrown away, those of a run that was killed too: the next run finds them by a lock that nobody holds."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gitgov.git.borrowed import scratch

PREFIX = "gitgov-trial-"
_LOCK = "lock"


@contextmanager
def thrown_away() -> Iterator[Path]:
    """Make a folder outside of every repository, and remove it afterwards; what killed runs have left is removed first."""
    below = Path(scratch() or tempfile.gettempdir())
    sweep(below)
    made = Path(tempfile.mkdtemp(prefix="gitgov-new-", dir=below))
    place = made.with_name(made.name.replace("gitgov-new-", PREFIX))
    try:
        with (made / _LOCK).open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            made.rename(place)  # whoever sees it by this name sees it locked
            yield place
    finally:
        _remove(place)
        _remove(made)


def sweep(below: Path) -> int:
    """Remove the folders that killed runs of this user have left; returns how many."""
    return sum(_swept(each) for each in sorted(below.glob(f"{PREFIX}*")))


def _swept(place: Path) -> bool:
    try:
        if place.is_symlink() or place.lstat().st_uid != os.getuid():
            return False
        lock = os.open(place / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:  # another run was quicker, or nothing of ours
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        _remove(place)
        return True
    finally:
        os.close(lock)


def _remove(place: Path) -> None:
    """Remove a folder with all that is in it, what a test has made read-only too."""
    shutil.rmtree(place, ignore_errors=True)
    if place.is_dir():
        for folder, _, _ in os.walk(place):
            Path(folder).chmod(0o700)
        shutil.rmtree(place, ignore_errors=True)
