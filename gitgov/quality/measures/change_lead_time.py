"""How long changes take from their commit until they are deployed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gitgov.quality.measures.facts import HOUR, Window
from gitgov.quality.measures.row import DORA, DeliveryMeasure, unplaced
from gitgov.quality.measures.shipping import APART, FIRST, Delivery
from gitgov.quality.measures.summing import Left, slow, typical
from gitgov.quality.reading import Reading, Sample

UNIT = "h"


def take(delivery: Delivery, window: Window) -> Reading:
    """Measure from when each change was begun to the first successful deployment that contains it."""
    left = list[Left]()
    return typical("change_lead_time", UNIT, _samples(delivery, window, left), left)


def take_slow(delivery: Delivery, window: Window) -> Reading:
    """Measure the same, summed up by what most changes do not exceed."""
    left = list[Left]()
    return slow("change_lead_time_p85", UNIT, _samples(delivery, window, left), left)


def _samples(delivery: Delivery, window: Window, left: list[Left]) -> Iterator[Sample]:
    left.extend(unplaced(delivery, window))
    for each in delivery.shipped:
        if not window.holds(each.at):
            continue
        if each.relation == FIRST:
            left.append(("the first deployment, which has all that went before", each.object))
        elif each.relation == APART:
            left.append(("it contains no deployment before it", each.object))
        for change in each.changes:
            begun = delivery.begun.get(change.oid, change.authored)
            if begun >= each.at:
                left.append(("it says that it is not older than its deployment", change.oid))
            else:
                yield Sample(Fraction(each.at - begun, HOUR), change.oid, each.at)


_WHAT = (
    "Time from when a change was committed (of a squash on record the first commit that was squashed, else the author date) to the"
    " first successful deployment that contains it. Changes are the commits between two deployments that are no merges and touch"
    " the application's paths."
)
MEDIAN = DeliveryMeasure("change_lead_time", UNIT, f"{_WHAT} Median.", DORA, take)
P85 = DeliveryMeasure("change_lead_time_p85", UNIT, f"{_WHAT} 85th percentile.", DORA, take_slow)
