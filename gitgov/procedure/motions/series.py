"""The pending questions that an order upon debate covers: an unbroken series from the immediately pending one."""

from __future__ import annotations

from collections.abc import Sequence

from gitgov.core.ids import EventId
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import Objections, object_to


def why_no_series(floor: Floor, named: Sequence[str], source: str) -> Objections:
    """Object unless what is named is such a series, or nothing."""
    if not named or set(named) == set(floor.stack[len(floor.stack) - len(set(named)) :]):
        return ()
    what = "the questions named are no unbroken series from the one immediately pending"
    return object_to("GOV-364", what, source, "name the questions above as well, or all pending ones")


def covered(floor: Floor, named: Sequence[str]) -> frozenset[EventId]:
    """Return the questions that an order covers: those named, else the one immediately pending."""
    return frozenset(each for each in floor.stack if each in named) or frozenset(floor.stack[-1:])
