"""Where a repository lies, and where git children find it again: its work tree need not be the folder around its git directory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pygit2
from pygit2.enums import RepositoryOpenFlag

from gitgov.core.errors import BadInput

_NAMED = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR")
_OURS = (*_NAMED, "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE")
_AS_NAMED = RepositoryOpenFlag.FROM_ENV | RepositoryOpenFlag.NO_SEARCH | RepositoryOpenFlag.NO_DOTGIT

_UNREAD = {
    "refstorage": "gitgov reads repositories with their refs in files only: git refs migrate --ref-format=files (git 2.46)",
    "partialclone": "gits before 2.25 have set that: git config remote.NAME.promisor true, with its value for NAME; "
    "then git config --unset extensions.partialclone",
}
"""What helps against extensions of a repository that libgit2 does not read."""


def opened(start: Path) -> pygit2.Repository:
    """Open the repository that git's environment names, else the one around `start`; raises `BadInput`.

    One that is found is opened from where it was found: only the file `.git` of a work tree says whose git directory lies elsewhere.
    """
    _say_in_full()
    named = os.environ.get("GIT_DIR")
    try:
        if named is not None:
            return pygit2.Repository(named, _AS_NAMED)
        if pygit2.discover_repository(str(start)) is None:
            raise BadInput(f"not in a git repository: {start}", "git init, or cd into one")
        return pygit2.Repository(str(start), RepositoryOpenFlag.FROM_ENV)
    except pygit2.GitError as error:
        where = f"around {start}" if named is None else repr(named)
        raise BadInput(f"cannot open the repository {where}: {error}", _what_helps(str(error))) from error


def _what_helps(said: str) -> str:
    """Return what helps where libgit2 does not read a repository as git may have made it, by what it said; else nothing."""
    if "object format" in said:
        return "gitgov reads repositories of SHA-1 only"
    if "unsupported extension" not in said:
        return ""
    known = (remedy for name, remedy in _UNREAD.items() if said.endswith(f"extensions.{name}"))
    return next(known, "gitgov reads no repository with that extension; git clone makes one without it")


def common_of(git: pygit2.Repository) -> Path:
    """Return the git directory that all work trees of a repository share."""
    if named := os.environ.get("GIT_COMMON_DIR"):
        return Path(named)
    path = Path(git.path)
    pointer = path / "commondir"
    return (path / pointer.read_text().strip()).resolve() if pointer.is_file() else path


def working_folder(git: pygit2.Repository, start: Path) -> Path:
    """Return the folder in which git children of a repository run: the top of its work tree, else its git directory.

    They must find the same repository from there. Where the work tree does not lead back to the git directory, they are told
    it; and a work tree that libgit2 only guesses, around the git directory, is none: for git it is then where one
    stands, if the environment names the git directory.
    """
    path = Path(git.path)
    tree = os.environ.get("GIT_WORK_TREE") or git.workdir
    if not tree:
        return path
    if leads_to(Path(tree), path):
        return Path(tree)
    if not os.environ.get("GIT_WORK_TREE") and "core.worktree" not in git.config:
        within = start.resolve().is_relative_to(path.resolve())
        return path if within or "GIT_DIR" not in os.environ else start.resolve()
    os.environ["GIT_DIR"] = str(path)
    return Path(tree)


def tree_of(common: Path) -> Path | None:
    """Return the main work tree of a repository, as far as its git directory tells: the one that it names, or lies in."""
    tree = pygit2.Repository(str(common), RepositoryOpenFlag.NO_SEARCH | RepositoryOpenFlag.NO_DOTGIT).workdir
    return Path(tree) if tree and leads_to(Path(tree), common) else None


def leads_to(tree: Path, path: Path) -> bool:
    """Say whether git, in a folder, takes a certain git directory for its own."""
    with suppress(pygit2.GitError, OSError):
        found = pygit2.discover_repository(str(tree))
        return found is not None and Path(found).samefile(path)
    return False


def _say_in_full() -> None:
    """Make what git's environment names absolute: children run in other folders than ours, and libgit2 asks it too."""
    for name in _NAMED:
        if place := os.environ.get(name):
            # libgit2 lists refs at the common directory and "refs/", joined by nothing
            ending = os.sep if name == "GIT_COMMON_DIR" else ""
            os.environ[name] = f"{Path(place).absolute()}{ending}"


@contextmanager
def elsewhere() -> Iterator[None]:
    """Forget for a while which repository git's environment names."""
    before = {name: os.environ.pop(name) for name in _OURS if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(before)
