"""Which pairs of commits change different entries of their trees: git merges these cleanly, without being asked.

Where no entry differs from the base on both sides, no two contents meet, and renames have nothing to act upon: a rename
matters where the other side changed what was renamed, or the folder that was; that folder's entry then differs on both sides.
So where only plain files that all have differ on both sides, these alone are to be merged (`contents`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pygit2

from gitgov.git.bases import Twosome
from gitgov.git.contents import Edited, Versions
from gitgov.git.repository import Repository
from gitgov.git.run import attempt

_TREE = b"040000"
_PLAIN = (b"100644", b"100755")


class Changes(NamedTuple):
    """What a tree changes: `entries` that are changed, made or gone, and the `folders` on the way to them that both trees have.

    `edits` are those entries that are plain files in both, of one mode: the old version and the new one.
    """

    entries: frozenset[bytes]
    folders: frozenset[bytes]
    edits: Mapping[bytes, tuple[str, str]]

    def meets(self, other: Changes) -> frozenset[bytes] | None:
        """Return which entries differ on both sides; nothing at all where a folder that one has kept is another thing on the other."""
        if not (self.entries.isdisjoint(other.folders) and self.folders.isdisjoint(other.entries)):
            return None
        return frozenset() if self.entries.isdisjoint(other.entries) else self.entries & other.entries

    def both_edit(self, other: Changes, paths: frozenset[bytes]) -> tuple[Edited, ...] | None:
        """Return the versions of files that both have edited, in order of paths; nothing where one has done something else to one."""
        if not (self.edits.keys() >= paths and other.edits.keys() >= paths):
            return None
        return tuple(
            Edited(path.decode(errors="replace"), Versions(*self.edits[path], other.edits[path][1]))
            for path in sorted(paths)
        )


class Told(NamedTuple):
    """What trees tell of pairs: those that certainly merge cleanly, and those that collide, if they do, in files that both have edited."""

    apart: set[Twosome]
    edited: dict[Twosome, tuple[Edited, ...]]


def disjoint(repo: Repository, bases: Mapping[Twosome, tuple[str, ...]]) -> Told:
    """Compare trees with bases: pairs of one base are apart where they change different entries.

    Only bases of many pairs are looked at: to compare a tree with a base costs as much as a merge.
    """
    by_base: dict[str, list[Twosome]] = {}
    for pair, found in bases.items():
        if len(found) == 1:
            by_base.setdefault(found[0], []).append(pair)
    wanted = [
        (base, tip)
        for base, pairs in by_base.items()
        if len(pairs) > len(tips := dict.fromkeys(tip for pair in pairs for tip in pair))
        for tip in tips
    ]
    changes = _changes(repo, wanted)
    told = Told(set(), {})
    for base, pairs in by_base.items():
        for pair in pairs:
            if base in pair:
                told.apart.add(pair)
            elif (base, pair[0]) in changes:
                _tell(told, pair, changes[base, pair[0]], changes[base, pair[1]])
    return told


def _tell(told: Told, pair: Twosome, one: Changes, other: Changes) -> None:
    met = one.meets(other)
    if met is None:
        return
    if not met:
        told.apart.add(pair)
    elif edited := one.both_edit(other, met):
        told.edited[pair] = edited


def _changes(repo: Repository, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Changes]:
    """Compare tips with bases in one child; nothing is known where an object is not here, of which merges tell."""
    try:
        trees = {oid: str(repo.git[oid].peel(pygit2.Commit).tree_id) for pair in wanted for oid in pair}
    except (KeyError, ValueError, pygit2.GitError):
        return {}
    rows = "".join(f"{trees[base]} {trees[tip]}\n" for base, tip in wanted).encode()
    done = attempt(repo.cwd, "diff-tree", "--stdin", "-r", "-t", "-z", "--no-renames", "--raw", stdin=rows)
    parts = list(_parts(done.stdout))
    return {} if done.returncode or len(parts) != len(wanted) else dict(zip(wanted, map(_read, parts), strict=True))


def _parts(output: bytes) -> Iterable[list[tuple[bytes, bytes]]]:
    """Yield for each comparison its rows of modes and path; each comparison is headed by a line with two ids."""
    rows: list[tuple[bytes, bytes]] | None = None
    fields = output.split(b"\0")
    for place in range(0, len(fields), 2):
        *heads, row = fields[place].split(b"\n")
        for _ in heads:
            if rows is not None:
                yield rows
            rows = []
        if row and rows is not None:
            rows.append((row, fields[place + 1]))
    if rows is not None:
        yield rows


def _read(rows: Iterable[tuple[bytes, bytes]]) -> Changes:
    entries: set[bytes] = set()
    folders: set[bytes] = set()
    edits: dict[bytes, tuple[str, str]] = {}
    for row, path in rows:
        old, new, before, after, _ = row[1:].split(b" ")
        if old == new == _TREE:
            folders.add(path)
            continue
        entries.add(path)
        if old == new and old in _PLAIN:
            edits[path] = (before.decode(), after.decode())
    return Changes(frozenset(entries), frozenset(folders), edits)
