"""How much of one member a keeper takes into one thread: folding it again is everybody's work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Event
from gitgov.threads.rows import Objections, object_to

MOST = 4_096
"""Acts of one member in a thread: a sprint has some dozens, an increment of many teams some hundreds."""
MOST_UNITING = 256
"""Acts of one member that have seen several branches of a thread, before each of which all of it may be folded again."""
SOURCE = "what one member does is not to keep the others from reading it"


@dataclass
class Acts:
    """The acts of each member in a thread, growing: all, and those that unite branches of it."""

    held: set[EventId] = field(default_factory=set)
    all: Counter[Member] = field(default_factory=Counter)
    uniting: Counter[Member] = field(default_factory=Counter)

    @classmethod
    def of(cls, events: Iterable[Event]) -> Acts:
        """Count the acts of a thread, each after those that it has seen."""
        acts = cls()
        for event in events:
            acts.count(event)
        return acts

    def count(self, event: Event) -> None:
        """Count one more act."""
        self.all[event.actor] += 1
        self.uniting[event.actor] += self._unites(event)
        self.held.add(event.id)

    def why_not(self, event: Event) -> Objections:
        """Object to more than a keeper takes of one member."""
        whose, unites = event.actor, self._unites(event)
        if self.all[whose] < MOST and not (unites and self.uniting[whose] >= MOST_UNITING):
            return ()
        how = f"{MOST_UNITING} acts that unite branches of it" if unites else f"{MOST} acts"
        what = f"{whose} has done {how} in this thread, and no keeper takes more of one member"
        return object_to("GOV-617", what, SOURCE, event, "go on in another: a new item, sprint or increment")

    def _unites(self, event: Event) -> bool:
        return sum(parent in self.held for parent in event.parents) > 1
