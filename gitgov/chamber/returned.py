"""The book of lines that came back: kept whole with the reason, out of the rooms, and not sent again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from gitgov.core.line import NotALineError, unseal
from gitgov.core.objection import Objection
from gitgov.git.repository import Repository


@dataclass(frozen=True, slots=True)
class Returned:
    """A line that a keeper refused, and why."""

    id: str
    line: bytes
    code: str
    what: str


def note(repo: Repository, refused: Sequence[tuple[bytes, Objection]]) -> None:
    """Write refused lines into the book of this clone."""
    if refused:
        with (repo.state / "returned").open("ab") as book:
            for line, why in refused:
                row = {"line": line.decode(errors="replace"), "code": why.code, "what": why.what}
                book.write(orjson.dumps(row) + b"\n")


def read(repo: Repository) -> list[Returned]:
    """Read the book, oldest first."""
    try:
        rows = (repo.state / "returned").read_bytes().splitlines()
    except FileNotFoundError:
        return []
    values = (orjson.loads(row) for row in rows if row)
    return [Returned(id_of(row["line"].encode()), row["line"].encode(), row["code"], row["what"]) for row in values]


def ids(repo: Repository) -> frozenset[str]:
    """Return the ids of the lines that came back."""
    return frozenset(row.id for row in read(repo))


def id_of(line: bytes) -> str:
    """Return a line's id, or nothing where it is none."""
    try:
        return unseal(line).id
    except NotALineError:
        return ""
