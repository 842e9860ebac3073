"""Which share of deployments were not planned, but made to mend what users had met."""

from __future__ import annotations

from gitgov.quality.measures.change_fail_rate import not_tried
from gitgov.quality.measures.facts import Window
from gitgov.quality.measures.row import DORA, DeliveryMeasure, unplaced, within
from gitgov.quality.measures.shipping import Delivery, tried, why_unplanned
from gitgov.quality.measures.summing import share, whether
from gitgov.quality.reading import Reading, Sample

NAME = "deployment_rework_rate"


def take(delivery: Delivery, window: Window) -> Reading:
    """Count the deployments that were made because of an incident."""
    left = [*unplaced(delivery, window), *not_tried(delivery, window)]
    counted = tried(delivery)
    why = [(each, why_unplanned(delivery, each)) for each in within(delivery, window) if each.object in counted]
    samples = (Sample(whether(said), each.object, each.at) for each, said in why)
    return share(NAME, samples, left, [each.object for each, said in why if said == "inferred"])


MEASURE = DeliveryMeasure(
    NAME,
    "1",
    "Share of the deployments that are unplanned: the record says so, or a change that one brings has the trailer Fixes-Incident."
    " Inferred, and marked so: all that it brings takes changes back.",
    DORA,
    take,
)
