"""p, np, c and u, with Laney's p' and u': what is counted, of so many or in so much.

p and np count the units that are defective, of n (binomial); c and u count events, in one or in several areas of opportunity
(Poisson). Their spread follows from their mean, which holds only where nothing else varies. With sizes in the thousands
everything does, and nearly every point lies outside; Laney (2002), "Improved control charts for attributes", widens the limits by
how much the z of neighbouring points differ. A period of size 0 has no proportion: it is left out before.
Sources: Montgomery 7.2 and 7.3; NIST/SEMATECH e-Handbook 6.3.3.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.stats.charts.frozen import Baseline, Point, too_short
from gitgov.quality.stats.charts.individuals import moving_sigma
from gitgov.quality.stats.outcome import Insufficient, finite


class Counted(NamedTuple):
    """How many there were in a period, of how many or in how much: size is 1 where only the count is known."""

    number: float
    size: float = 1.0


class Row(NamedTuple):
    """What makes one chart of counts differ from another."""

    binomial: bool
    scaled: bool
    laney: bool


CHARTS = {
    "p": Row(binomial=True, scaled=True, laney=False),
    "np": Row(binomial=True, scaled=False, laney=False),
    "c": Row(binomial=False, scaled=False, laney=False),
    "u": Row(binomial=False, scaled=True, laney=False),
    "p'": Row(binomial=True, scaled=True, laney=True),
    "u'": Row(binomial=False, scaled=True, laney=True),
}
"""`scaled` charts draw count / size; the others draw counts, and their sizes are all the same."""


def freeze(chart: str, periods: Sequence[Counted]) -> Baseline | Insufficient:
    """Freeze a chart of `CHARTS` from periods in the order of time.

    Raises `BadInput` for sizes of 0, counts below 0 or above their size (p, np), and sizes that differ (np, c).
    """
    row, found = CHARTS[chart], _read(chart, periods)
    if short := too_short(len(found), "periods"):
        return short
    share = math.fsum(each.number for each in found) / math.fsum(each.size for each in found)
    if share == 0 or (row.binomial and share == 1):
        seen = "nothing was counted" if share == 0 else "everything was counted"
        return Insufficient(f"{seen} in the base period; chart what lies between the rare ones", len(found))
    scale = 1.0 if row.scaled else found[0].size
    ceiling = scale if row.binomial else math.inf
    base = Baseline(chart, share * scale, 0.0, len(found), floor=0.0, ceiling=ceiling)
    if not row.laney:
        return base
    ratio = moving_sigma([each.z for each in draw(base, found)])
    if ratio == 0:
        return Insufficient("the base period does not vary", len(found))
    return base._replace(ratio=ratio)


def draw(base: Baseline, periods: Sequence[Counted]) -> tuple[Point, ...]:
    """Draw periods against frozen limits, each by its size; raises `BadInput` as `freeze` does."""
    row, points = CHARTS[base.chart], []
    for each in _read(base.chart, periods):
        if not row.scaled and row.binomial and each.size != base.ceiling:
            raise BadInput(
                f"a sample of {each.size:g} on an np chart of {base.ceiling:g}", "use a p chart where sizes differ"
            )
        value = each.number / each.size if row.scaled else each.number
        points.append(Point(value, base.limits(base.ratio * _sigma(row, base.center, each.size))))
    return tuple(points)


def _sigma(row: Row, center: float, size: float) -> float:
    """Return the spread of what is drawn: of a proportion or a rate, or of a count."""
    share = center if row.scaled or not row.binomial else center / size
    spread = share * (1 - share) if row.binomial else share
    if row.scaled:
        return math.sqrt(spread / size)
    return math.sqrt(spread * size) if row.binomial else math.sqrt(spread)


def _read(chart: str, periods: Sequence[Counted]) -> tuple[Counted, ...]:
    row = CHARTS[chart]
    found = tuple(Counted(*finite(each, "counts")) for each in periods)
    if any(each.number < 0 or each.size <= 0 for each in found):
        raise BadInput("a count below 0, or one of nothing", "leave out the periods in which nothing was looked at")
    if row.binomial and any(each.number > each.size for each in found):
        raise BadInput(
            "more were counted than there were", "a chart of events, c or u, may count one unit several times"
        )
    if not row.scaled and len({each.size for each in found}) > 1:
        raise BadInput(f"sizes that differ on a chart {chart}", "use p instead of np, u instead of c")
    return found
