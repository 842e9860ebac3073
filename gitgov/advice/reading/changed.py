"""A change as the rules read it: files, the lines that were added, and what they were before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

LINK, MODULE, PROGRAM = 0o120000, 0o160000, 0o100755
"""Modes as git has them: a symbolic link, a submodule, a file that may be run."""


class Place(NamedTuple):
    """Where something was found: a line of a file at the head; line 0 is the whole file, and no path the whole change."""

    path: str = ""
    line: int = 0


class Touched(NamedTuple):
    """A file at the head of a change, or at its base where it is `gone`.

    `added` are the lines that came in, by their number; `shown` the numbers of all lines that the diff shows. `text` and `before` are the whole file now and at the
    base, nothing where it is binary, larger than what is read, or was not there. `mode` and `old_mode` are git's, 0 where there is no file; `size` is in bytes.
    """

    path: str
    added: tuple[tuple[int, str], ...] = ()
    shown: frozenset[int] = frozenset()
    text: str | None = None
    before: str | None = None
    mode: int = 0o100644
    old_mode: int = 0
    size: int = 0
    binary: bool = False
    removed: int = 0

    @property
    def gone(self) -> bool:
        """Whether the change removes it."""
        return not self.mode

    @property
    def new(self) -> bool:
        """Whether the base did not have it."""
        return not self.old_mode

    @property
    def plain(self) -> bool:
        """Whether it is a file at the head, rather than a link or a submodule."""
        return not self.gone and self.mode not in (LINK, MODULE)

    def at(self, line: int) -> Place:
        """Return a line of it as a place, the whole file where the diff does not show that line."""
        return Place(self.path, line if line in self.shown else 0)


Changed = tuple[Touched, ...]


def readable(changed: Changed, *endings: str) -> Iterator[Touched]:
    """Yield the files at the head whose text is known; with endings of names only those."""
    for each in changed:
        if each.plain and each.text is not None and (not endings or each.path.endswith(endings)):
            yield each
