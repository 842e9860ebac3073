"""How probable a conflict is: git says it outright, by making the merge, so that it is 0 or 1."""

from __future__ import annotations

from gitgov.advice.advisers.risk import Conflict
from gitgov.core.errors import Undecided
from gitgov.git.history import fork
from gitgov.git.repository import Repository
from gitgov.git.together import merge_together


def conflict_of(repo: Repository, head: str, onto: str) -> Conflict:
    """Return the probability that merging `head` into `onto` conflicts, as `git merge-tree --write-tree` says it, and in which files.

    Two commits that share no history are not merged: 1. What is not here leaves it unknown, with what would bring it.
    """
    try:
        if not fork(repo, head, onto):
            return Conflict(1, why=": they share no history")
        found = merge_together(repo, onto, [head])
    except Undecided as error:
        return Conflict(None, why=str(error))
    return Conflict(0 if found.tree else 1, found.files)
