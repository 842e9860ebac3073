"""What is measured beside an act, and recorded together with it: one append, so that neither is there without the other.

Where the charter lets somebody else measure, the act stands alone, and says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from gitgov.chamber.acts import Actor
from gitgov.chamber.open import Chamber
from gitgov.chamber.taking import Sourced, charted_rows, measurement
from gitgov.core.amounts import with_unit
from gitgov.core.errors import Refused
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.quality.events import Measured
from gitgov.quality.reading import Reading, Sample
from gitgov.quality.showing import shown


class Beside(NamedTuple):
    """The record of what was measured, not yet appended, and its rows; or why the law does not let this member measure."""

    events: tuple[Event, ...] = ()
    rows: tuple[Measured, ...] = ()
    why_not: Objection | None = None

    def told(self) -> str:
        """Say in a line what is measured, or why it is not."""
        if self.why_not:
            return f"not measured: {self.why_not}"
        return f"measured: {', '.join(map(_value, self.rows))} ({short(self.events[0].id)})"


def _value(row: Measured) -> str:
    return f"{row.metric} {with_unit(shown(row.value), row.unit) if row.value else '(no data)'}"


def measured_beside(chamber: Chamber, actor: Actor, commit: str, readings: Iterable[Reading], source: str) -> Beside:
    """Draw up the record of some readings on a commit."""
    rows = charted_rows(chamber, [Sourced(each, source) for each in readings], commit)
    try:
        event = measurement(chamber, actor, commit, rows)
    except Refused as refused:
        return Beside(why_not=refused.objections[0])
    return Beside((event,), tuple(rows))


def single(metric: str, unit: str, value: Fraction | int, of: str, at: int) -> Reading:
    """Return a reading of one observation, made on the object or record `of` at an instant."""
    exact = Fraction(value)
    return Reading(metric, unit, exact, 1, "one observation", (Sample(exact, of, at),))
