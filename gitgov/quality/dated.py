"""When a record can have been made: not before what it names, since an id is the digest of what it is of."""

from __future__ import annotations

from collections.abc import Iterable

from gitgov.core.ids import EventId, short
from gitgov.core.instants import show_instant
from gitgov.ledger.event import Event
from gitgov.threads.rows import Objections, Seen, object_to

SOURCE = "what names another record was made after it"


def why_not_dated(seen: Seen, event: Event, named: Iterable[str] = ()) -> Objections:
    """Object to a record dated before the charter that it acts under, or before a motion on the charter's commit that it names.

    The charter's `clock_skew` is how far clocks may differ. What is not known here is not asked.
    """
    step, opened = seen.step(event), seen.chain.opened
    matters = [("the charter that it acts under", step.at)]
    matters += [(f"motion {short(each)}, which it names", opened[EventId(each)]) for each in named if each in opened]
    what, at = max(matters, key=lambda each: each[1])
    if event.at + step.charter.clock_skew >= at:
        return ()
    said = f"{event.kind} {event.id[:12]} is dated {show_instant(event.at)}, before {what}, of {show_instant(at)}"
    return object_to("GOV-717", said, SOURCE, event, "set the clock, then record it again")
