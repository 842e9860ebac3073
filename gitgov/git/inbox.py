"""The inbox: submissions as one small commit on a ref of its own. When the ref exists, what it holds is safe."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pygit2
from pygit2.enums import FileMode, ObjectType

from gitgov.core.ids import Oid
from gitgov.git.notes import split
from gitgov.git.repository import Repository

INBOX = "refs/gov/inbox/"
REFUSED = "refs/gov/refused/"
LARGEST = 256 * 1024 * 1024
"""Bytes of a submission beyond which it is set aside unread."""


class Submission(NamedTuple):
    """An inbox ref and the lines that it brings."""

    ref: str
    oid: Oid
    lines: tuple[bytes, ...]

    @property
    def id(self) -> str:
        """The last part of the ref's name."""
        return self.ref.rsplit("/", 1)[1]


def write(repo: Repository, lines: Sequence[bytes]) -> tuple[str, str]:
    """Write a parentless commit that holds `lines`, and return its inbox id and commit; it is on no ref yet.

    Both depend on the lines alone, so that trying again is the same submission.
    """
    content = b"".join(line + b"\n" for line in sorted(lines))
    return hashlib.sha256(content).hexdigest()[:32], commit(
        repo, {"lines": content}, 0, f"gitgov: {len(lines)} submitted"
    )


def commit(repo: Repository, files: Mapping[str, bytes], now: int, message: str) -> str:
    """Write a parentless commit with a flat tree of `files`; raises `OSError` where the disk takes none."""
    who = pygit2.Signature("gitgov", "gitgov@localhost", now, 0)
    try:
        builder = repo.git.TreeBuilder()
        for name, content in files.items():
            builder.insert(name, repo.git.create_blob(content), FileMode.BLOB)
        return str(repo.git.create_commit(None, who, who, message, builder.write(), []))
    except pygit2.GitError as error:  # libgit2 may say of a full disk what it said of something before
        raise OSError(str(error)) from error


def read(repo: Repository, prefix: str = INBOX) -> list[Submission]:
    """Read every submission under a prefix; one that is not of the form brings no lines."""
    return [Submission(ref, oid, _lines(repo, oid)) for ref, oid in sorted(repo.refs(prefix).items())]


def older(repo: Repository, prefix: str, than: int) -> dict[str, Oid]:
    """Return the refs under a prefix whose commits were made before an instant."""
    return {ref: oid for ref, oid in repo.refs(prefix).items() if repo.git[oid].peel(pygit2.Commit).commit_time < than}


def _lines(repo: Repository, oid: str) -> tuple[bytes, ...]:
    content = file(repo, oid, "lines")
    return split(content) if content is not None else ()


def file(repo: Repository, oid: str, name: str) -> bytes | None:
    """Return a file of a commit's top folder, or nothing."""
    try:
        entry = repo.git[oid].peel(pygit2.Tree)[name]
        kind, size = repo.git.odb.read_header(entry.id)
    except (KeyError, ValueError, pygit2.GitError):
        return None
    if kind != ObjectType.BLOB or size > LARGEST:
        return None
    return repo.git.odb.read(entry.id)[1]
