"""One merge after another, each upon the last, in a folder that is thrown away, to see whether all of them go."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.git.borrowed import SETTINGS, borrowing, lost, not_here
from gitgov.git.pairs import scratch
from gitgov.git.repository import Repository
from gitgov.git.run import GitFailedError, attempt, run

_NOBODY = "gitgov <gitgov@localhost> 0 +0000"


class Together(NamedTuple):
    """How far the merges went: the tree of all, or how many went before one conflicted, and in which files."""

    tree: str
    gone: int
    files: tuple[str, ...] = ()


def merge_together(repo: Repository, base: str, heads: Sequence[str]) -> Together:
    """Merge heads into a commit, each upon what came of those before; raises `Undecided` where an object is not here."""
    tip, tree = base, ""
    with tempfile.TemporaryDirectory(prefix="gitgov-", dir=scratch()) as name:
        folder = Path(name)
        env = borrowing(repo, folder, keep=False, sha256=len(base) == 64)
        for place, head in enumerate(heads):
            arguments = (*SETTINGS, "merge-tree", "--write-tree", "--no-messages", "--name-only", "-z", tip, head)
            done = attempt(folder, *arguments, env=env)
            said = done.stderr.decode(errors="replace")
            if oid := lost(said):
                raise not_here(repo, oid)
            if "unrelated histories" in said:
                raise BadInput(f"{head} shares no history with {base}")
            if done.returncode > 1:
                raise GitFailedError(arguments, done.returncode, said)
            tree, *names = done.stdout.decode(errors="replace").split("\0")
            if done.returncode:
                return Together("", place, tuple(dict.fromkeys(filter(None, names))))
            made = f"tree {tree}\nparent {tip}\nparent {head}\nauthor {_NOBODY}\ncommitter {_NOBODY}\n\nx\n"
            tip = (
                run(folder, "hash-object", "-t", "commit", "-w", "--stdin", stdin=made.encode(), env=env)
                .decode()
                .strip()
            )
    return Together(tree, len(heads))
