"""Which pairs of commits change different entries of their trees: git merges these cleanly, without being asked.

Where no entry differs from the base on both sides, no two contents meet, and renames have nothing to act upon: a rename
matters where the other side changed what was renamed, or the folder that was; that folder's entry then differs on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pygit2

from gitgov.git.bases import Twosome
from gitgov.git.repository import Repository
from gitgov.git.run import attempt

_TREE = b"040000"


class Changes(NamedTuple):
    """What a tree changes: `entries` that are changed, made or gone, and the `folders` on the way to them that both trees have."""

    entries: frozenset[bytes]
    folders: frozenset[bytes]

    def meets(self, other: Changes) -> bool:
        """Say whether some entry, other than a folder that all have, differs on both sides."""
        return not (
            self.entries.isdisjoint(other.entries)
            and self.entries.isdisjoint(other.folders)
            and self.folders.isdisjoint(other.entries)
        )


def disjoint(repo: Repository, bases: Mapping[Twosome, tuple[str, ...]]) -> set[Twosome]:
    """Return pairs that certainly merge cleanly: those with one base, from which they change different entries.

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
    return {
        (one, other)
        for base, pairs in by_base.items()
        for one, other in pairs
        if base in (one, other) or ((base, one) in changes and not changes[base, one].meets(changes[base, other]))
    }


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
    for row, path in rows:
        old, new = row[1:7], row[8:14]
        (folders if old == new == _TREE else entries).add(path)
    return Changes(frozenset(entries), frozenset(folders))
