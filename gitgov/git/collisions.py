"""Where two commits collide: which files, and which lines of each, as git marks them in the merge that it could not make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pygit2

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
"""A line, as git counts them."""
_BEGIN, _MIDDLE, _END = b"<<<<<<< ", b"=======", b">>>>>>> "
_GONE = {frozenset("12"): "gone in other", frozenset("13"): "gone in one", frozenset("23"): "made in both"}
"""What has happened to a path, by the stages that git lists: 1 the base, 2 one commit, 3 the other."""
_BOTH = "changed in both"
HOWS = (_BOTH, *_GONE.values(), "moved")

Lines = tuple[tuple[int, int], ...]
"""Ranges of line numbers from 1, first and last."""


class Spot(NamedTuple):
    """A file in which two commits collide, how, and the lines of each commit's own file; none where git marks none."""

    path: str
    how: str
    one: Lines = ()
    other: Lines = ()

    def swapped(self) -> Spot:
        """Return the same as seen from the other side."""
        turned = {"gone in one": "gone in other", "gone in other": "gone in one"}
        return Spot(self.path, turned.get(self.how, self.how), self.other, self.one)


class Stages(NamedTuple):
    """What git lists of a path that conflicts: for each stage the mode and the object."""

    path: bytes
    held: Mapping[str, tuple[str, str]]


def read_stages(fields: Iterable[bytes]) -> list[Stages]:
    """Read the entries of `merge-tree -z`: `mode object stage`, a tab and the path; those of a path together."""
    found: dict[bytes, dict[str, tuple[str, str]]] = {}
    for field in fields:
        entry, _, path = field.partition(b"\t")
        mode, oid, stage = entry.decode().split()
        found.setdefault(path, {})[stage] = (mode, oid)
    return [Stages(path, held) for path, held in found.items()]


def spot(git: pygit2.Repository, tree: str, stages: Stages) -> Spot:
    """Describe where a path collides; `git` reads the tree with git's marks, and the files of both commits."""
    how = _BOTH if len(stages.held) == 3 else _GONE.get(frozenset(stages.held), "moved")
    path = stages.path.decode(errors="replace")
    files = [stages.held[stage][1] for stage in "23" if stages.held.get(stage, ("",))[0].startswith("100")]
    if len(files) < 2:
        return Spot(path, how)
    try:
        marked = git[git[tree].peel(pygit2.Tree)[stages.path.decode()].id].peel(pygit2.Blob).data
        one, other = (git[oid].peel(pygit2.Blob).data for oid in files)
    except (KeyError, ValueError, pygit2.GitError):  # no file, an object that is not here, a name that is not UTF-8
        return Spot(path, how)
    pieces = list(_pieces(marked))
    return Spot(path, how, _lines(pieces, 0, one), _lines(pieces, 1, other))


class _Piece(NamedTuple):
    """Lines that both have, or what each has between git's marks."""

    sides: tuple[list[bytes], list[bytes]]
    conflict: bool


def _pieces(marked: bytes) -> Iterator[_Piece]:
    """Take a file with git's marks apart."""
    common: list[bytes] = []
    sides: tuple[list[bytes], list[bytes]] | None = None
    place = 0
    for line in _LINE.findall(marked):
        if sides is None and line.startswith(_BEGIN):
            yield _Piece((common, common), conflict=False)
            common, sides, place = [], ([], []), 0
        elif sides is None:
            common.append(line)
        elif not place and line.rstrip(b"\r\n") == _MIDDLE:
            place = 1
        elif place and line.startswith(_END):
            yield _Piece(sides, conflict=True)
            sides = None
        else:
            sides[place].append(line)
    yield _Piece((common, common), conflict=False)


def _lines(pieces: Sequence[_Piece], side: int, own: bytes) -> Lines:
    """Find the lines of a side's own file that stand between marks; none where they do not stand there.

    The marked file, resolved to this side, differs from its own only in what the other side changed cleanly.
    """
    resolved: list[bytes] = []
    ranges = []
    for piece in pieces:
        first = len(resolved) + 1
        resolved += piece.sides[side]
        if piece.conflict:
            ranges.append((first, max(first, len(resolved))))
    if not ranges:
        return ()
    hunks = _hunks(b"".join(resolved), own)
    return tuple(
        (first + (by := sum(more for start, more in hunks if start < first)), last + by) for first, last in ranges
    )


def _hunks(resolved: bytes, own: bytes) -> list[tuple[int, int]]:
    """Return after which lines of one file there are how many more in another."""
    if resolved == own:
        return []
    patch = pygit2.Patch.create_from(resolved, own, context_lines=0)
    return [(each.old_start, each.new_lines - each.old_lines) for each in patch.hunks]
