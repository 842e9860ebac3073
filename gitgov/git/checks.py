"""Running a command of the user's own on merged trees, each laid out in a folder that is thrown away.

The command is started as a list of words, without a shell. No setting, filter or hook of anybody's takes part in laying a
tree out, and the folder is no repository.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import BinaryIO, NamedTuple

from gitgov.core.errors import BadInput
from gitgov.git.apart import processors
from gitgov.git.borrowed import SETTINGS, Borrowed, borrowing, scratch
from gitgov.git.repository import Repository
from gitgov.git.run import run

Job = tuple[str, ...]
"""One commit, or two that are merged."""
PATIENCE = 600
"""Seconds that a check may take."""
_LAST = 2_000
PASSES, FAILS, LATE = "passes", "fails", "late"


class Outcome(NamedTuple):
    """What a check came to: it passes, fails, or was ended as it took too long; and the last line that it wrote."""

    verdict: str
    said: str = ""


def run_checks(
    repo: Repository, jobs: Sequence[Job], command: Sequence[str], tell: Callable[[int, int], None]
) -> dict[Job, Outcome]:
    """Run a command on the tree of each job, as many at once as there are processors; `tell` hears how many are done.

    Raises `BadInput` where the command cannot be started. Whatever ends this, ends what it has started.
    """
    if not jobs:
        return {}
    found: dict[Job, Outcome] = {}
    with borrowing(repo, keep=False, sha256=len(jobs[0][0]) == 64, below=scratch()) as place:
        running = _Running()
        with ThreadPoolExecutor(processors()) as pool:
            asked = {pool.submit(_check, place, job, command, running): job for job in jobs}
            try:
                for done in as_completed(asked):
                    found[asked[done]] = done.result()
                    tell(len(found), len(jobs))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                running.end()
                raise
    return found


class _Running:
    """The children that are at work."""

    def __init__(self) -> None:
        self._children: set[subprocess.Popen[bytes]] = set()

    def wait(self, child: subprocess.Popen[bytes]) -> int | None:
        """Return with what status a child ended; nothing for one that took too long, which is ended with all that it started."""
        self._children.add(child)
        try:
            return child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end(child)
            self._children.discard(child)

    def end(self) -> None:
        """End all of them."""
        for child in list(self._children):
            _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a child and what it has started: it leads a group of its own, which may outlive it."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
    child.wait()


def _check(place: Borrowed, job: Job, command: Sequence[str], running: _Running) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="gitgov-check-", dir=scratch()) as name:
        folder, said = Path(name) / "tree", Path(name) / "said"
        folder.mkdir()
        lay_out(place, job, folder)
        settings = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        with said.open("w+b") as output:
            try:
                child = subprocess.Popen(
                    [*command],
                    cwd=folder,
                    env=settings,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            except OSError as error:
                raise BadInput(f"{command[0]!r} cannot be started: {error.strerror}", "git config gov.check") from error
            status = running.wait(child)
            return Outcome(LATE if status is None else FAILS if status else PASSES, last_line(output))


def last_line(handle: BinaryIO) -> str:
    """Return the last line of what a check wrote that is not empty, or nothing."""
    handle.seek(max(0, handle.seek(0, os.SEEK_END) - _LAST))
    text = handle.read().decode(errors="replace")
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")


def lay_out(place: Borrowed, job: Job, folder: Path) -> None:
    """Write the files of a commit, or of a clean merge of two, into an empty folder."""
    tree = job[0]
    if len(job) == 2:
        merged = run(place.folder, *SETTINGS, "merge-tree", "--write-tree", "--no-messages", *job, env=place.env)
        tree = merged.decode().strip()
    env = {**place.env, "GIT_INDEX_FILE": str(folder.parent / "index"), "GIT_WORK_TREE": str(folder)}
    run(folder, "read-tree", tree, env=env)
    run(folder, *SETTINGS, "checkout-index", "--all", "--quiet", env=env)
