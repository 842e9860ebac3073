"""What was recorded of commits in the metrics room, as the gate is told of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gitgov.chamber.open import Chamber
from gitgov.chamber.survey import every_thread
from gitgov.chamber.threads import threads_at, threads_of
from gitgov.gate.quality import Recorded
from gitgov.quality.measured import Taken
from gitgov.threads.fold import Thread

ROOM = "metrics"
_FEW = 50
"""So many notes are read one by one, and the whole room where there are more."""


def recorded(chamber: Chamber, contents: Collection[str]) -> dict[str, tuple[Recorded, ...]]:
    """Return what was lawfully recorded of some commits."""
    if not chamber.store.tip(ROOM) and not chamber.waiting:
        return {}
    found: dict[str, tuple[Recorded, ...]] = {}
    for thread in _threads(chamber, contents):
        if isinstance(thread.state, Taken):
            found[thread.state.subject] = (*found.get(thread.state.subject, ()), *rows_of(thread.state))
    return found


def rows_of(taken: Taken) -> Iterator[Recorded]:
    """Return what a record says, a row for each characteristic."""
    for each in taken.body.measures:
        yield Recorded(taken.id, each.metric, each.ctq, each.value, each.unit, each.recent, taken.at)


def _threads(chamber: Chamber, contents: Collection[str]) -> list[Thread]:
    if len(contents) <= _FEW or chamber.waiting:
        return [thread for each in contents for thread in threads_at(chamber, ROOM, each)]
    wanted = frozenset(contents)
    events = every_thread(chamber, (ROOM,)).values()
    return threads_of(chamber, (each for each in events if each and each[0].subject in wanted))
