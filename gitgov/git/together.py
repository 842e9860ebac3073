"""One merge after another, each upon the last, in a folder that is thrown away, to see whether all of them go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.git.borrowed import SETTINGS, Borrowed, borrowing, laid, lost, not_here, scratch
from gitgov.git.repository import Repository
from gitgov.git.run import GitFailedError, attempt


class Together(NamedTuple):
    """How far the merges went: the tree of all, or how many went before one conflicted, and in which files."""

    tree: str
    gone: int
    files: tuple[str, ...] = ()


def merge_together(repo: Repository, base: str, heads: Sequence[str]) -> Together:
    """Merge heads into a commit, each upon what came of those before; raises `Undecided` where an object is not here."""
    tip, tree = base, ""
    with borrowing(repo, keep=False, sha256=len(base) == 64, below=scratch()) as place:
        for gone, head in enumerate(heads):
            tree, names = _upon(place, tip, head)
            if not tree:
                return Together("", gone, names)
            tip = _lay(place, tree, tip, head)
    return Together(tree, len(heads))


def merge_what_goes(
    repo: Repository, base: str, heads: Sequence[str], needs: Mapping[str, Collection[str]]
) -> tuple[str, ...]:
    """Merge heads into a commit, each upon those before it that went; returns those. One that needs another waits with it."""
    tip, went = base, list[str]()
    with borrowing(repo, keep=False, sha256=len(base) == 64, below=scratch()) as place:
        for head in heads:
            if not set(needs.get(head, ())).issubset(went):
                continue
            with suppress(BadInput):
                tree, _ = _upon(place, tip, head)
                if tree:
                    tip = _lay(place, tree, tip, head)
                    went.append(head)
    return tuple(went)


def _upon(place: Borrowed, tip: str, head: str) -> tuple[str, tuple[str, ...]]:
    """Merge a head upon a tip: the tree, or nothing and the files in which they conflict."""
    arguments = (*SETTINGS, "merge-tree", "--write-tree", "--no-messages", "--name-only", "-z", tip, head)
    done = attempt(place.folder, *arguments, env=place.env)
    said = done.stderr.decode(errors="replace")
    if oid := lost(said):
        raise not_here(place.repo, oid)
    if "unrelated histories" in said:
        raise BadInput(f"{head} shares no history with {tip}")
    if done.returncode > 1:
        raise GitFailedError(arguments, done.returncode, said)
    tree, *names = done.stdout.decode(errors="replace").split("\0")
    return ("", tuple(dict.fromkeys(filter(None, names)))) if done.returncode else (tree, ())


def _lay(place: Borrowed, tree: str, tip: str, head: str) -> str:
    made, packed = laid(tree, tip, head)
    place.write(made, packed)
    return made
