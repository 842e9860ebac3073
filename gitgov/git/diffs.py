"""What a head changes against a base, file by file and line by line, with the text of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

import pygit2

from gitgov.core.errors import Undecided
from gitgov.git.borrowed import borrowing, reading
from gitgov.git.logged import Logged, logged
from gitgov.git.repository import Repository

LARGEST = 2_000_000
"""Bytes of a diff that are looked at; what lies beyond is counted, and not shown."""


class FileChange(NamedTuple):
    """A file by its name at the head, or at the base where it is gone: lines added and removed, and which lines of the head the diff shows.

    Of a binary file no lines are known.
    """

    added: int = 0
    removed: int = 0
    lines: frozenset[int] = frozenset()
    binary: bool = False
    gone: bool = False


class Change(NamedTuple):
    """What a head has that a base has not: commits, newest first, and files; `patch` is the diff as far as it is not too large."""

    base: str
    head: str
    commits: tuple[Logged, ...]
    files: Mapping[str, FileChange]
    patch: str


def change_between(repo: Repository, tip: str, head: str) -> Change:
    """Compare a head with where it left a tip, or with nothing where there is no tip; raises `Undecided` where something of them is not here.

    A rename is a file that is gone and another one that is new. No attribute of anybody's hides what a file is.
    """
    with compared(repo, tip, head) as (_, base, diff):
        files = dict(_file(each) for each in diff if each is not None)
        patch = _text(diff)
    return Change(base, head, tuple(logged(repo, [head, f"^{tip}"] if tip else [head])), files, patch)


def files_between(repo: Repository, tip: str, head: str) -> int:
    """Count the files that a head changes since it left a tip, without reading them; raises `Undecided`."""
    with compared(repo, tip, head) as (_, _, diff):
        return len(diff)


@contextmanager
def compared(repo: Repository, tip: str, head: str) -> Iterator[tuple[pygit2.Repository, str, pygit2.Diff]]:
    """Give where a head left a tip, nothing where they share no commit, and the diff since then, with what its objects are read by.

    That is done in an empty repository: `*.py -diff` in the attributes of a branch would show its files as binary. Raises `Undecided`.
    """
    with borrowing(repo, keep=False, sha256=len(head) == 64) as place:
        git = reading(place)
        try:
            base = str(git.merge_base(tip, head) or "") if tip else ""
            old = git[base].peel(pygit2.Tree) if base else None
            new = git[head].peel(pygit2.Tree)
            diff = new.diff_to_tree(swap=True) if old is None else old.diff_to_tree(new)
            yield git, base, diff
        except (KeyError, pygit2.GitError, ValueError) as error:
            raise Undecided(f"the change cannot be read: {error}", "git fetch the whole history, then again") from error


def _file(patch: pygit2.Patch) -> tuple[str, FileChange]:
    delta, (_, added, removed) = patch.delta, patch.line_stats
    gone = delta.status == pygit2.enums.DeltaStatus.DELETED
    name = (delta.old_file if gone else delta.new_file).path
    return name, FileChange(added, removed, frozenset(_shown(patch)), bool(delta.is_binary), gone)


def _shown(patch: pygit2.Patch) -> Iterator[int]:
    for hunk in patch.hunks:
        yield from range(hunk.new_start, hunk.new_start + hunk.new_lines)


def _text(diff: pygit2.Diff) -> str:
    found, size = [], 0
    for each in filter(None, diff):
        text = each.data.decode(errors="replace")
        size += len(text)
        if size > LARGEST:
            break
        found.append(text)
    return "".join(found)
