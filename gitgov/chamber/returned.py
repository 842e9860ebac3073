"""The book of lines that came back: kept whole with the reason, by remote, and not sent there again.

They leave the rooms where the remote is the one that decides for this clone (`chamber.elsewhere.decides`); what another has sent
back stays in them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

import orjson

from gitgov.core.errors import Undecided
from gitgov.core.line import NotALineError, unseal
from gitgov.core.objection import Objection
from gitgov.git.repository import Repository


class Returned(NamedTuple):
    """A line that a keeper refused, and why; `remote` is whose, nothing where that was not written down; `kept` says that it stays in the rooms."""

    id: str
    line: bytes
    code: str
    what: str
    remote: str = ""
    kept: bool = False


def note(repo: Repository, refused: Sequence[tuple[bytes, Objection]], remote: str = "", *, kept: bool = False) -> None:
    """Write lines that a remote refused into the book of this clone, by one write that reaches the disk.

    Raises `Undecided` if the disk takes less; what it took is passed over, and the lines come back again.
    """
    if not refused:
        return
    whose = {"remote": remote, "kept": kept}
    rows = [
        {"line": line.decode(errors="replace"), "code": why.code, "what": why.what, **whose} for line, why in refused
    ]
    content = b"".join(orjson.dumps(row) + b"\n" for row in rows)
    try:
        handle = os.open(repo.state / "returned", os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            content = after_torn_row(handle) + content
            whole = os.write(handle, content) == len(content)
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise Undecided(f"cannot write down what came back: {error.strerror}", "check the disk, then again") from error
    if not whole:
        raise Undecided("cannot write down all that came back: the disk is full", "make room, then again")


def after_torn_row(handle: int) -> bytes:
    """Return what separates new rows from a last one whose writer was killed."""
    size = os.fstat(handle).st_size
    return b"" if not size or os.pread(handle, 1, size - 1) == b"\n" else b"\n"


def read(repo: Repository) -> list[Returned]:
    """Read the book, oldest first; a row that is not whole was never relied upon, and is passed over."""
    try:
        rows = (repo.state / "returned").read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    return [found for row in rows if row and (found := _read(row))]


def _read(row: bytes) -> Returned | None:
    try:
        value = orjson.loads(row)
        line = value["line"].encode()
        whose = str(value.get("remote", "")), value.get("kept") is True  # earlier versions wrote neither
        return Returned(id_of(line), line, str(value["code"]), str(value["what"]), *whose)
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError, RecursionError):
        return None


def ids(repo: Repository, remote: str = "") -> frozenset[str]:
    """Return the ids of the lines that came back and have left the rooms, with those that a remote has sent back."""
    return frozenset(row.id for row in read(repo) if not row.kept or row.remote == remote)


def id_of(line: bytes) -> str:
    """Return a line's id, or nothing where it is none."""
    try:
        return unseal(line).id
    except NotALineError:
        return ""
