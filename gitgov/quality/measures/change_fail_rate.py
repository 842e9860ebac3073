"""Which share of deployments failed, so that somebody had to step in."""

from __future__ import annotations

from gitgov.quality.measures.facts import Window
from gitgov.quality.measures.failing import failures
from gitgov.quality.measures.row import DORA, DeliveryMeasure, unplaced, within
from gitgov.quality.measures.shipping import Delivery, tried
from gitgov.quality.measures.summing import Left, share, whether
from gitgov.quality.reading import Reading, Sample

NAME = "change_fail_rate"


def take(delivery: Delivery, window: Window) -> Reading:
    """Count the deployments that failed, each once, however many incidents it caused."""
    left = [*unplaced(delivery, window), *not_tried(delivery, window)]
    failed = {each.shipped.object: each for each in failures(delivery)}
    counted = tried(delivery)
    samples = [
        Sample(whether(each.object in failed), each.object, each.at)
        for each in within(delivery, window)
        if each.object in counted
    ]
    inferred = [each.object for each in samples if each.object in failed and failed[each.object].inferred]
    return share(NAME, samples, left, inferred)


def not_tried(delivery: Delivery, window: Window) -> list[Left]:
    """Return the deployments that came to nothing, as far as anybody noticed."""
    counted = tried(delivery)
    return [("it was not carried out", each.object) for each in within(delivery, window) if each.object not in counted]


MEASURE = DeliveryMeasure(
    NAME,
    "1",
    "Share of the deployments that failed: an incident on record names one, or its record says that somebody had to step in."
    " Inferred, and marked so: the next deployment went back to a commit that this one contains, or one within 7 days reverts a"
    " change that this one brought.",
    DORA,
    take,
)
