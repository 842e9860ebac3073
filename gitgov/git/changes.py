"""What every commit of a history changed, in one pass of one child: files, lines and names, with who made it when, as numbers.

As in an empty repository that borrows this one's objects: no setting or attribute of anybody's takes part. Addresses of people are
read to tell authors apart, and become numbers here, so that no name leaves this file.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from tempfile import TemporaryFile
from typing import NamedTuple

from gitgov.core.errors import GitgovError, Undecided
from gitgov.git.borrowed import Borrowed, borrowing, scratch
from gitgov.git.history import shallow_ends
from gitgov.git.repository import Repository
from gitgov.git.run import PLAIN, GitFailedError, attempt

_RENAMES = ("-z", "-M50%", "-l1000", "--no-ext-diff", "--no-textconv", "--diff-algorithm=myers")
"""Said outright, as git's defaults are: a file is renamed where half of it is the same."""
_FIELDS = ("%H", "%P", "%ae", "%ad", "%ct", "%B")
_LOG = (
    "-c", "trailer.separators=:", "log", "--topo-order", "--no-show-signature", "--no-mailmap", "--encoding=UTF-8", "--date=raw",
    f"--format={'%x00'.join((*_FIELDS, ''))}", "--numstat", *_RENAMES, "--stdin",
)  # fmt: skip
_CHUNK, _OFTEN = 1 << 18, 1_000
_UNREAD = re.compile(r"(?:unable to read|could not read|missing blob object) '?([0-9a-f]{40,64})", re.IGNORECASE)
"""How git names an object that a partial clone has left out, or that was lost."""
_HUNK = re.compile(rb"@@ -[0-9]+(?:,[0-9]+)? \+([0-9]+)(?:,([0-9]+))? @@")
_DATE = re.compile(r"(-?[0-9]{1,15}) ([+-])([0-9]{2})([0-9]{2})", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,15}", re.ASCII)


Tell = Callable[[int, int], None]
"""What is told how far it is: how many are done, and how many there are."""


class Touched(NamedTuple):
    """A file that a commit changed: lines added and removed, of a binary file none, and the name that it had `before`, if another."""

    path: str
    lines: int
    before: str = ""
    binary: bool = False


class Change(NamedTuple):
    """A commit, and what it changed against its parent; one that begins a history changed nothing into all that it has.

    `author` is a number, the same for the same address in one reading only. Instants are in seconds, `zone` is what the author's
    clock was ahead of UTC, in minutes. A merge changes nothing by itself: what came in with it is read commit by commit. A commit
    is `cut` where a shallow clone ends, so that nobody can tell what it changed.
    """

    oid: str
    parents: tuple[str, ...]
    author: int
    authored: int
    zone: int
    committed: int
    message: str
    files: tuple[Touched, ...]
    cut: bool = False


def quietly(_done: int, _all: int) -> None:
    """Tell nobody how far it is."""


def changes(repo: Repository, tips: Iterable[str], tell: Tell = quietly) -> list[Change]:
    """Read all commits that some commits reach, parents before children; raises `Undecided` where something of them is not here.

    `tell` hears now and then how many were read, of how many.
    """
    asked = list(dict.fromkeys(tips))
    if not asked:
        return []
    ends, listing = frozenset(shallow_ends(repo)), "".join(f"{oid}\n" for oid in asked).encode()
    with borrowing(repo, keep=False, sha256=len(asked[0]) == 64, below=scratch()) as place:
        if ends:
            (place.folder / "shallow").write_text("".join(f"{oid}\n" for oid in sorted(ends)))
        count = int(_told(place, "rev-list", "--count", "--stdin", stdin=listing))
        found = list[Change]()
        for each in _read(_words(place, listing), ends):
            found.append(each)
            if not len(found) % _OFTEN or len(found) == count:
                tell(len(found), count)
    return found[::-1]


def _words(place: Borrowed, listing: bytes) -> Iterator[str]:
    """Yield what the log says between its NULs, while git is still at it: the whole of a long history would be much to hold."""
    settings = {name: value for name, value in {**os.environ, **PLAIN, **place.env}.items() if value is not None}
    with TemporaryFile() as asked, TemporaryFile() as said:
        asked.write(listing)
        asked.seek(0)
        with subprocess.Popen(
            ["git", *_LOG], cwd=place.folder, env=settings, stdin=asked, stdout=subprocess.PIPE, stderr=said
        ) as child:
            left = b""
            while child.stdout is not None and (data := child.stdout.read(_CHUNK)):
                whole, nul, left = (left + data).rpartition(b"\0")
                if nul:
                    yield from whole.decode(errors="replace").split("\0")
        said.seek(0)
        if child.returncode:
            raise _why_not_read(_LOG, child.returncode, said.read())


