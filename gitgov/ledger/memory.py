"""A store in memory, for tests and for reasoning; it passes the same contract suite as the notes store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from gitgov.ledger.store import Entry, Wanted, whatever


class MemoryStore:
    """Lines in dictionaries; a watermark is a digest of the room."""

    def __init__(self) -> None:
        self._rooms: dict[str, dict[str, dict[bytes, None]]] = {}
        self._past: dict[str, dict[str, tuple[bytes, ...]]] = {}

    def append(self, entries: Sequence[Entry]) -> int:
        """Add lines and return how many were new."""
        new = 0
        for entry in entries:
            note = self._rooms.setdefault(entry.room, {}).setdefault(entry.subject, {})
            new += entry.line not in note
            note[entry.line] = None
        return new

    def lines(self, room: str, subject: str) -> tuple[bytes, ...]:
        """Return the lines on one subject in one room."""
        return tuple(self._rooms.get(room, {}).get(subject, ()))

    def every(self, room: str, wanted: Wanted = whatever) -> Iterable[tuple[str, tuple[bytes, ...]]]:
        """Return (subject, lines) for all of a room, or for the subjects that are wanted of it."""
        return [(subject, self.lines(room, subject)) for subject in self.subjects(room) if wanted(subject)]

    def subjects(self, room: str) -> Iterator[str]:
        """Return the subjects that have lines in a room."""
        return iter(sorted(self._rooms.get(room, {})))

    def tip(self, room: str) -> str:
        """Return a digest of the room, remembered so that `changed` can compare with it."""
        notes = {subject: self.lines(room, subject) for subject in self.subjects(room)}
        if not notes:
            return ""
        digest = hashlib.sha256(repr(notes).encode()).hexdigest()
        self._past[digest] = notes
        return digest

    def changed(self, room: str, since: str) -> Iterator[str]:
        """Return the subjects whose lines differ from those at watermark `since`."""
        old = self._past.get(since, {})
        return (subject for subject in self.subjects(room) if old.get(subject) != self.lines(room, subject))
