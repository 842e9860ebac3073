"""One merge after another, each upon the last, in a folder that is thrown away, to see whether all of them go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.git.borrowed import SETTINGS, borrowing, laid, lost, not_here, scratch
from gitgov.git.repository import Repository
from gitgov.git.run import GitFailedError, attempt


class Together(NamedTuple):
    """How far the merges went: the tree of all, or how many went before one conflicted, and in which files."""

    tree: str
    gone: int
    files: tuple[str, ...] = ()


def merge_together(repo: Repository, base: str, heads: Sequence[str]) -> Together:
    """Merge heads into a commit, each upon what came of those before; raises `Undecided` where an object is not here."""
    tip, tree = base, ""
    with borrowing(repo, keep=False, sha256=len(base) == 64, below=scratch()) as place:
        for gone, head in enumerate(heads):
            arguments = (*SETTINGS, "merge-tree", "--write-tree", "--no-messages", "--name-only", "-z", tip, head)
            done = attempt(place.folder, *arguments, env=place.env)
            said = done.stderr.decode(errors="replace")
            if oid := lost(said):
                raise not_here(repo, oid)
            if "unrelated histories" in said:
                raise BadInput(f"{head} shares no history with {base}")
            if done.returncode > 1:
                raise GitFailedError(arguments, done.returncode, said)
            tree, *names = done.stdout.decode(errors="replace").split("\0")
            if done.returncode:
                return Together("", gone, tuple(dict.fromkeys(filter(None, names))))
            tip, packed = laid(tree, tip, head)
            place.write(tip, packed)
    return Together(tree, len(heads))