def between(repo: Repository, old: str, new: str) -> tuple[Touched, ...]:
    """Return what changes from one commit or tree to another; raises `Undecided` where something of them is not here."""
    with borrowing(repo, keep=False, sha256=len(new) == 64, below=scratch()) as place:
        output = _told(place, "diff-tree", "-r", "--numstat", *_RENAMES, "--end-of-options", old, new, "--")
    words = iter(output.decode(errors="replace").split("\0"))
    return tuple(_touched(word, words) for word in words if word)


def lines_between(repo: Repository, old: str, new: str) -> dict[str, frozenset[int]]:
    """Return for each file that changes from one commit to another the lines of it, as it is in `new`, that were added or changed.

    Where lines only went, it is the line that they followed. Line 0, the file as a whole, is always among them.
    """
    with borrowing(repo, keep=False, sha256=len(new) == 64, below=scratch()) as place:
        patch = _told(place, "diff-tree", "-r", "-p", "-U0", *_RENAMES[1:], "--end-of-options", old, new, "--")
    numbers = [frozenset(line for _, line in rows) for _, rows in groupby(_numbered(patch), key=lambda row: row[0])]
    return dict(zip((each.path for each in between(repo, old, new)), numbers, strict=True))


def patch_between(repo: Repository, old: str, new: str) -> bytes:
    """Return what changes from one commit or tree to another as a patch, with three lines around each change."""
    with borrowing(repo, keep=False, sha256=len(new) == 64, below=scratch()) as place:
        return _told(place, "diff-tree", "-r", "-p", *_RENAMES[1:], "--end-of-options", old, new, "--")


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


def _told(place: Borrowed, *arguments: str, stdin: bytes = b"") -> bytes:
    done = attempt(place.folder, *arguments, stdin=stdin, env=place.env)
    if done.returncode:
        raise _why_not_read(arguments, done.returncode, done.stderr)
    return done.stdout


def _why_not_read(arguments: tuple[str, ...], status: int, stderr: bytes) -> GitgovError:
    said = stderr.decode(errors="replace")
    if match := _UNREAD.search(said):
        what = f"object {match[1]}, which a commit of this history changed, is not here"
        return Undecided(what, "git fetch --refetch --no-filter, or git fsck; then again")
    return GitFailedError(arguments, status, said)


def _read(words: Iterator[str], ends: frozenset[str]) -> Iterator[Change]:
    """Read the log: six fields of a commit, an empty word, and its files, each of which has tabs in it, as no id has."""
    authors: dict[str, int] = {}
    oid = next(words, "")
    while oid:
        parents, address, date, committed, message = (next(words, "") for _ in range(5))
        files, word = list[Touched](), next(words, "")
        while "\t" in (word := word or next(words, "")):
            files.append(_touched(word, words))
            word = ""
        authored, zone = _dated(date)
        cut = oid in ends
        yield Change(
            oid,
            tuple(parents.split()),
            authors.setdefault(address.lower(), len(authors)),
            authored,
            zone,
            int(committed) if _NUMBER.fullmatch(committed) else 0,
            message,
            () if cut else tuple(files),
            cut,
        )
        oid = word


def _touched(word: str, words: Iterator[str]) -> Touched:
    """Read a row of `--numstat -z`: two numbers, and a name, or nothing and then the two names of a file that was renamed."""
    added, removed, path = word.lstrip("\n").split("\t", 2)
    before = "" if path else next(words)
    path = path or next(words)
    if added == "-":
        return Touched(path, 0, before, binary=True)
    return Touched(path, int(added) + int(removed), before)


def _dated(date: str) -> tuple[int, int]:
    """Read an instant and a zone as git writes them raw; what makes no sense is 0."""
    match = _DATE.fullmatch(date)
    if not match:
        return 0, 0
    zone = int(match[3]) * 60 + int(match[4])
    return int(match[1]), zone if match[2] == "+" else -zone
