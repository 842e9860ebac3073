"""The room of sprints: all that it holds, read and folded."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from gitgov.chamber.open import Chamber
from gitgov.chamber.survey import every_thread
from gitgov.chamber.threads import threads_of
from gitgov.sprints import sprint
from gitgov.sprints.backlog import Item
from gitgov.sprints.facilitating.held import Held
from gitgov.sprints.increments.state import Increment
from gitgov.sprints.scrum import Scrum
from gitgov.sprints.sprint import Sprint
from gitgov.threads.fold import Thread

ROOM = "sprints"
SPRINTS = sprint.FAMILY.opening


class Board(NamedTuple):
    """All that the room holds: the backlog, the sprints, the increments, the meetings and what scrums of scrums have reviewed.

    Each oldest first.
    """

    items: tuple[Item, ...]
    sprints: tuple[Sprint, ...]
    threads: tuple[Thread, ...]
    increments: tuple[Increment, ...] = ()
    held: tuple[Held, ...] = ()
    scrums: tuple[Scrum, ...] = ()

    @property
    def wanted(self) -> dict[str, Item]:
        """The items that nobody has dropped, by name; of several of one name, which clones may add apart, the first."""
        found: dict[str, Item] = {}
        for each in self.items:
            if not each.dropped_by:
                found.setdefault(each.name, each)
        return found

    @property
    def repeated(self) -> list[str]:
        """The names that several wanted items have, in order."""
        found = Counter(each.name for each in self.items if not each.dropped_by)
        return sorted(name for name, number in found.items() if number > 1)


def read_board(chamber: Chamber, opening: str = "") -> Board:
    """Read and fold the whole room, signatures checked.

    With `opening`, only the threads that an event of this kind opens, as if there were no others; `SPRINTS` are few where
    items are many.
    """
    threads = threads_of(chamber, every_thread(chamber, (ROOM,), opening).values())
    states = [each.state for each in threads]
    items = [each for each in states if isinstance(each, Item)]
    sprints = [each for each in states if isinstance(each, Sprint)]
    return Board(
        tuple(sorted(items, key=lambda each: (each.at, each.name, each.id))),
        tuple(sorted(sprints, key=lambda each: (each.plans[0].at, each.id))),
        tuple(threads),
        tuple(sorted((each for each in states if isinstance(each, Increment)), key=lambda each: (each.at, each.id))),
        tuple(sorted((each for each in states if isinstance(each, Held)), key=lambda each: (each.body.ended, each.id))),
        tuple(sorted((each for each in states if isinstance(each, Scrum)), key=lambda each: (each.at, each.id))),
    )
