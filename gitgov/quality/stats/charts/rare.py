"""g and t: what lies between rare events, units or time.

Where less than about one event is expected in a period, limits of p, c and u are of no use: every event signals. So the gaps
are charted, and a long gap is good.

g counts the units without an event between two of them, 0 and more: geometric, with mean m, sigma sqrt(m (m + 1)) (Benneyan
2001, "Number-between g-type statistical quality control charts"). Programs that count the event too (qcc) have m (m - 1).
Three sigmas below lie below 0, so that a g chart never sees worse; the t chart does.
t is time between events, exponential: its power 1 / 3.6 is nearly normal (Nelson 1994, "A control chart for parts-per-million
nonconforming items") and is charted as XmR.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from gitgov.core.errors import BadInput
from gitgov.core.scales import POWER, of_power
from gitgov.quality.stats.charts import individuals
from gitgov.quality.stats.charts.frozen import Baseline, Limits, Point, too_short
from gitgov.quality.stats.outcome import Insufficient, finite, mean


def freeze_g(gaps: Sequence[float]) -> Baseline | Insufficient:
    """Freeze a g chart from gaps in units, each 0 or more; raises `BadInput` for one below 0."""
    found = _gaps(gaps)
    if short := too_short(len(found), "gaps"):
        return short
    center = mean(found)
    if center == 0:
        return Insufficient("every unit has an event: it is not rare", len(found))
    return Baseline("g", center, math.sqrt(center * (center + 1)), len(found), floor=0.0)


def draw_g(base: Baseline, gaps: Sequence[float]) -> tuple[Point, ...]:
    """Draw gaps against three sigmas. Zones of a skewed statistic mean nothing: only points beyond the limits signal."""
    limits = base.limits(base.sigma)
    return tuple(Point(each, limits) for each in _gaps(gaps))


def freeze_t(times: Sequence[float]) -> Baseline | Insufficient:
    """Freeze a t chart from times between events, in any unit, each 0 or more; raises `BadInput` for one below 0."""
    found = individuals.freeze(_powers(times), floor=0.0)
    return found if isinstance(found, Insufficient) else found._replace(chart="t")


def draw_t(base: Baseline, times: Sequence[float]) -> tuple[Point, ...]:
    """Draw times between events by their power 1 / 3.6, which all run rules may read; `in_time` reads limits again."""
    return individuals.draw(base, _powers(times))


def in_time(limits: Limits) -> Limits:
    """Return limits of a t chart in the unit of the times, with sigma left as it is."""
    center, sigma, lower, upper = limits
    return Limits(of_power(center), sigma, of_power(lower), of_power(upper))


def _powers(times: Sequence[float]) -> tuple[float, ...]:
    return tuple(each ** (1 / POWER) for each in _gaps(times))


def _gaps(gaps: Sequence[float]) -> tuple[float, ...]:
    found = finite(gaps, "gaps")
    if found and min(found) < 0:
        raise BadInput("a gap below 0", "events come in the order of time")
    return found
