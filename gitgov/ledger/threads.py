"""Telling by their bytes which lines are of threads of one kind, so that nobody has to decode the others.

Bytes of an event are canonical: its fields stand in one order and one spelling, and a quote within a text is escaped. So of a
line that `decode` takes the answer is exact. Of any other it proves nothing, and whoever decodes it will refuse it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gitgov.core.line import split_off

_THREAD = b',"thread":"'
_LENGTH = 64  # hex digits of an id


class Sieve(NamedTuple):
    """What lets the lines of threads pass which an event of one kind opens: how its kind is spelt, and the threads' ids."""

    kind: bytes
    threads: frozenset[bytes]

    def holds(self, line: bytes) -> bool:
        """Say whether a line is of such a thread. Where a body spells out the kind of another event, one more passes."""
        thread = _thread_in(line)
        return thread in self.threads if thread else self.kind in line


def opened_by(kind: str, lines: Iterable[bytes]) -> Sieve:
    """Return what tells the threads that events of a kind open among all these lines: O(bytes)."""
    spelt = f'"kind":"{kind}"'.encode()
    openings = (split_off(line) for line in lines if not _thread_in(line) and spelt in line)
    return Sieve(spelt, frozenset(each.id.encode() for each in openings if each))


def _thread_in(line: bytes) -> bytes:
    """Return the thread that a line names; nothing where it opens one. It stands last: a version, a key and a signature follow."""
    place = line.rfind(_THREAD) + len(_THREAD)
    return line[place : line.find(b'"', place, place + _LENGTH + 1)]
