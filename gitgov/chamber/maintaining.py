"""Packing a repository, once nothing that was ratified can be lost by it."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from gitgov.chamber.acts import Actor, recorded
from gitgov.chamber.beside import Beside, measured_beside, single
from gitgov.chamber.clock import ticks
from gitgov.chamber.kept import Keeper
from gitgov.chamber.open import Chamber
from gitgov.chamber.survey import every_thread
from gitgov.core.errors import Refused
from gitgov.git.keeping import Room, room_of
from gitgov.git.repository import Repository
from gitgov.git.run import run
from gitgov.quality.reading import Reading

__all__ = ["Packed", "Room", "maintain", "put_on_record"]


class Packed(NamedTuple):
    """What a repository took before it was packed and after, how many ratified commits nothing else had kept, and how long it took.

    `took` is in milliseconds.
    """

    before: Room
    after: Room
    kept: int
    took: int


def maintain(repo: Repository, chamber: Chamber | None) -> Packed:
    """Pack a repository, once all that was ever ratified is held: `git gc`, which deltas notes far better than the incremental tasks do.

    What nothing needs goes when git's own time for it has come (gc.pruneExpire, two weeks), never before.
    """
    kept, began = 0, ticks()
    if chamber is not None:
        events = (event for thread in every_thread(chamber).values() for event in thread)
        kept = Keeper(repo, chamber.chain.charter, chamber.now).keep(events)
    before = room_of(repo)
    run(repo.cwd, "gc", "--quiet")
    return Packed(before, room_of(repo), kept, ticks() - began)


def put_on_record(chamber: Chamber, actor: Actor, done: Packed) -> Beside:
    """Record on the commit that is checked out, or that a server's HEAD names, what packing came to; raises `Refused`, and it is packed all the same."""
    commit = chamber.repo.commit_of("HEAD")
    beside = measured_beside(chamber, actor, commit, _figures(done, commit, chamber.now()), "git gov maint")
    if beside.why_not:
        raise Refused((beside.why_not,))
    recorded(chamber, *beside.events)
    return beside


def _figures(done: Packed, commit: str, at: int) -> tuple[Reading, ...]:
    return (
        single("loose_objects_before", "{count}", done.before.loose, commit, at),
        single("loose_objects", "{count}", done.after.loose, commit, at),
        single("pack_size_before", "By", done.before.packed_bytes, commit, at),
        single("pack_size", "By", done.after.packed_bytes, commit, at),
        single("maintenance_duration", "s", Fraction(done.took, 1_000), commit, at),
    )
