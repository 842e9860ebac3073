"""Resolutions of conflicts that merges hold, used again where exactly the same conflict comes up, as rerere would."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pygit2

from gitgov.git.borrowed import SETTINGS, borrowing, lost, not_here
from gitgov.git.collisions import Stages, read_stages
from gitgov.git.entries import NONE, Entry, differences, entry_at
from gitgov.git.repository import Repository
from gitgov.git.run import GitFailedError, attempt, run


class Conflict(NamedTuple):
    """A path in which two sides cannot be brought together: what the base has there, and both sides, whichever is whose."""

    path: bytes
    base: Entry
    sides: frozenset[Entry]


class Resolved(NamedTuple):
    """What a merge made of a conflict: the entry that it has there, `NONE` where it took the path away, and which merge that is."""

    entry: Entry
    merge: str


Known = Mapping[Conflict, Resolved]


def conflicts_in(fields: Iterable[bytes]) -> frozenset[Conflict]:
    """Read what git lists of paths that conflict: `mode object stage`, a tab and the path."""
    return frozenset(
        Conflict(each.path, _at(each, "1"), frozenset((_at(each, "2"), _at(each, "3")))) for each in read_stages(fields)
    )


def _at(stages: Stages, stage: str) -> Entry:
    mode, oid = stages.held.get(stage, ("0", ""))
    return Entry(int(mode, 8), oid)


class _Met(NamedTuple):
    """What git makes of two commits: a tree, with its marks in the files that conflict, and the conflicts."""

    tree: str
    conflicts: frozenset[Conflict]


def _met(repo: Repository, one: str, other: str) -> _Met:
    """Merge two commits as `clean_merges` does, without a base into nothing; the tree is written, and nothing names it."""
    with borrowing(repo, keep=True, sha256=len(one) == 64) as place:
        words = (*SETTINGS, "merge-tree", "--write-tree", "--no-messages", "-z", one, other)
        done = attempt(place.folder, *words, env=place.env)
    said = done.stderr.decode(errors="replace")
    if oid := lost(said):
        raise not_here(repo, oid)
    if "unrelated histories" in said:
        return _Met("", frozenset())
    if done.returncode > 1:
        raise GitFailedError(words, done.returncode, said)
    tree, *fields = done.stdout.split(b"\0")
    return _Met(tree.decode(), conflicts_in(filter(None, fields)))


def known_by(repo: Repository, merges: Iterable[str]) -> Known:
    """Return what merges of two parents have made of the conflicts between them, the first of them first."""
    found: dict[Conflict, Resolved] = {}
    for oid in merges:
        one, *others = (str(each) for each in repo.git[oid].peel(pygit2.Commit).parent_ids)
        for conflict in _met(repo, one, others[0]).conflicts if len(others) == 1 else ():
            found.setdefault(conflict, Resolved(_entry(repo, oid, conflict), oid))
    return found


def _entry(repo: Repository, commit: str, conflict: Conflict) -> Entry:
    return entry_at(repo, commit, conflict.path.decode(errors="surrogateescape"))


def resolved_upon(repo: Repository, tip: str, head: str, onto: str, tree: str) -> str:
    """Return the tree of a merge of a head upon a tip that resolves what `tree` resolves upon `onto`; nothing unless that is the same.

    It is the same where both merges conflict in the same paths, of the same contents, and where `tree` is else what git itself
    makes upon `onto`: what was changed by hand beside a conflict, git could not make again.
    """
    if tip == onto or not repo.holds_commit(onto):
        return tree if tip == onto else ""
    before, now = _met(repo, onto, head), _met(repo, tip, head)
    conflicting = {each.path.decode(errors="surrogateescape") for each in before.conflicts}
    by_hand = {each.path for each in differences(repo, before.tree, tree)} - conflicting
    if by_hand or before.conflicts != now.conflicts or not now.conflicts:
        return ""
    return _with(repo, now.tree, {each.path: _entry(repo, tree, each) for each in now.conflicts})


def _with(repo: Repository, tree: str, entries: Mapping[bytes, Entry]) -> str:
    """Write a tree in which some paths hold something else."""
    with tempfile.TemporaryDirectory(prefix="gitgov-") as folder:
        aside = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        run(repo.cwd, "read-tree", tree, env=aside)
        run(repo.cwd, "update-index", "-z", "--index-info", stdin=_rows(entries, len(tree)), env=aside)
        return run(repo.cwd, "write-tree", env=aside).decode().strip()


def _rows(entries: Mapping[bytes, Entry], length: int) -> bytes:
    return b"".join(
        b"%o %s\t%s\0" % (each.mode, (each.oid or "0" * length).encode(), path) for path, each in entries.items()
    )


def settle(place: Path, known: Known, conflicts: Iterable[Conflict], env: Mapping[str, str | None]) -> None:
    """Put into a work tree, and into its index, what is known of its conflicts."""
    entries = {each.path: known[each].entry for each in conflicts}
    gone = b"".join(path + b"\0" for path, entry in entries.items() if entry == NONE)
    held = {path: entry for path, entry in entries.items() if entry != NONE}
    if gone:
        words = ("rm", "--quiet", "--force", "--pathspec-from-file=-", "--pathspec-file-nul")
        run(place, *words, stdin=gone, env={**env, "GIT_LITERAL_PATHSPECS": "1"})
    if held:
        length = len(next(iter(held.values())).oid)
        run(place, "update-index", "-z", "--index-info", stdin=_rows(held, length), env=env)
        names = b"".join(path + b"\0" for path in held)
        run(place, "checkout-index", "--force", "--index", "-z", "--stdin", stdin=names, env=env)
