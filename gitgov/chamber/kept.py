"""What was ratified is kept by a ref, so that it outlives its branch: no reflog, `git gc` or `git prune` loses it.

One ref holds it all, so that a server tells of one more only: a commit whose parents are what is kept, and the one before it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from gitgov.charter.charter import Charter
from gitgov.git.keeping import held_beyond, hold
from gitgov.git.refs import KEPT
from gitgov.git.repository import Repository
from gitgov.ledger.event import Event
from gitgov.procedure.events import DecisionEnacted, DecisionNoted, MotionAnnounced, OrderInvoked
from gitgov.procedure.invocation import content_of


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


def _content(event: Event) -> str:
    """Return the commit that an event lets in; a record that it was carried out may find it where its decision did not yet."""
    body = event.body
    if isinstance(body, OrderInvoked):
        return content_of(body.act)
    carried = isinstance(body, MotionAnnounced) and body.result == "carried"
    return event.subject if carried or isinstance(body, DecisionNoted | DecisionEnacted) else ""
