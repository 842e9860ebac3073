"""What was recorded of commits in the metrics room, as the gate is told of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gitgov.chamber.open import Chamber
from gitgov.chamber.threads import threads_about
from gitgov.gate.quality import Recorded
from gitgov.quality.measured import Taken

ROOM = "metrics"


def recorded(chamber: Chamber, contents: Collection[str]) -> dict[str, tuple[Recorded, ...]]:
    """Return what was lawfully recorded of some commits."""
    found: dict[str, tuple[Recorded, ...]] = {}
    for thread in threads_about(chamber, ROOM, contents):
        if isinstance(thread.state, Taken):
            found[thread.state.subject] = (*found.get(thread.state.subject, ()), *rows_of(thread.state))
    return found


def rows_of(taken: Taken) -> Iterator[Recorded]:
    """Return what a record says, a row for each characteristic."""
    for each in taken.body.measures:
        yield Recorded(taken.id, each.metric, each.ctq, each.value, each.unit, each.recent, taken.at)
