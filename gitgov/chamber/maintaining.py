"""Packing a repository, once nothing that was ratified can be lost by it."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.chamber.kept import Keeper
from gitgov.chamber.open import Chamber
from gitgov.chamber.survey import every_thread
from gitgov.git.keeping import Room, room_of
from gitgov.git.repository import Repository
from gitgov.git.run import run

__all__ = ["Packed", "Room", "maintain"]


class Packed(NamedTuple):
    """What a repository took before it was packed and after, and how many ratified commits nothing else had kept."""

    before: Room
    after: Room
    kept: int


def maintain(repo: Repository, chamber: Chamber | None) -> Packed:
    """Pack a repository, once all that was ever ratified is held: `git gc`, which deltas notes far better than the incremental tasks do.

    What nothing needs goes when git's own time for it has come (gc.pruneExpire, two weeks), never before.
    """
    kept = 0
    if chamber is not None:
        events = (event for thread in every_thread(chamber).values() for event in thread)
        kept = Keeper(repo, chamber.chain.charter, chamber.now).keep(events)
    before = room_of(repo)
    run(repo.cwd, "gc", "--quiet")
    return Packed(before, room_of(repo), kept)
