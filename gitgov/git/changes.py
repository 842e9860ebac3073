"""What every commit of a history changed, in one pass of one child: files, lines and names, with who made it when, as numbers.

As in an empty repository that borrows this one's objects: no setting or attribute of anybody's takes part. Addresses of people are
read to tell authors apart, and become numbers here, so that no name leaves this file.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from tempfile import TemporaryFile
from typing import NamedTuple

from gitgov.core.errors import GitgovError, Undecided
from gitgov.git.borrowed import Borrowed, borrowing, scratch
from gitgov.git.history import shallow_ends
from gitgov.git.repository import Repository
from gitgov.git.run import PLAIN, GitFailedError, attempt

RENAMES = ("-z", "-M50%", "-l1000", "--no-ext-diff", "--no-textconv", "--diff-algorithm=myers")
"""Said outright, as git's defaults are: a file is renamed where half of it is the same."""
_FIELDS = ("%H", "%P", "%ae", "%ad", "%ct", "%B")
_LOG = (
    "-c", "trailer.separators=:", "log", "--no-show-signature", "--no-mailmap", "--encoding=UTF-8", "--date=raw",
    f"--format={'%x00'.join((*_FIELDS, ''))}", "--numstat", *RENAMES, "--stdin",
)  # fmt: skip
_CHUNK, _OFTEN, _MOST_NAMES = 1 << 18, 1_000, 2_000
_UNREAD = re.compile(r"(?:unable to read|could not read|missing blob object) '?([0-9a-f]{40,64})", re.IGNORECASE)
"""How git names an object that a partial clone has left out, or that was lost."""
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

    `author` is a number that stands for the author's address, the same in every reading. Instants are in seconds, `zone` is what the author's
    clock was ahead of UTC, in minutes. A merge changes nothing by itself: what came in with it is read commit by commit. A commit
    is `cut` where a shallow clone ends, so that nobody can tell what it changed.
    """

    oid: str
    parents: tuple[str, ...]
    author: int = 0
    authored: int = 0
    zone: int = 0
    committed: int = 0
    message: str = ""
    files: tuple[Touched, ...] = ()
    cut: bool = False


def quietly(_done: int, _all: int) -> None:
    """Tell nobody how far it is."""


def changes(repo: Repository, tips: Iterable[str], without: Iterable[str] = (), tell: Tell = quietly) -> list[Change]:
    """Read all commits that some commits reach and none of others, parents before children.

    `tell` hears now and then how many were read, of how many. Raises `Undecided` where an object of them is not here.
    """
    asked = list(dict.fromkeys(tips))
    if not asked:
        return []
    listing = _listing((*asked, *(f"^{oid}" for oid in without)))
    with _reading(repo, asked[0]) as reading:
        count = int(told(reading.place, "rev-list", "--count", "--stdin", stdin=listing))
        found = list[Change]()
        for each in reading.changes("--topo-order", listing=listing):
            found.append(each)
            if not len(found) % _OFTEN or len(found) == count:
                tell(len(found), count)
    return found[::-1]


def changes_touching(repo: Repository, tip: str, paths: Iterable[str], tell: Tell = quietly) -> list[Change]:
    """Read all commits that a commit reaches as `changes` does, but whole only those that touch some files by any name that these had.

    The others are there for the sake of their place alone, without author, time, message and files. Many times as fast where history is
    long. Where a name cannot be asked for, or there are very many, all are read whole.
    """
    names = {*paths}
    if len(names) > _MOST_NAMES or any(odd in each for each in names for odd in ("\n", "\N{REPLACEMENT CHARACTER}")):
        return changes(repo, [tip], tell=tell)
    with _reading(repo, tip) as reading:
        listed = told(
            reading.place, "rev-list", "--topo-order", "--reverse", "--parents", "--stdin", stdin=_listing([tip])
        )
        rows = [row.split() for row in listed.decode().splitlines()]
        whole, asking = dict[str, Change](), names
        while asking:
            found = reading.touching(tip, asking) - whole.keys()
            new = reading.changes("--no-walk=unsorted", listing=_listing(found)) if found else ()
            whole |= {each.oid: each for each in new}
            asking = {file.before for each in whole.values() for file in each.files if file.path in names} - {
                "",
                *names,
            }
            names |= asking
            tell(len(whole), len(rows))
        return [whole.get(oid) or Change(oid, tuple(above), cut=oid in reading.ends) for oid, *above in rows]


class _Reading(NamedTuple):
    """Where a history is read, and where it ends in a shallow clone."""

    place: Borrowed
    ends: frozenset[str]

    def changes(self, *how: str, listing: bytes) -> Iterator[Change]:
        return _read(_words(self.place, (*_LOG, *how), listing), self.ends)

    def touching(self, tip: str, names: Iterable[str]) -> set[str]:
        """Return the commits that touch some paths, merges aside; no history is simplified away."""
        listing = _listing([tip, "--", *sorted(names)])
        how = ("--literal-pathspecs", "rev-list", "--full-history", "--no-merges", "--stdin")
        return {*told(self.place, *how, stdin=listing).decode().split()}


@contextmanager
def _reading(repo: Repository, like: str) -> Iterator[_Reading]:
    ends = frozenset(shallow_ends(repo))
    with borrowing(repo, keep=False, sha256=len(like) == 64, below=scratch()) as place:
        if ends:
            (place.folder / "shallow").write_bytes(_listing(sorted(ends)))
        yield _Reading(place, ends)


def _listing(rows: Iterable[str]) -> bytes:
    return "".join(f"{each}\n" for each in rows).encode(errors="surrogateescape")


def _words(place: Borrowed, arguments: tuple[str, ...], listing: bytes) -> Iterator[str]:
    """Yield what the log says between its NULs, while git is still at it: the whole of a long history would be much to hold."""
    settings = {name: value for name, value in {**os.environ, **PLAIN, **place.env}.items() if value is not None}
    with TemporaryFile() as asked, TemporaryFile() as said:
        asked.write(listing)
        asked.seek(0)
        with subprocess.Popen(
            ["git", *arguments], cwd=place.folder, env=settings, stdin=asked, stdout=subprocess.PIPE, stderr=said
        ) as child:
            left = b""
            while child.stdout is not None and (data := child.stdout.read(_CHUNK)):
                whole, nul, left = (left + data).rpartition(b"\0")
                if nul:
                    yield from whole.decode(errors="replace").split("\0")
        said.seek(0)
        if child.returncode:
            raise _why_not_read(arguments, child.returncode, said.read())


def told(place: Borrowed, *arguments: str, stdin: bytes = b"") -> bytes:
    """Return what git says where an empty repository borrows another's objects; raises `Undecided` where one of them is not here."""
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
    oid = next(words, "")
    while oid:
        parents, address, date, committed, message = (next(words, "") for _ in range(5))
        files, word = list[Touched](), next(words, "")
        while "\t" in (word := word or next(words, "")):
            files.append(read_touched(word, words))
            word = ""
        authored, zone = _dated(date)
        cut = oid in ends
        yield Change(
            oid,
            tuple(parents.split()),
            _number(address.lower()),
            authored,
            zone,
            int(committed) if _NUMBER.fullmatch(committed) else 0,
            message,
            () if cut else tuple(files),
            cut,
        )
        oid = word


@lru_cache(maxsize=65_536)
def _number(address: str) -> int:
    """Return a number that stands for an address, the same in every reading; it is not told to anybody."""
    return int.from_bytes(sha256(address.encode(errors="replace")).digest()[:8])


def read_touched(word: str, words: Iterator[str]) -> Touched:
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
