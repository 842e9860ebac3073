"""Coverage of lines and branches, counted: what the formats of coverage have in common."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.reading import Reading, Sample, no_data
from gitgov.quality.sources.row import Metric, kept, left_out, ordered
from gitgov.quality.sources.shape import named

LINES = Metric(
    "code_coverage",
    "%",
    "Lines that ran while tests ran, of the lines that the tool counts as code; from its counts, not its rounded rate.",
)
BRANCHES = Metric("branch_coverage", "%", "Branches that were taken while tests ran, of all branches.")


class Covered(NamedTuple):
    """How many of how many ran."""

    ran: int
    of: int


def coverage(metric: Metric, files: Mapping[str, Covered], whole: Covered | None = None) -> Reading:
    """Read a coverage by the counts of files, or of the whole where the tool states them; each file is a sample.

    No data where there is nothing to cover. Raises `BadInput` where more ran than there is.
    """
    for name, each in files.items():
        _possible(each, named(name))
    sums = whole or Covered(sum(each.ran for each in files.values()), sum(each.of for each in files.values()))
    _possible(sums, "the whole")
    empty = kept([left_out("nothing to cover", [name for name, each in files.items() if not each.of])])
    if not sums.of:
        return no_data(metric.name, metric.unit, "share", empty)
    samples = ordered(Sample(Fraction(100 * each.ran, each.of), named(name)) for name, each in files.items() if each.of)
    return Reading(
        metric.name, metric.unit, Fraction(100 * sums.ran, sums.of), sums.of, "share", samples, empty, sums.ran
    )


def _possible(counts: Covered, where: str) -> None:
    if counts.ran > counts.of:
        raise BadInput(f"{where}: {counts.ran} of {counts.of} cannot be covered", "give the file as the tool wrote it")
