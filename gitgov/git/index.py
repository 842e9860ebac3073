"""The index: one sqlite file of rows derived from the ledger. Disposable: deleting it changes no answer.

It lies under the repository's git directory and never behind a ref, since refs can be planted by a hostile remote.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from gitgov.core.errors import GitgovError

SCHEMA = 12
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE answers (
  name TEXT PRIMARY KEY, state TEXT NOT NULL, until INTEGER NOT NULL, data TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE motions (
  id TEXT PRIMARY KEY, subject TEXT NOT NULL, pending INTEGER NOT NULL, target TEXT NOT NULL, head TEXT NOT NULL,
  branch TEXT NOT NULL, verified INTEGER NOT NULL, at INTEGER NOT NULL, data TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE series (
  id TEXT PRIMARY KEY, subject TEXT NOT NULL, name TEXT NOT NULL, phase TEXT NOT NULL, at INTEGER NOT NULL,
  names TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX by_subject ON motions (subject);
CREATE INDEX by_pending ON motions (pending) WHERE pending;
CREATE INDEX by_target ON motions (target) WHERE target != '';
"""


class Row(NamedTuple):
    """A motion as the index holds it; `data` is JSON that only its writer reads.

    `pending` is 2 while it is to be decided, 1 while it is to be carried out, 0 when nothing is left to do.
    """

    id: str
    subject: str
    pending: int
    target: str
    head: str
    branch: str
    verified: bool
    at: int
    data: str


class SeriesRow(NamedTuple):
    """A series of meetings as the index holds it: the name and phase of the last one, and all their names, a line each."""

    id: str
    subject: str
    name: str
    phase: str
    at: int
    names: str


class Answer(NamedTuple):
    """An answer that was given in a `state` of the repository, and that time does not change before `until`."""

    state: str
    until: int
    data: str


class Contents(NamedTuple):
    """What an index, or a part of it, is to hold."""

    motions: Sequence[Row]
    series: Sequence[SeriesRow] = ()


class DamagedIndexError(GitgovError):
    """The index cannot be read; it is derived, so it can be made anew."""


class UnwritableIndexError(GitgovError):
    """The index cannot be written, as on a read-only disk; what it would hold can be kept in memory."""


@contextmanager
def _whole() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise UnwritableIndexError(f"the index cannot be written: {error}") from error
    except sqlite3.DatabaseError as error:
        raise DamagedIndexError(f"the index is damaged: {error}", "it is made anew with the next command") from error


