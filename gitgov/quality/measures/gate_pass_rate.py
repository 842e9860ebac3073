"""Which share of the runs of gates let the change pass."""

from __future__ import annotations

from gitgov.quality.measures.row import Facts, Measure
from gitgov.quality.measures.summing import share, whether
from gitgov.quality.reading import Reading, Sample

NAME = "gate_pass_rate"


def take(facts: Facts) -> Reading:
    """Count the records of gates that passed."""
    asked = (each for each in facts.gates if facts.window.holds(each.at))
    return share(NAME, (Sample(whether(each.passed), each.object, each.at) for each in asked), ())


MEASURE = Measure(
    NAME,
    "1",
    "Share of the runs of automated gates on record that passed, of all that passed or failed: runs of checks, and records of"
    " measurements that were judged, which pass where all of them are met.",
    "Issue 6: automated gate pass rate",
    take,
)
