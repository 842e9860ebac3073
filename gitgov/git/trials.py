"""Trying tests: a patch of them on a commit, laid out in a folder that is thrown away, where a command of the user's own is run.

The folder is no repository, and lies outside of every one. No setting, filter or hook of anybody's takes part in laying it out.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from gitgov.core.errors import BadInput, Undecided
from gitgov.git.apart import interpreter
from gitgov.git.borrowed import SETTINGS, Borrowed, borrowing
from gitgov.git.checks import FAILS, LATE, PASSES, last_line, lay_out
from gitgov.git.repository import Repository
from gitgov.git.run import attempt, run
from gitgov.git.throwaway import thrown_away

_STRICT = ("-c", "core.protectHFS=true", "-c", "core.protectNTFS=true")
_CODE = "from gitgov.git.limited import main; main()"


class Altered(NamedTuple):
    """A file that a patch alters: its path, its modes before and after (0 for none)."""

    path: str
    before: int
    after: int


class Trial(NamedTuple):
    """What a command came to: it passes, fails, or was ended as it took too long; its exit status, whole seconds, the last line that it wrote."""

    verdict: str
    status: int
    seconds: int
    said: str


class Place(NamedTuple):
    """Where something is tried: a folder, and an empty repository in it that borrows the real one's objects."""

    folder: Path
    borrowed: Borrowed


@contextmanager
def trying(repo: Repository, head: str) -> Iterator[Place]:
    """Make a place to try something about a head, and throw it away."""
    with thrown_away() as folder, borrowing(repo, keep=False, sha256=len(head) == 64, below=str(folder)) as borrowed:
        yield Place(folder, borrowed)


def patched(place: Place, head: str, patch: bytes) -> tuple[str, tuple[Altered, ...]]:
    """Apply a patch to a head, without touching anybody's files: returns the tree, and what it alters, as git sees it afterwards.

    Raises `ValueError` with git's words where it does not apply.
    """
    env = {**place.borrowed.env, "GIT_INDEX_FILE": str(place.folder / "index")}
    run(place.folder, "read-tree", head, env=env)
    done = attempt(
        place.folder, *SETTINGS, *_STRICT, "apply", "--cached", "--whitespace=nowarn", "-", stdin=patch, env=env
    )
    if done.returncode:
        raise ValueError(done.stderr.decode(errors="replace").strip().removeprefix("error: ").split("\n", 1)[0])
    tree = run(place.folder, "write-tree", env=env).decode().strip()
    said = run(place.folder, "diff-tree", "-r", "-z", "--no-renames", head, tree, env=env)
    words = iter(said.decode(errors="backslashreplace").split("\0")[:-1])
    return tree, tuple(_altered(row, path) for row, path in zip(words, words, strict=True))


def _altered(row: str, path: str) -> Altered:
    before, after = row.lstrip(":").split(" ")[:2]
    return Altered(path, int(before, 8), int(after, 8))


def run_tests(place: Place, tree: str, command: Sequence[str], seconds: int) -> Trial:
    """Run a command on the files of a tree, for at most so many seconds; raises `BadInput` where it cannot be started."""
    folder, home = place.folder / "tree", place.folder / "home"
    folder.mkdir()
    home.mkdir()
    lay_out(place.borrowed, (tree,), folder)
    words = [*interpreter(_CODE), str(seconds), str(home), *command]
    with tempfile.TemporaryFile(dir=place.folder) as said:  # without a name, no test puts anything in its place
        came = _read(_answer(words, folder, said), command)
        status = came["status"]
        verdict = LATE if status is None else FAILS if status else PASSES
        return Trial(verdict, -1 if status is None else status, came["seconds"], last_line(said))


def _answer(words: Sequence[str], folder: Path, said: BinaryIO) -> bytes:
    """Return what the process that watches a command says of it; its input is open for as long as we live, so that it ends with us."""
    with subprocess.Popen(words, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said) as child:
        try:
            return child.stdout.read() if child.stdout else b""
        finally:
            if child.stdin:
                child.stdin.close()


def _read(answer: bytes, command: Sequence[str]) -> Any:
    try:
        came = json.loads(answer)
    except ValueError as error:
        raise Undecided(f"{command[0]!r} could not be watched", "the same command again") from error
    if "failed" in came:
        raise BadInput(f"{command[0]!r} cannot be started: {came['failed']}", "git config gov.advice.tests 'make test'")
    return came
