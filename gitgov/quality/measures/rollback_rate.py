"""Which share of deployments went back to what had been there before."""

from __future__ import annotations

from gitgov.quality.measures.facts import Window
from gitgov.quality.measures.row import DeliveryMeasure, unplaced, within
from gitgov.quality.measures.shipping import Delivery
from gitgov.quality.measures.summing import share, whether
from gitgov.quality.reading import Reading, Sample

NAME = "rollback_rate"


def take(delivery: Delivery, window: Window) -> Reading:
    """Count the successful deployments that went back."""
    done = [each for each in within(delivery, window) if each.succeeded]
    failed = (("it was not carried out", each.object) for each in within(delivery, window) if not each.succeeded)
    samples = (Sample(whether(each.back), each.object, each.at) for each in done)
    return share(NAME, samples, [*unplaced(delivery, window), *failed])


MEASURE = DeliveryMeasure(
    NAME,
    "1",
    "Share of the successful deployments that went back: the record says so, or the commit is an ancestor of the one that was there"
    " before. A fix that goes forward is none: see revert_rate.",
    "DORA counts a rollback as an intervention, dora.dev/guides/dora-metrics (2026-01-05)",
    take,
)
