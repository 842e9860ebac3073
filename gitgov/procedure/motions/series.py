"""The pending questions that an order upon debate covers: an unbroken series from the immediately pending one."""

from __future__ import annotations

from collections.abc import Sequence

from gitgov.core.ids import EventId
from gitgov.procedure.entries import Order
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import Objections, object_to
from gitgov.procedure.state import Motion


def why_no_series(floor: Floor, named: Sequence[str], source: str) -> Objections:
    """Object unless what is named is such a series, or nothing."""
    if not named or set(named) == set(floor.stack[len(floor.stack) - len(set(named)) :]):
        return ()
    what = "the questions named are no unbroken series from the one immediately pending"
    return object_to("GOV-364", what, source, "name the questions above as well, or all pending ones")


def covered(floor: Floor, named: Sequence[str]) -> frozenset[EventId]:
    """Return the questions that an order covers: those named, else the one immediately pending."""
    return frozenset(each for each in floor.stack if each in named) or frozenset(floor.stack[-1:])


def ordered(floor: Floor, order: Order, ends: int) -> Floor:
    """Return this floor with an order in force; `ends` is when debate on what it covers ends by it, or 0."""
    floor = floor.but(orders=(*floor.orders, order))
    for each in order.covers if ends else ():
        floor = floor.having(floor.motions[each].but(debate_until=ends))
    return floor


def why_not_in_force(floor: Floor, motion: Motion) -> Objections:
    """Object to reconsidering an order upon debate that was carried and is exhausted, or under which a vote was taken."""
    order = next((each for each in floor.orders if each.by == motion.id), None)
    if order is not None and all(floor.motions[each].decision is None for each in order.covers):
        return ()
    what = f"the order of {motion.name} has been carried out, as far as it went"
    return object_to("GOV-376", what, motion.row.source, "vote on what is pending")
