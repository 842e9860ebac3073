"""What changes between two commits: files and lines, whatever anybody's settings are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from gitgov.git.borrowed import borrowing, scratch
from gitgov.git.changes import RENAMES, Touched, read_touched, told
from gitgov.git.repository import Repository

_HUNK = re.compile(rb"@@ -[0-9]+(?:,[0-9]+)? \+([0-9]+)(?:,([0-9]+))? @@")


def between(repo: Repository, old: str, new: str) -> tuple[Touched, ...]:
    """Return what changes from one commit or tree to another; raises `Undecided` where something of them is not here."""
    with borrowing(repo, keep=False, sha256=len(new) == 64, below=scratch()) as place:
        output = told(place, "diff-tree", "-r", "--numstat", *RENAMES, "--end-of-options", old, new, "--")
    words = iter(output.decode(errors="replace").split("\0"))
    return tuple(read_touched(word, words) for word in words if word)


def lines_between(repo: Repository, old: str, new: str) -> dict[str, frozenset[int]]:
    """Return for each file that changes from one commit to another the lines of it, as it is in `new`, that were added or changed.

    Where lines only went, it is the line that they followed. Line 0, the file as a whole, is always among them.
    """
    with borrowing(repo, keep=False, sha256=len(new) == 64, below=scratch()) as place:
        patch = told(place, "diff-tree", "-r", "-p", "-U0", *RENAMES[1:], "--end-of-options", old, new, "--")
    numbers = [frozenset(line for _, line in rows) for _, rows in groupby(_numbered(patch), key=lambda row: row[0])]
    return dict(zip((each.path for each in between(repo, old, new)), numbers, strict=True))


def patch_between(repo: Repository, old: str, new: str) -> bytes:
    """Return what changes from one commit or tree to another as a patch, with three lines around each change."""
    with borrowing(repo, keep=False, sha256=len(new) == 64, below=scratch()) as place:
        return told(place, "diff-tree", "-r", "-p", *RENAMES[1:], "--end-of-options", old, new, "--")


def _numbered(patch: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield the head of each file's patch with line 0, and with the lines that the heads of hunks name; what is content begins with another sign.

    What was a file and becomes a link has two patches below the same head.
    """
    head = b""
    for row in patch.split(b"\n"):
        if row.startswith(b"diff --git "):
            head = row
            yield head, 0
        elif match := _HUNK.match(row):
            first, count = int(match[1]), int(match[2] or 1)
            yield from ((head, number) for number in range(first, first + max(1, count)))
