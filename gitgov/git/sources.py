"""The files of a commit and the text of some, read as data: nothing is laid out, filtered or run; and its submodules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

import pygit2

from gitgov.git.repository import Repository
from gitgov.git.run import attempt, run

MOST_BYTES = 256 * 1024
"""Bytes of a file that is read; nobody writes longer ones by hand."""
_LINK, _PLAIN = "160000", ("100644", "100755")


class Held(NamedTuple):
    """A file of a commit: its path, its blob, its size in bytes (-1: it is not here)."""

    path: str
    blob: str
    size: int


class Layout(NamedTuple):
    """What a commit holds: its files without links, and its submodules by path with their commits."""

    files: tuple[Held, ...]
    links: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4)
def layout(repo: Repository, commit: str) -> Layout:
    """List what a commit holds, by path, asked once; bytes of a path that are no UTF-8 are replaced."""
    listed = run(repo.cwd, "ls-tree", "-r", "-l", "-z", commit).decode(errors="replace")
    rows = [(*meta.split(), path) for meta, _, path in (row.partition("\t") for row in listed.split("\0")) if meta]
    files = (
        Held(path, oid, int(size) if size.isdigit() else -1) for mode, _, oid, size, path in rows if mode in _PLAIN
    )
    return Layout(tuple(files), tuple((path, oid) for mode, _, oid, _, path in rows if mode == _LINK))


def texts(repo: Repository, files: Iterable[Held]) -> Iterator[tuple[Held, str]]:
    """Yield the text of files; those that are too large, damaged or not here are left out. Bytes that are no UTF-8 are replaced."""
    for each in files:
        with suppress(pygit2.GitError):
            if 0 <= each.size <= MOST_BYTES and isinstance(found := repo.git.get(each.blob), pygit2.Blob):
                yield each, found.data.decode(errors="replace")


def addresses(repo: Repository, commit: str) -> Callable[[str], str]:
    """Return what says which address `.gitmodules` of a commit has for a submodule's path; nothing where it has none, or several."""
    ask = ("config", "-z", "--blob", f"{commit}:.gitmodules", "--get-regexp", r"^submodule\..*\.(path|url)$")
    said = attempt(repo.cwd, *ask).stdout.decode(errors="replace")
    rows = {key: value for key, _, value in (row.partition("\n") for row in said.split("\0"))}
    sections: dict[str, list[str]] = {}
    for key, value in rows.items():
        if key.endswith(".path"):
            sections.setdefault(value, []).append(rows.get(f"{key.removesuffix('path')}url", ""))
    return lambda path: each[0] if len(each := sections.get(path, [])) == 1 else ""
