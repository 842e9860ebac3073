"""Reading the ledger's objects so that a damaged one ends in words: which it is, and what brings it back.

libgit2 never comes back from some loose objects that were cut short, so these are looked at before it may read them.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import pygit2

from gitgov.core.errors import Undecided
from gitgov.git.repository import Repository

_UNREADABLE = (KeyError, ValueError, zlib.error, pygit2.GitError)


def damaged(repo: Repository, what: str, error: Exception | str) -> Undecided:
    """Say that an object is missing or damaged; `what` names it by its kind and id."""
    known = repo.remotes
    remote = repo.usual_remote if repo.usual_remote in known else next(iter(known), "A-MEMBERS-CLONE")
    path = _loose(repo, what.rpartition(" ")[2])
    remove = f"rm {path}; " if path.exists() else ""  # what is there is not fetched again, whatever it holds
    fetch = f"git fetch --no-filter --refetch {remote} '+refs/notes/gov/*:refs/gov/remotes/{remote}/present/*'"
    return Undecided(f"{what} is missing or damaged: {error}", f"git fsck names all that is; {remove}{fetch}")


def read_blob(repo: Repository, blob: pygit2.Oid) -> bytes:
    """Read a blob; raises `Undecided` where it is missing or damaged."""
    try:
        whole = _whole(repo, str(blob))
        return repo.git.odb.read(blob)[1] if whole is None else _content(whole, b"blob")
    except _UNREADABLE as error:
        raise damaged(repo, f"note {blob}", error) from error


def read_named(repo: Repository, oid: str) -> tuple[str, bytes]:
    """Read a commit or an annotated tag as its kind and content; raises `Undecided` where it is missing or damaged."""
    try:
        _whole(repo, oid)
        found = repo.git[oid]
        return found.type_str, found.read_raw()
    except _UNREADABLE as error:
        raise damaged(repo, f"object {oid}", error) from error


def tree_of(repo: Repository, commit: str) -> pygit2.Tree:
    """Return the tree of a notes commit; raises `Undecided` where either is missing or damaged."""
    try:
        _whole(repo, commit)
        found = repo.git[commit].peel(pygit2.Commit).tree_id
    except _UNREADABLE as error:
        raise damaged(repo, f"notes commit {commit}", error) from error
    return read_tree(repo, found)


def read_tree(repo: Repository, tree: pygit2.Oid) -> pygit2.Tree:
    """Read a tree of notes; raises `Undecided` where it is missing or damaged."""
    try:
        _whole(repo, str(tree))
        return repo.git[tree].peel(pygit2.Tree)
    except _UNREADABLE as error:
        raise damaged(repo, f"notes tree {tree}", error) from error


def _whole(repo: Repository, name: str) -> bytes | None:
    """Return what a loose object holds, nothing for a packed one; raises an error for one that was cut short."""
    try:
        packed = _loose(repo, name).read_bytes()
    except OSError:
        return None
    content = zlib.decompress(packed)
    head, _, body = content.partition(b"\0")
    if head.split()[-1:] != [b"%d" % len(body)]:
        raise ValueError(f"{name} is no whole object")
    return content


def _content(whole: bytes, kind: bytes) -> bytes:
    head, _, body = whole.partition(b"\0")
    if head.split()[0] != kind:
        raise ValueError(f"it is no {kind.decode()}")
    return body


def _loose(repo: Repository, name: str) -> Path:
    return repo.common / "objects" / name[:2] / name[2:]