class Index(NamedTuple):
    """An opened index. Its methods raise `DamagedIndexError` where the file is damaged."""

    base: sqlite3.Connection

    def meta(self) -> dict[str, str]:
        """Return what the index was derived from."""
        with _whole():
            return dict(self.base.execute("SELECT name, value FROM meta"))

    def renew(self, subjects: Sequence[str] | None, contents: Contents, meta: Mapping[str, str]) -> None:
        """Replace the rows of `subjects` (of all, if nothing is given) and note what they were derived from."""
        with _whole(), self.base:
            for name in ("motions", "series"):
                if subjects is None:
                    self.base.execute(f"DELETE FROM {name}")  # noqa: S608 - a constant above
                else:
                    where = ((each,) for each in subjects)
                    self.base.executemany(f"DELETE FROM {name} WHERE subject = ?", where)  # noqa: S608 - as above
            self._insert(contents.motions)
            self.base.executemany("INSERT OR REPLACE INTO series VALUES (?, ?, ?, ?, ?, ?)", contents.series)
            self.base.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())

    def put(self, rows: Iterable[Row]) -> None:
        """Replace rows by their ids."""
        with _whole(), self.base:
            self._insert(rows)

    def note(self, meta: Mapping[str, str]) -> None:
        """Note further facts that what follows may rely on."""
        with _whole(), self.base:
            self.base.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())

    def answer(self, name: str) -> Answer | None:
        """Return an answer that was remembered."""
        with _whole():
            row = self.base.execute("SELECT state, until, data FROM answers WHERE name = ?", (name,)).fetchone()
        return Answer(*row) if row else None

    def remember(self, name: str, answer: Answer) -> None:
        """Remember an answer."""
        with _whole(), self.base:
            self.base.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", (name, *answer))

    def pending(self) -> list[Row]:
        """Return the motions still to be decided or enacted, oldest first."""
        return self._rows("WHERE pending ORDER BY at, id")

    def undecided(self) -> list[Row]:
        """Return the motions still to be decided, oldest first."""
        return self._rows("WHERE pending = 2 ORDER BY at, id")

    def all(self) -> list[Row]:
        """Return all motions, oldest first."""
        return self._rows("ORDER BY at, id")

    def targets(self) -> list[str]:
        """Return the refs that motions would open, or are about."""
        with _whole():
            found = [row[0] for row in self.base.execute("SELECT DISTINCT target FROM motions WHERE target != ''")]
        if not all(isinstance(target, str) for target in found):  # as in a file that was cut short
            raise DamagedIndexError(
                "the index is damaged: a target is no text", "it is made anew with the next command"
            )
        return found

    def series(self) -> list[SeriesRow]:
        """Return the series of meetings, oldest first."""
        with _whole():
            return [SeriesRow(*row) for row in self.base.execute("SELECT * FROM series ORDER BY at, id")]

    def called(self, word: str) -> list[Row]:
        """Return the motions whose id begins with a lowercase word."""
        return self._rows("WHERE id >= ? AND id < ? ORDER BY at, id", word, word + "g")

    def about(self, *, branch: str, target: str) -> list[Row]:
        """Return the motions about a branch, or for a target ref."""
        return self._rows("WHERE branch = ? OR target = ? ORDER BY at, id", branch, target)

    def for_target(self, target: str) -> list[Row]:
        """Return the motions that would open a ref."""
        return self._rows("WHERE target = ? ORDER BY at, id", target)

    def _insert(self, rows: Iterable[Row]) -> None:
        self.base.executemany(
            "INSERT OR REPLACE INTO motions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    row.id,
                    row.subject,
                    row.pending,
                    row.target,
                    row.head,
                    row.branch,
                    row.verified,
                    row.at,
                    row.data,
                )
                for row in rows
            ),
        )

    def _rows(self, where: str, *values: str) -> list[Row]:
        with _whole():
            found = self.base.execute(f"SELECT * FROM motions {where}", values).fetchall()  # noqa: S608 - a constant above
        return [Row(*row) for row in found]


def in_memory() -> Index:
    """Open an index that is gone with its process."""
    return Index(_connect(":memory:"))


def open_index(path: Path) -> Index:
    """Open the index, making it anew if it is absent, damaged or of another schema; in memory if nothing can be written."""
    for place in (str(path), str(path), ":memory:"):
        try:
            return Index(_connect(place))
        except sqlite3.DatabaseError:
            if place != ":memory:":
                discard(path)
    raise AssertionError("sqlite cannot work in memory")


def discard(path: Path) -> None:
    """Remove an index."""
    with suppress(OSError):  # on a read-only disk the index is kept in memory instead
        path.unlink(missing_ok=True)


def _connect(place: str) -> sqlite3.Connection:
    base = sqlite3.connect(place, timeout=10)
    try:
        base.execute("PRAGMA synchronous = OFF")
        if base.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
            _create(base)
    except sqlite3.DatabaseError:
        base.close()
        raise
    return base


def _create(base: sqlite3.Connection) -> None:
    with closing(base.cursor()) as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        if cursor.execute("PRAGMA user_version").fetchone()[0] == SCHEMA:
            base.rollback()  # another process was quicker
            return
        for name in ("answers", "motions", "series", "meta"):
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
        for statement in _TABLES.split(";"):
            cursor.execute(statement)
        cursor.execute(f"PRAGMA user_version = {SCHEMA}")
        base.commit()
