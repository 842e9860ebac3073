"""What comes in with a commit: how many commits, and which submodules are pinned to other ones."""

from __future__ import annotations

from typing import NamedTuple

import pygit2

from gitgov.core.errors import Undecided
from gitgov.git.history import fork
from gitgov.git.repository import Repository
from gitgov.git.run import run

_LINK = 0o160000


class Pin(NamedTuple):
    """A submodule by its path, and the commits that it is pinned to before and after; nothing where it is not there."""

    path: str
    old: str
    new: str


def commits_between(repo: Repository, base: str, head: str) -> int:
    """Count the commits that `head` adds to `base`."""
    return int(run(repo.cwd, "rev-list", "--count", head, f"^{base}", "--"))


def pins_of_merge(repo: Repository, base: str, head: str) -> tuple[Pin, ...]:
    """Return the pins that `head` has moved since it forked from `base`."""
    since = fork(repo, head, base)
    return pins_between(repo, since, head) if since else ()


def pins_between(repo: Repository, old: str, new: str) -> tuple[Pin, ...]:
    """Return the pins that differ between two commits or trees; raises `Undecided` where one is not here."""
    try:
        trees = [repo.git[each].peel(pygit2.Tree) for each in (old, new)]
        deltas = list(trees[0].diff_to_tree(trees[1]).deltas)
    except (KeyError, ValueError, pygit2.GitError) as error:
        raise Undecided(f"cannot compare {old} with {new}: {error}", "git fetch --unshallow, or git fsck") from error
    moved = (
        Pin(
            each.new_file.path or each.old_file.path,
            str(each.old_file.id) if each.old_file.mode == _LINK else "",
            str(each.new_file.id) if each.new_file.mode == _LINK else "",
        )
        for each in deltas
    )
    return tuple(each for each in moved if each.old or each.new)
