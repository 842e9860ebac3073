"""How often an application is deployed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from gitgov.quality.measures.facts import DAY, HOUR, Window
from gitgov.quality.measures.row import DORA, DeliveryMeasure, unplaced, within
from gitgov.quality.measures.shipping import Delivery, Shipped
from gitgov.quality.measures.summing import MEDIAN, YES, Left, grouped, in_order, typical
from gitgov.quality.reading import Reading, Sample, no_data

WEEK = 7 * DAY
_HOW = "deployments by time"
_MONDAY = 4 * DAY
"""The first Monday of the calendar that counts seconds from 1970 on, a Thursday."""


def per_week(delivery: Delivery, window: Window) -> Reading:
    """Count the successful deployments, by the weeks of the time in which they were made."""
    return _rate("deployment_frequency", "/wk", WEEK, delivery, window)


def per_day(delivery: Delivery, window: Window) -> Reading:
    """Count the successful deployments, by days."""
    return _rate("deployments_per_day", "/d", DAY, delivery, window)


def days_in_a_week(delivery: Delivery, window: Window) -> Reading:
    """Count the days with a deployment in each whole week, Monday to Sunday in UTC, a week without any as 0."""
    name, left = "deployment_days_per_week", list[Left]()
    found, start = _counted(delivery, window, left), _start(delivery, window)
    if start is None:
        return no_data(name, "{count}", MEDIAN, grouped(left))
    weeks: dict[int, set[int]] = {}
    for each in found:
        weeks.setdefault((each.at - _MONDAY) // WEEK, set()).add(each.at // DAY)
    first, last = -(-(start - _MONDAY) // WEEK), (window.until + 1 - _MONDAY) // WEEK
    samples = (Sample(Fraction(len(weeks.get(week, ()))), _monday(week), _at(week)) for week in range(first, last))
    return typical(name, "{count}", samples, left)


def time_between(delivery: Delivery, window: Window) -> Reading:
    """Measure from each successful deployment to the next."""
    left = list[Left]()
    samples = (
        Sample(Fraction(after.at - before.at, HOUR), after.object, after.at)
        for before, after in pairwise(_counted(delivery, window, left))
        if window.holds(after.at)
    )
    return typical("time_between_deployments", "h", samples, left)


def _rate(name: str, unit: str, span: int, delivery: Delivery, window: Window) -> Reading:
    left = list[Left]()
    found, start = _counted(delivery, window, left), _start(delivery, window)
    if start is None:
        return no_data(name, unit, _HOW, grouped(left))
    if not window.since:
        left.append(("it begins the time that is measured", found[0].object))
    asked = (each for each in found if window.holds(each.at) and (window.since or each.at > start))
    counted = in_order(Sample(YES, each.object, each.at) for each in asked)
    if start >= window.until or (not counted and window.until - start < span):
        return no_data(name, unit, _HOW, grouped(left))
    value = Fraction(len(counted) * span, window.until - start)
    how = f"{len(counted)} deployments in {window.until - start} seconds"
    return Reading(name, unit, value, len(counted), how, counted, grouped(left))


def _start(delivery: Delivery, window: Window) -> int | None:
    """Return where the time that is measured begins: as the window says, else with the first deployment; nothing without any."""
    first = next((each.at for each in delivery.shipped if each.succeeded and each.at <= window.until), None)
    return first if first is None or not window.since else window.since


def _counted(delivery: Delivery, window: Window, left: list[Left]) -> Sequence[Shipped]:
    """Return the successful deployments, of all times; those of the window that came to nothing are left out."""
    left.extend(unplaced(delivery, window))
    left.extend(("it was not carried out", each.object) for each in within(delivery, window) if not each.succeeded)
    return [each for each in delivery.shipped if each.succeeded]


def _at(week: int) -> int:
    return week * WEEK + _MONDAY


def _monday(week: int) -> str:
    """Name a week by the day on which it begins, in days since 1970."""
    return f"day {_at(week) // DAY}"


FREQUENCY = DeliveryMeasure(
    "deployment_frequency",
    "/wk",
    "Successful deployments in a week: their number by the time from the beginning that was asked for, or else from the first"
    " deployment, which then is not counted. The commit that is there already is no further deployment, unless more is on record of"
    " it. No data without any deployment, nor where there is none in less than a week (for deployments_per_day, a day): that is no 0 yet.",
    DORA,
    per_week,
)
DAILY = DeliveryMeasure("deployments_per_day", "/d", "As deployment_frequency, in a day.", DORA, per_day)
DAYS = DeliveryMeasure(
    "deployment_days_per_week",
    "{count}",
    "Days with a successful deployment in each whole week, Monday to Sunday in UTC. Median over the weeks.",
    "Four Keys and DevLake count days so; the median is not theirs, which differ",
    days_in_a_week,
)
BETWEEN = DeliveryMeasure(
    "time_between_deployments",
    "h",
    "Time from each successful deployment to the next. Median.",
    DORA,
    time_between,
)
