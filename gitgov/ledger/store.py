"""The port to where lines lie. Implementations: `ledger.memory.MemoryStore`, `git.notes.NotesStore`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Entry:
    """A line, the room it belongs in and the commit that it annotates."""

    room: str
    subject: str
    line: bytes

    def __post_init__(self) -> None:
        """Refuse what could not be told apart in a note; raises `ValueError`."""
        if not self.line or b"\n" in self.line:
            raise ValueError("an entry is one line, not empty, without its newline")


Wanted = Callable[[str], bool]
"""Whether a subject is wanted."""


def whatever(_subject: str) -> bool:
    """Want every subject."""
    return True


class Store(Protocol):
    """A grow-only set of lines for each room and subject.

    A line once appended is never lost or changed; appending it again changes nothing. Reading never raises for an
    absent room or subject: it yields nothing. Order of lines has no meaning.
    """

    def append(self, entries: Sequence[Entry]) -> int:
        """Add lines and return how many were new. When it returns they are safe; when it raises, none is half there."""

    def lines(self, room: str, subject: str) -> tuple[bytes, ...]:
        """Return the lines on one subject in one room."""

    def every(self, room: str, wanted: Wanted = whatever) -> Iterable[tuple[str, tuple[bytes, ...]]]:
        """Return (subject, lines) for all of a room, or for the subjects that are wanted of it; O(room)."""

    def subjects(self, room: str) -> Iterator[str]:
        """Return the subjects that have lines in a room."""

    def tip(self, room: str) -> str:
        """Return a watermark: equal tips mean equal rooms; empty for an absent room."""

    def changed(self, room: str, since: str) -> Iterator[str]:
        """Return the subjects whose lines may differ from those at watermark `since`; all of them if it is unknown."""
