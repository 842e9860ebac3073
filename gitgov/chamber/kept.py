"""What was ratified is kept by a ref, so that it outlives its branch: no reflog, `git gc` or `git prune` loses it.

One ref holds it all, so that a server tells of one more only: a commit whose parents are what is kept, and the one before it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from gitgov.chamber.open import Chamber
from gitgov.chamber.survey import every_thread
from gitgov.charter.charter import Charter
from gitgov.git.keeping import Room, held_beyond, hold, room_of
from gitgov.git.refs import KEPT
from gitgov.git.repository import Repository
from gitgov.git.run import run
from gitgov.ledger.event import Event
from gitgov.procedure.events import DecisionEnacted, DecisionNoted, MotionAnnounced, OrderInvoked
from gitgov.procedure.invocation import content_of

__all__ = ["Keeper", "Packed", "Room", "maintain"]


class Keeper(NamedTuple):
    """A repository that keeps what is ratified, under a charter; `now` stamps the commit that holds it."""

    repo: Repository
    charter: Charter
    now: Callable[[], int]

    def keep(self, events: Iterable[Event]) -> int:
        """Keep what some events let in, as far as it is here and no protected branch has it; returns how much was new."""
        contents = {content for each in events if (content := _content(each))}
        return self.hold(contents) if contents else 0

    def hold(self, contents: Collection[str]) -> int:
        """Keep some commits, as far as they are here and no protected branch has them; returns how many were new."""
        found = held_beyond(self.repo, contents, [*self._protected(), *self.repo.refs(KEPT).values()])
        return len(found) if found and hold(self.repo, found, self.now()) else 0

    def _protected(self) -> list[str]:
        """Return where protected branches stand, here and as last fetched."""
        repo, protects = self.repo, self.charter.protects
        here = (oid for ref, oid in repo.refs("refs/heads/").items() if protects(ref))
        there = (oid for ref, oid in repo.refs("refs/remotes/").items() if protects(repo.follows(ref)))
        return [*here, *there]


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


def _content(event: Event) -> str:
    """Return the commit that an event lets in; a record that it was carried out may find it where its decision did not yet."""
    body = event.body
    if isinstance(body, OrderInvoked):
        return content_of(body.act)
    carried = isinstance(body, MotionAnnounced) and body.result == "carried"
    return event.subject if carried or isinstance(body, DecisionNoted | DecisionEnacted) else ""
