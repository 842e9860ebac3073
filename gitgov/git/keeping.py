"""Holding commits by a ref of our own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import pygit2

from gitgov.core.errors import GitgovError
from gitgov.git.lock import writing
from gitgov.git.notes import swap
from gitgov.git.refs import KEPT
from gitgov.git.repository import Repository
from gitgov.git.run import attempt, run

HEADS = f"{KEPT}heads"
"""The ref that holds what was ratified."""


class Room(NamedTuple):
    """What a repository's objects take: how many are loose and in how many bytes, and how many packs in how many."""

    loose: int
    loose_bytes: int
    packs: int
    packed_bytes: int


def room_of(repo: Repository) -> Room:
    """Measure a repository, as `git count-objects` does."""
    rows = (row.partition(": ") for row in run(repo.cwd, "count-objects", "--verbose").decode().splitlines())
    said = {name: int(number) for name, _, number in rows if number.isdigit()}
    return Room(said["count"], 1024 * said["size"], said["packs"], 1024 * said["size-pack"])


def held_beyond(repo: Repository, commits: Collection[str], tips: Sequence[str]) -> list[str]:
    """Return those commits that are here and that none of `tips` contains, sorted; a child of git walks."""
    here = {oid for oid in commits if repo.holds(oid) and isinstance(repo.git.get(oid), pygit2.Commit)}
    if not here:
        return []
    rows = "\n".join((*sorted(here), *(f"^{oid}" for oid in tips if repo.holds(oid)), ""))
    done = attempt(repo.cwd, "rev-list", "--stdin", stdin=rows.encode())
    return sorted(here) if done.returncode else sorted(here.intersection(done.stdout.decode().split()))


def hold(repo: Repository, commits: Sequence[str], now: int) -> bool:
    """Hold some commits beside what is held; says whether that was done, which it is not where another writer was quicker.

    Nor is it on a disk that takes nothing more: what was recorded before stands, and `git gov maint` holds it later.
    """
    try:
        return _held(repo, commits, now)
    except (GitgovError, OSError, pygit2.GitError):
        return False


def _held(repo: Repository, commits: Sequence[str], now: int) -> bool:
    with writing(repo.state, repo.common) as intent:
        old = repo.tip(HEADS)
        who = pygit2.Signature("gitgov", "gitgov@localhost", now, 0)
        parents: list[str | pygit2.Oid] = [pygit2.Oid(hex=each) for each in (*filter(None, [old]), *commits)]
        tree = repo.git.TreeBuilder().write()
        made = repo.git.create_commit(None, who, who, "gitgov: what was ratified", tree, parents)
        return swap(repo, intent, {HEADS: (old, str(made))})
