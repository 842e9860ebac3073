"""What came of merging pairs of commits, and other facts of commits, remembered by their ids: one sqlite file, which can be deleted.

Commits never change, so neither does what comes of two of them, for one version of git. Who may write this file may also write
hooks; still only reports read it, never the gate, and what is to land is merged again. A row that makes no sense is none.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing, suppress
from hashlib import sha256
from typing import Any

from gitgov.git.bases import Twosome
from gitgov.git.checks import FAILS, PASSES, Job, Outcome
from gitgov.git.collisions import HOWS, Lines, Spot
from gitgov.git.pairs import CLEAN, CONFLICT, Meeting
from gitgov.git.repository import Repository
from gitgov.git.run import run

FILE = "pairs.sqlite"
_SCHEMA = 2
_MOST = 200_000
"""Rows that are kept; where there would be more, those of earlier questions go."""
_CLEAN = "null"
_TABLES = """
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS pairs (
  one TEXT NOT NULL, other TEXT NOT NULL, spots TEXT NOT NULL, PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS checks (
  command TEXT NOT NULL, job TEXT NOT NULL, verdict TEXT NOT NULL, said TEXT NOT NULL, PRIMARY KEY (command, job)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (
  what TEXT NOT NULL, oid TEXT NOT NULL, said TEXT NOT NULL, PRIMARY KEY (what, oid)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS made (made_by TEXT NOT NULL);
"""


class PairCache:
    """The pairs that one version of git has merged in a repository."""

    def __init__(self, repo: Repository) -> None:
        self._path = repo.state / FILE
        self._made_by = f"{_SCHEMA} {run(repo.cwd, 'version').decode().strip()}"

    def read(self, tips: Collection[str]) -> dict[Twosome, Meeting]:
        """Return what is known of pairs of these commits; nothing where the file is absent, damaged or another git's."""
        wanted = set(tips)
        try:
            with closing(self._open()) as base:
                marks = ", ".join("?" * len(wanted))
                query = f"SELECT one, other, spots FROM pairs WHERE one IN ({marks})"  # noqa: S608 - marks only
                rows = base.execute(query, sorted(wanted)).fetchall()
        except sqlite3.DatabaseError:
            self._discard()
            return {}
        found = {(one, other): _meeting(spots) for one, other, spots in rows if other in wanted and one < other}
        return {pair: met for pair, met in found.items() if met}

    def write(self, met: Mapping[Twosome, Meeting]) -> None:
        """Remember what came of pairs: merges and conflicts only, as what was not here may come."""
        rows = [
            (*pair, _CLEAN if each.verdict == CLEAN else json.dumps(each.spots))
            for pair, each in met.items()
            if each.verdict in {CLEAN, CONFLICT}
        ]
        with suppress(sqlite3.DatabaseError), closing(self._open()) as base, base:
            held = base.execute("SELECT count(*) FROM pairs").fetchone()[0]
            if held + len(rows) > _MOST:
                base.execute("DELETE FROM pairs")
            base.executemany("INSERT OR REPLACE INTO pairs VALUES (?, ?, ?)", rows[:_MOST])

    def outcomes(self, command: Sequence[str]) -> dict[Job, Outcome]:
        """Return what a command has come to, by what it was run on."""
        try:
            with closing(self._open()) as base:
                query = "SELECT job, verdict, said FROM checks WHERE command = ?"
                rows = base.execute(query, [_digest(command)]).fetchall()
        except sqlite3.DatabaseError:
            self._discard()
            return {}
        return {
            tuple(str(job).split()): Outcome(verdict, str(said))
            for job, verdict, said in rows
            if verdict in (PASSES, FAILS)
        }

    def keep(self, command: Sequence[str], found: Mapping[Job, Outcome]) -> None:
        """Remember what a command came to, where it came to an end."""
        rows = [
            (_digest(command), " ".join(job), each.verdict, each.said)
            for job, each in found.items()
            if each.verdict in (PASSES, FAILS)
        ]
        with suppress(sqlite3.DatabaseError), closing(self._open()) as base, base:
            base.executemany("INSERT OR REPLACE INTO checks VALUES (?, ?, ?, ?)", rows)

    def facts(self, what: str) -> dict[str, str]:
        """Return what is remembered of one sort by object."""
        try:
            with closing(self._open()) as base:
                rows = base.execute("SELECT oid, said FROM facts WHERE what = ?", [what]).fetchall()
        except sqlite3.DatabaseError:
            self._discard()
            return {}
        return {str(oid): str(said) for oid, said in rows}

    def note(self, what: str, found: Mapping[str, str], without: Collection[str] = ()) -> None:
        """Remember what was found of one sort by object, where objects never change or whoever asks notices; forget some."""
        with suppress(sqlite3.DatabaseError), closing(self._open()) as base, base:
            base.executemany("DELETE FROM facts WHERE what = ? AND oid = ?", [(what, oid) for oid in without])
            base.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", [(what, *row) for row in found.items()])

    def _open(self) -> sqlite3.Connection:
        """Open the file; what another version of git or of this table wrote goes."""
        base = sqlite3.connect(self._path, timeout=10)
        try:
            base.executescript(_TABLES)
            if base.execute("SELECT made_by FROM made").fetchall() != [(self._made_by,)]:
                with base:
                    for table in ("pairs", "checks", "facts", "made"):
                        base.execute(f"DELETE FROM {table}")  # noqa: S608 - named here
                    base.execute("INSERT INTO made VALUES (?)", (self._made_by,))
        except sqlite3.DatabaseError:
            base.close()
            raise
        return base

    def _discard(self) -> None:
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _digest(command: Sequence[str]) -> str:
    """Return what a command is remembered by: its words may hold what is nobody's business."""
    return sha256(json.dumps([*command]).encode()).hexdigest()


def _meeting(spots: Any) -> Meeting | None:
    """Read a row, `null` for a clean merge; nothing where it does not make sense."""
    if spots == _CLEAN:
        return Meeting(CLEAN)
    try:
        rows = json.loads(spots)
        return Meeting(
            CONFLICT,
            tuple(Spot(str(path), _how(how), _lines(one), _lines(other)) for path, how, one, other in rows),
        )
    except (ValueError, TypeError):
        return None


def _how(word: Any) -> str:
    if word not in HOWS:
        raise ValueError(word)
    return str(word)


def _lines(ranges: Any) -> Lines:
    return tuple((int(first), int(last)) for first, last in ranges)
