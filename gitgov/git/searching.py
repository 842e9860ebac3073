"""Bisection in a work tree of its own: nobody's files, index or search in progress are touched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from gitgov.core.errors import BadInput, Undecided
from gitgov.core.ids import Oid
from gitgov.git.repository import Repository
from gitgov.git.run import OUTSIDE, attempt, run

_FIRST = re.compile(r"^# first bad commit: \[([0-9a-f]{40,64})\]", re.MULTILINE)
_STEP = re.compile(r"^git bisect (?:good|bad|skip) ", re.MULTILINE)
SKIP = 125
"""What a command ends with that cannot tell (git-bisect(1))."""


class Searched(NamedTuple):
    """What a search has found: the first bad commit, how often the command was run, and git's log."""

    culprit: Oid
    runs: int
    log: str


def search(repo: Repository, good: str, bad: str, command: Sequence[str]) -> Searched:
    """Find the first commit for which a command fails, as `git bisect run` does; what the command says goes to standard error.

    It is run on `bad` first: where it does not fail there, nothing could be found. Raises `BadInput` then, and `Undecided` where
    the command ends as no test does, or only commits are left that it cannot tell of.
    """
    with _tree(repo, bad) as place:
        _check(_heard(place, command), bad)
        run(place, "bisect", "start", bad, good, "--", env=OUTSIDE)
        ended = _heard(place, ["git", "bisect", "run", *command])
        log = run(place, "bisect", "log", env=OUTSIDE).decode(errors="replace")
    found = _FIRST.search(log)
    if found is None:
        said = "only commits are left that it cannot tell of" if "only skipped" in log else f"it ended with {ended}"
        what = f"git bisect run found no first bad commit: {said}"
        raise Undecided(what, "the command must end with 0 for good, 1 to 124 for bad, and 125 where it cannot tell")
    return Searched(Oid(found[1]), 1 + len(_STEP.findall(log)), log)


def _check(status: int, bad: str) -> None:
    remedy = "git gov bisect --good A --bad B -- COMMAND, which ends with 0 for A, and with 1 to 124 for B"
    if status == 0:
        raise BadInput(f"the command does not fail for {bad[:12]}, which is said to be bad", remedy)
    if status >= SKIP or status < 0:
        raise Undecided(f"the command ended with {status} for {bad[:12]}: it cannot tell, or cannot be run", remedy)


@contextmanager
def _tree(repo: Repository, commit: str) -> Iterator[Path]:
    """Lay out a work tree that is thrown away in the end, whatever happens in it."""
    with tempfile.TemporaryDirectory(prefix="gitgov-") as name:
        place = Path(name) / "tree"
        run(repo.cwd, "worktree", "add", "--quiet", "--detach", "--", str(place), commit)
        try:
            yield place
        finally:
            attempt(repo.cwd, "worktree", "remove", "--force", "--", str(place))


def _heard(place: Path, command: Sequence[str]) -> int:
    """Run a command where people see what it says; returns how it ended, 127 where there is none."""
    env = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
    try:
        return subprocess.run(
            command, cwd=place, env=env, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False
        ).returncode
    except OSError:
        return 127
