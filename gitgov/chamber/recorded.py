"""What was recorded of commits in the metrics room, as the gate is told of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gitgov.chamber.open import Chamber
from gitgov.chamber.threads import threads_about
from gitgov.charter.chain import Chain
from gitgov.gate.quality import Recorded
from gitgov.ledger.event import Event
from gitgov.quality.measured import Taken
from gitgov.threads.fold import Thread

ROOM = "metrics"


def recorded(chamber: Chamber, contents: Collection[str]) -> dict[str, tuple[Recorded, ...]]:
    """Return what was lawfully recorded of some commits."""
    found: dict[str, tuple[Recorded, ...]] = {}
    for thread in threads_about(chamber, ROOM, contents):
        if isinstance(thread.state, Taken):
            found[thread.state.subject] = (
                *found.get(thread.state.subject, ()),
                *rows_of(thread.state, _era(chamber, thread)),
            )
    return found


def rows_of(taken: Taken, era: int) -> Iterator[Recorded]:
    """Return what a record says, a row for each characteristic."""
    for each in taken.body.measures:
        yield Recorded(taken.id, each.metric, each.ctq, each.value, each.unit, each.recent, taken.at, era, each.better)


def era_of(chain: Chain, event: Event) -> int:
    """Return the place in the chain of the charter that an event acts under."""
    step = chain.step_of(event)
    return chain.index[step.id] if step else 0


def _era(chamber: Chamber, thread: Thread) -> int:
    return era_of(chamber.chain, thread.events[thread.state.id])
