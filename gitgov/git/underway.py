"""What is under way in a work tree, as `git status` says it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pygit2
from pygit2.enums import RepositoryState

from gitgov.git.repository import Repository
from gitgov.git.run import run

_DOING = {
    RepositoryState.MERGE: "merge",
    RepositoryState.REVERT: "revert",
    RepositoryState.REVERT_SEQUENCE: "revert",
    RepositoryState.CHERRYPICK: "cherry-pick",
    RepositoryState.CHERRYPICK_SEQUENCE: "cherry-pick",
    RepositoryState.BISECT: "bisection",
    RepositoryState.REBASE: "rebase",
    RepositoryState.REBASE_INTERACTIVE: "rebase",
    RepositoryState.REBASE_MERGE: "rebase",
    RepositoryState.APPLY_MAILBOX: "series of patches",
    RepositoryState.APPLY_MAILBOX_OR_REBASE: "rebase",
}


class Underway(NamedTuple):
    """What has stopped half way, how many files are in conflict and how many others changed, and the branch that is followed, if any.

    `ahead` and `behind` are the commits that are beyond it, and that it has besides. Files that git does not know do not count.
    """

    doing: str = ""
    unmerged: int = 0
    changed: int = 0
    upstream: str = ""
    ahead: int = 0
    behind: int = 0


def underway(repo: Repository) -> Underway:
    """Read the state of the work tree; nothing where none is known. No lock is taken."""
    if repo.treeless:
        return Underway()
    how = ("--porcelain=v2", "--branch", "-z", "--untracked-files=no", "--ahead-behind")
    rows = run(repo.cwd, "--no-optional-locks", "status", *how).decode(errors="replace").split("\0")
    said = dict(row.removeprefix("# ").split(" ", 1) for row in rows if row.startswith("# "))
    apart = said.get("branch.ab", "+0 -0").split()
    doing = _DOING.get(RepositoryState(pygit2.Repository(repo.git.path).state()), "")
    return Underway(
        doing,
        sum(row.startswith("u ") for row in rows),
        sum(row.startswith(("1 ", "2 ")) for row in rows),
        said.get("branch.upstream", "") if "branch.ab" in said else "",
        abs(int(apart[0])),
        abs(int(apart[1])),
    )


def gone_worktrees(repo: Repository) -> int:
    """Count the work trees that git would forget, as their folders are gone."""
    rows = run(repo.cwd, "worktree", "list", "--porcelain", "-z").split(b"\0")
    return sum(row.startswith(b"prunable") for row in rows)


def fetched_at(repo: Repository) -> int:
    """Return when something was last fetched, in seconds; 0 where nothing ever was."""
    for place in (Path(repo.git.path), repo.common):
        try:
            return int((place / "FETCH_HEAD").stat().st_mtime)
        except OSError:
            continue
    return 0
