"""Whether two people label the same things alike: Cohen's kappa (1960), before their labels are counted.

Is it an incident, a revert, a rework? AIAG, Measurement Systems Analysis, asks for 0.75 and more; below 0.4 labels are poor.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.stats.outcome import Insufficient


class Agreement(NamedTuple):
    """The share of alike labels, the share that chance would give, and kappa: 1 is full agreement, 0 that of chance."""

    observed: Fraction
    expected: Fraction
    kappa: Fraction
    n: int


def kappa(table: Sequence[Sequence[int]]) -> Agreement | Insufficient:
    """Return the agreement in a square table of counts: row, the first's label; column, the other's; raises `BadInput` if not."""
    if any(len(row) != len(table) or min(row) < 0 for row in table):
        raise BadInput("a table of agreement has a row and a column for each label, and counts from 0")
    n = sum(map(sum, table))
    if n == 0:
        return Insufficient("nothing was labelled", 0, 1)
    observed = Fraction(sum(row[i] for i, row in enumerate(table)), n)
    columns = [sum(column) for column in zip(*table, strict=True)]
    expected = Fraction(sum(sum(row) * column for row, column in zip(table, columns, strict=True)), n * n)
    if expected == 1:
        return Insufficient("there is one label only", n)
    return Agreement(observed, expected, (observed - expected) / (1 - expected), n)
