"""The five metrics of software delivery as DORA defines them now, of one application in one time, beside the time before.

No tiers: DORA gives none any more, and warns of comparing unlike systems. What an application is compared with is itself.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from gitgov.quality.analysis.comparing import Compared, compare_samples, corrected
from gitgov.quality.measures import (
    change_fail_rate,
    change_lead_time,
    deployment_frequency,
    deployment_rework_rate,
    failed_deployment_recovery_time,
)
from gitgov.quality.measures.facts import Window
from gitgov.quality.measures.row import DeliveryMeasure
from gitgov.quality.measures.shipping import Delivery
from gitgov.quality.reading import Reading
from gitgov.quality.stats.outcome import Estimate, Insufficient
from gitgov.quality.stats.proportions import wilson
from gitgov.quality.stats.quantiles import estimate

FIVE: Final = (
    change_lead_time.MEDIAN,
    deployment_frequency.FREQUENCY,
    failed_deployment_recovery_time.MEASURE,
    change_fail_rate.MEASURE,
    deployment_rework_rate.MEASURE,
)
"""Throughput, and then instability (dora.dev, guides/dora-metrics)."""
COUNTED = Insufficient("a rate that counts all there is has no sample", 0)


class Figure(NamedTuple):
    """A metric: what was read, its interval at 95 percent, the reading of the time before, and by how much it differs from that."""

    row: DeliveryMeasure
    reading: Reading
    interval: Estimate | Insufficient
    before: Reading
    change: Compared | Insufficient


def figures(delivery: Delivery, window: Window) -> tuple[Figure, ...]:
    """Take the five metrics of an application; the time before is as long as the window, and ends where that begins."""
    earlier = Window(max(0, 2 * window.since - window.until - 1), max(0, window.since - 1))
    found = [_figure(each, each.take(delivery, window), each.take(delivery, earlier)) for each in FIVE]
    fair = corrected({each.row.name: each.change for each in found})
    return tuple(each._replace(change=fair[each.row.name]) for each in found)


def _figure(row: DeliveryMeasure, reading: Reading, before: Reading) -> Figure:
    if row is deployment_frequency.FREQUENCY:
        return Figure(row, reading, COUNTED, before, COUNTED)
    shares = reading.part is not None or before.part is not None
    change = compare_samples(before.samples, reading.samples, shares=shares)
    return Figure(row, reading, _interval(reading), before, change)


def _interval(reading: Reading) -> Estimate | Insufficient:
    """Return Wilson's interval of a share, and of a median that between two of its values."""
    if reading.part is not None:
        return wilson(reading.part, reading.n)
    return estimate([float(each.value) for each in reading.samples])
