"""The series of a characteristic: its records, in the order in which they were made: by what they have seen, then by instant, then by id."""

from __future__ import annotations

from collections.abc import Iterable

from gitgov.core.amounts import parse_amount
from gitgov.quality.charting import Observed
from gitgov.quality.events import Measured
from gitgov.quality.measured import Taken


def series_of(taken: Iterable[Taken], metric: str, unit: str) -> tuple[Observed, ...]:
    """Return what was measured of a metric in a unit, the oldest first; of several records of one commit the last, and what has no data is left out."""
    return series_in(((each, row) for each in taken for row in each.body.measures if row.metric == metric), unit)


def series_in(records: Iterable[tuple[Taken, Measured]], unit: str) -> tuple[Observed, ...]:
    """Return the same from the records of one metric."""
    found: dict[str, Observed] = {}
    for each, row in records:
        if row.unit == unit and row.value:
            point = Observed(each.id, each.subject, each.at, parse_amount(row.value), row.n, row.part)
            found.pop(each.subject, None)
            found[each.subject] = point
    return tuple(found.values())
