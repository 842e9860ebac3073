"""Files that two commits have both edited, of very many pairs of commits, merged in one go.

Where all that differs on both sides are files which all have, none of them moved, what git makes of a file depends on its
three versions alone. So the files of many pairs are laid side by side in one tree, each once, and git merges that.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pygit2

from gitgov.core.gitobjects import object_id
from gitgov.git.apart import processors
from gitgov.git.bases import Twosome
from gitgov.git.borrowed import SETTINGS, THROWN_AWAY, Borrowed, borrowing, laid, lost, reading, scratch
from gitgov.git.collisions import Spot, read_stages, spot
from gitgov.git.repository import Repository
from gitgov.git.run import attempt


class Versions(NamedTuple):
    """Three versions of a file: that of the base, and those of two commits."""

    base: str
    one: str
    other: str


class Series(NamedTuple):
    """A file that more than two commits have edited: its version at the base, and theirs."""

    base: str
    versions: tuple[str, ...]


class Edited(NamedTuple):
    """A file that both commits of a pair have edited."""

    path: str
    versions: Versions


def merge_contents(repo: Repository, edited: Mapping[Twosome, Sequence[Edited]]) -> dict[Twosome, tuple[Spot, ...]]:
    """Return for each pair in which of its files it collides; nothing for one that git could not merge so."""
    every = dict.fromkeys(file.versions for files in edited.values() for file in files)
    asked = [each for each in every if each.one != each.other]
    parts = [part for start in range(processors()) if (part := asked[start :: processors()])]
    with ThreadPoolExecutor(processors()) as pool:
        merged = {
            each: found for part in pool.map(lambda part: _merged(repo, part), parts) for each, found in part.items()
        }
    merged |= {each: None for each in every if each.one == each.other}
    return {
        pair: tuple(found._replace(path=file.path) for file in files if (found := merged[file.versions]))
        for pair, files in edited.items()
        if all(file.versions in merged for file in files)
    }


def _merged(repo: Repository, files: Sequence[Versions]) -> dict[Versions, Spot | None]:
    """Merge files side by side; nothing at all where git fails, as where an object is not here."""
    with borrowing(repo, keep=False, sha256=len(files[0].base) == 64, below=scratch()) as place:
        base, *sides = (_tree(place, column) for column in zip(*files, strict=True))
        root = _commit(place, base)
        tips = [_commit(place, side, root) for side in sides]
        arguments = (*SETTINGS, *THROWN_AWAY, "merge-tree", "--write-tree", "--no-messages", "-z", *tips)
        done = attempt(place.folder, *arguments, env=place.env)
        if done.returncode > 1 or lost(done.stderr.decode(errors="replace")):
            return {}
        tree, *entries = done.stdout.split(b"\0")
        git, found = reading(place), dict[Versions, Spot | None](dict.fromkeys(files))
        for each in read_stages(filter(None, entries)):
            found[files[int(each.path)]] = spot(git, tree.decode(), each)
        return found


def merge_series(repo: Repository, files: Sequence[Series]) -> bool:
    """Merge the versions of each file one after another, all files side by side; says whether git merges all of them."""
    ours = [each.versions[0] for each in files]
    with borrowing(repo, keep=False, sha256=len(files[0].base) == 64, below=scratch()) as place:
        git = reading(place)
        for at in range(1, max(len(each.versions) for each in files)):
            left = [number for number, each in enumerate(files) if len(each.versions) > at]
            columns = ([files[each].base for each in left], [ours[each] for each in left], [files[each].versions[at] for each in left])  # fmt: skip
            base, *sides = (_tree(place, column) for column in columns)
            root = _commit(place, base)
            arguments = (*SETTINGS, *THROWN_AWAY, "merge-tree", "--write-tree", "--no-messages", "-z")
            done = attempt(place.folder, *arguments, *(_commit(place, side, root) for side in sides), env=place.env)
            if done.returncode or lost(done.stderr.decode(errors="replace")):
                return False
            entries = git[done.stdout.split(b"\0")[0].decode()].peel(pygit2.Tree)
            for number, entry in zip(left, entries, strict=True):
                ours[number] = str(entry.id)
    return True


def _tree(place: Borrowed, blobs: Sequence[str]) -> str:
    """Lay a tree of files that are called by their numbers, and return its id."""
    rows = b"".join(b"100644 %06d\0%s" % (at, bytes.fromhex(blob)) for at, blob in enumerate(blobs))
    tree = object_id("tree", rows, blobs[0])
    place.write(tree, zlib.compress(b"tree %d\0%s" % (len(rows), rows), 1))
    return tree


def _commit(place: Borrowed, tree: str, *parents: str) -> str:
    """Lay a commit, and return its id."""
    commit, packed = laid(tree, *parents)
    place.write(commit, packed)
    return commit
