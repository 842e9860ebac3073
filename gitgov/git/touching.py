"""What each of many branches has that its target has not: which files, by whom, upon which other branch, and on what it says it depends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from itertools import islice, takewhile
from typing import NamedTuple

from gitgov.git.history import is_ancestor
from gitgov.git.logs import PLAINLY, values
from gitgov.git.repository import Repository
from gitgov.git.run import run

_TRAILERS = ("Depends-On", "Item")
_FIELDS = ("%H", "%P", "%an", "%s", *map(values, _TRAILERS))
_FORM = "".join(f"%x00{field}" for field in _FIELDS)
_UNFINISHED = re.compile(r"(?:fixup|squash|amend)! |wip\b", re.IGNORECASE)
"""How the titles of commits begin that were never meant to stay as they are."""
_MOST = 1_000
"""Landings that are counted; who has waited for more has waited for that many."""


class Touched(NamedTuple):
    """What a branch adds: its commits, newest first, its files with who changed them last, and its `Depends-On:` and `Item:` trailers.

    `upon` are the other tips among its commits, which it is stacked upon. `merges` are how many of its commits merge others,
    `unfinished` how many say by their titles that they belong into another one, and `taken` how many times a file is taken away.
    """

    commits: tuple[str, ...]
    files: Mapping[str, tuple[str, ...]]
    depends: tuple[str, ...]
    upon: frozenset[str]
    items: tuple[str, ...] = ()
    merges: int = 0
    unfinished: int = 0
    taken: int = 0

    @property
    def authors(self) -> tuple[str, ...]:
        """Return everybody who has changed a file."""
        return tuple(dict.fromkeys(who for each in self.files.values() for who in each))

    def people(self, path: str) -> tuple[str, ...]:
        """Return who has changed a file; whoever has changed anything, where nobody is known for it, as where it was moved."""
        return self.files.get(path) or self.authors


def touched(repo: Repository, tips: Collection[str], target: str = "") -> dict[str, Touched]:
    """Read in one child what each tip adds to the target; names are as their authors write them, by no mailmap."""
    if not tips:
        return {}
    rows = "\n".join((*dict.fromkeys(tips), *([f"^{target}"] if target else []), ""))
    how = ("--topo-order", "--no-renames", "--name-status", f"--format={_FORM}")
    output = run(repo.cwd, *PLAINLY, *how, "--stdin", stdin=rows.encode())
    masks: dict[str, set[str]] = {}
    found: dict[str, _Gathered] = {tip: _Gathered([], {}, {}, {}, set(), [], [], []) for tip in tips}
    for commit in _commits(output):
        holders = masks.pop(commit.oid, set()) | ({commit.oid} & found.keys())
        for parent in commit.parents:
            masks[parent] = masks.get(parent, set()) | holders
        for tip in holders:
            found[tip].add(commit, stacked=commit.oid in found and commit.oid != tip)
    return {tip: each.whole() for tip, each in found.items()}


class _Commit(NamedTuple):
    oid: str
    parents: list[str]
    author: str
    title: str
    depends: list[str]
    items: list[str]
    files: list[str]
    taken: int


def _commits(output: bytes) -> Iterator[_Commit]:
    """Read each commit by the places of its fields; its files, of which none has an empty name, end with the nothing before the next."""
    words = iter(output.decode(errors="replace").split("\0"))
    next(words)
    while len(fields := [*islice(words, len(_FIELDS))]) == len(_FIELDS):
        oid, parents, author, title, depends, items = fields
        first, *others = [*takewhile(bool, words)] or [""]
        rows = [word for word in (first.removeprefix("\n"), *others) if word]
        yield _Commit(
            oid, parents.split(), author, title, _words(depends), _words(items), rows[1::2], rows[::2].count("D")
        )


def _words(trailers: str) -> list[str]:
    return trailers.replace(",", " ").split()


class _Gathered(NamedTuple):
    commits: list[str]
    files: dict[str, dict[str, None]]
    depends: dict[str, None]
    items: dict[str, None]
    upon: set[str]
    merges: list[str]
    unfinished: list[str]
    taken: list[int]

    def add(self, commit: _Commit, *, stacked: bool) -> None:
        self.commits.append(commit.oid)
        self.depends.update(dict.fromkeys(commit.depends))
        self.items.update(dict.fromkeys(commit.items))
        for name in commit.files:
            self.files.setdefault(name, {})[commit.author] = None
        if stacked:
            self.upon.add(commit.oid)
        if len(commit.parents) > 1:
            self.merges.append(commit.oid)
        if _UNFINISHED.match(commit.title):
            self.unfinished.append(commit.oid)
        self.taken.append(commit.taken)

    def whole(self) -> Touched:
        files = {name: tuple(authors) for name, authors in self.files.items()}
        return Touched(
            tuple(self.commits), files, tuple(self.depends), frozenset(self.upon), tuple(self.items),
            len(self.merges), len(self.unfinished), sum(self.taken),
        )  # fmt: skip


def waited(repo: Repository, tips: Collection[str], target: str) -> dict[str, int]:
    """Count for each tip the steps of the target since the last one that it contains: what has landed while it waited."""
    if not target:
        return dict.fromkeys(tips, 0)
    listed = run(repo.cwd, "rev-list", "--first-parent", f"--max-count={_MOST}", target, "--").decode().split()
    return {tip: bisect_left(listed, True, key=lambda oid: is_ancestor(repo, oid, tip)) for tip in tips}


def again(repo: Repository, target: str, tip: str) -> tuple[str, ...]:
    """Return the commits of a tip that the target has too, as others that change the same (`git cherry`), oldest first."""
    said = run(repo.cwd, "cherry", target, tip).decode().splitlines()
    return tuple(row.removeprefix("- ") for row in said if row.startswith("- "))
