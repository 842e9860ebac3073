"""How a process stands against its specification: capability where its chart is stable and there is enough, else why not."""

from __future__ import annotations

from typing import Final, NamedTuple

from gitgov.core.amounts import parse_amount
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.charting import Charted
from gitgov.quality.stats.capability import Capability, capability, moving_df, specify
from gitgov.quality.stats.charts.frozen import Baseline
from gitgov.quality.stats.charts.subgroups import Spread, spread_df
from gitgov.quality.stats.normality import shapiro_wilk
from gitgov.quality.stats.outcome import Estimate, Significance
from gitgov.quality.stats.sigma_level import SigmaLevel, sigma_level

SHOWN = 0.05
_INDIVIDUALS = ("xmr", "ewma", "cusum")
"""The charts of single values, whose sigma is that of their moving ranges."""
_MEANS: Final[dict[str, Spread]] = {"xbar-r": "R", "xbar-s": "S"}
"""The charts of means, whose sigma is that of the single values within a subgroup, by what it is estimated."""


class Standing(NamedTuple):
    """Indices by name, or why there are none; how many observations in a million are out of specification, and the sigma level with the shift of 1.5.

    `normal` asks whether the values are normal, as the indices take for granted.
    """

    capable: dict[str, Estimate] | str
    defects: SigmaLevel | None = None
    normal: Significance | None = None

    @property
    def skewed(self) -> bool:
        """Say whether the values are shown not to be normal."""
        return self.normal is not None and self.normal.p < SHOWN


def standing_of(ctq: Ctq, found: Charted) -> Standing:
    """Return how a process stands; nothing is clamped, and what is not stable has no capability."""
    if not (ctq.lower or ctq.upper):
        return Standing("there are no specification limits")
    if ctq.chart not in (*_INDIVIDUALS, *_MEANS):
        return Standing(f"the spread of single values does not show on a {ctq.chart} chart")
    lower, upper, target = (float(parse_amount(each)) if each else None for each in (ctq.lower, ctq.upper, ctq.target))
    observed = [each for point in found.points for each in point.members or (point,)]
    values = [float(each.value) for each in observed]
    signals = (*found.control.signals, *found.control.spread_signals)
    process = capability(values, found.base.sigma, _df(ctq, found.base), specify(lower, upper, target), signals)
    if not isinstance(process, Capability):
        return Standing(str(process))
    outside = sum(not ctq.met_by(each.value) for each in observed)
    normal = shapiro_wilk(values)
    tested = normal if isinstance(normal, Significance) else None
    counted = sigma_level(outside, len(values))
    return Standing(_named(process), counted if isinstance(counted, SigmaLevel) else None, tested)


def _df(ctq: Ctq, base: Baseline) -> float:
    by = _MEANS.get(ctq.chart)
    return moving_df(base.points) if by is None else spread_df(base.points, ctq.subgroup, by)


def _named(process: Capability) -> dict[str, Estimate]:
    found = {
        "Cp": process.within.cp,
        "Cpk": process.within.cpk,
        "Pp": process.overall.cp,
        "Ppk": process.overall.cpk,
        "Cpm": process.within.cpm,
        "Ppm": process.overall.cpm,
    }
    return {title: each for title, each in found.items() if each is not None}
