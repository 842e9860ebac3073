"""The files of a change with their text, for rules that read them: by content alone, whatever attributes a branch gives them."""

from __future__ import annotations

from typing import NamedTuple

import pygit2

from gitgov.git.diffs import compared
from gitgov.git.repository import Repository

_MODULE = 0o160000
_MODES = frozenset({0o100644, 0o100755, 0o120000, _MODULE})


class FileRead(NamedTuple):
    """A file of a change as git has it; the fields are those of `advice.reading.changed.Touched`, which the chamber makes of it."""

    path: str
    added: tuple[tuple[int, str], ...]
    shown: frozenset[int]
    text: str | None
    before: str | None
    mode: int
    old_mode: int
    size: int
    binary: bool
    removed: int


class _Content(NamedTuple):
    """A blob as it was read: nothing as `text` where it is binary, or larger than what is read."""

    blob: pygit2.Blob | None = None
    text: str | None = None
    size: int = 0
    binary: bool = False


def files_of(repo: Repository, tip: str, head: str, most: int) -> list[FileRead]:
    """Read the files that a head changes since it left a tip, none of more than so many bytes; raises `Undecided` where one is not here.

    A file that only moved has no added lines, as its content was there.
    """
    with compared(repo, tip, head) as (git, _, diff):
        deltas = list(diff.deltas)
        gone = {str(each.old_file.id) for each in deltas if each.status == pygit2.enums.DeltaStatus.DELETED}
        return [_read(git, each, most, moved=str(each.new_file.id) in gone) for each in deltas]


def _read(git: pygit2.Repository, delta: pygit2.DiffDelta, most: int, *, moved: bool) -> FileRead:
    deleted = delta.status == pygit2.enums.DeltaStatus.DELETED
    new = delta.status == pygit2.enums.DeltaStatus.ADDED
    now = _Content() if deleted else _content(git, delta.new_file, most)
    before = _Content() if new else _content(git, delta.old_file, most)
    added, shown, removed = _lines(before, now)
    return FileRead(
        (delta.old_file if deleted else delta.new_file).raw_path.decode(errors="backslashreplace"),
        () if moved and new else added,
        shown,
        now.text,
        before.text,
        0 if deleted else _mode(delta.new_file),
        0 if new else _mode(delta.old_file),
        now.size,
        now.binary,
        removed,
    )


def _mode(file: pygit2.DiffFile) -> int:
    return int(file.mode) if int(file.mode) in _MODES else 0o100644


def _content(git: pygit2.Repository, file: pygit2.DiffFile, most: int) -> _Content:
    if int(file.mode) == _MODULE:
        return _Content()
    blob = git[file.id]
    if not isinstance(blob, pygit2.Blob) or blob.size > most:
        return _Content(None, None, getattr(blob, "size", 0), bool(getattr(blob, "is_binary", False)))
    binary = bool(blob.is_binary)
    return _Content(blob, None if binary else blob.data.decode(errors="replace"), blob.size, binary)


def _lines(before: _Content, now: _Content) -> tuple[tuple[tuple[int, str], ...], frozenset[int], int]:
    """Return the lines that came in, by number, the numbers of all that a diff shows, and how many lines went."""
    if now.text is None or now.blob is None:
        return (), frozenset(), before.text.count("\n") if before.text and now.blob is None else 0
    rows = now.text.removesuffix("\n").split("\n") if now.text else []
    if before.text is None or before.blob is None:
        return tuple(enumerate(rows, 1)), frozenset(range(1, len(rows) + 1)), 0
    patch = before.blob.diff(now.blob)
    added = [line.new_lineno for hunk in patch.hunks for line in hunk.lines if line.origin == "+"]
    shown = (range(hunk.new_start, hunk.new_start + hunk.new_lines) for hunk in patch.hunks)
    return (
        tuple((line, rows[line - 1]) for line in added),
        frozenset(n for each in shown for n in each),
        patch.line_stats[2],
    )
