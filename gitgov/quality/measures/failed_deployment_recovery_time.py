"""How long it takes to recover from a deployment that failed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gitgov.quality.measures.facts import HOUR, Window
from gitgov.quality.measures.failing import failures
from gitgov.quality.measures.row import DORA, DeliveryMeasure, unplaced
from gitgov.quality.measures.shipping import Delivery
from gitgov.quality.measures.summing import Left, typical
from gitgov.quality.reading import Reading, Sample

NAME, UNIT = "failed_deployment_recovery_time", "h"


def take(delivery: Delivery, window: Window) -> Reading:
    """Measure from each deployment that failed to what mended it."""
    left = unplaced(delivery, window)
    reading = typical(NAME, UNIT, _samples(delivery, window, left), left)
    taken = {each.object for each in reading.samples}
    guessed = (each.shipped.object for each in failures(delivery) if each.inferred or each.again)
    return reading._replace(inferred=tuple(sorted(taken.intersection(guessed))))


def _samples(delivery: Delivery, window: Window, left: list[Left]) -> Iterator[Sample]:
    for each in failures(delivery):
        ship = each.shipped
        if not window.holds(ship.at):
            continue
        if each.recovered is None or each.recovered > window.until:
            left.append(("nothing is known to have mended it", ship.object))
        elif each.recovered < ship.at:
            left.append(("it says that it was mended before it was deployed", ship.object))
        else:
            yield Sample(Fraction(each.recovered - ship.at, HOUR), ship.object, ship.at)


MEASURE = DeliveryMeasure(
    NAME,
    UNIT,
    "Time from a deployment that failed (as change_fail_rate has it) until its incidents were closed, else to the first later one"
    " that did not fail and contains the fix: what the incident or a trailer Fixes-Incident names, a revert of one of its changes, or"
    " the state before it. Failures that no change caused are none. Median.",
    DORA,
    take,
)
