"""A characteristic on its control chart, told: limits, signals, and how the process stands against its specification."""

from __future__ import annotations

from math import isinf
from typing import Any

from gitgov.cli.figuring import finite, interval_json
from gitgov.cli.text import many, paint, say
from gitgov.core.amounts import with_unit
from gitgov.core.ids import EventId, short
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.charting import Charted
from gitgov.quality.showing import shown_amount
from gitgov.quality.standing import Standing, standing_of
from gitgov.quality.stats.outcome import Estimate, Insufficient
from gitgov.quality.stats.sigma_level import SigmaLevel


def tell(ctq: Ctq, motion: str, found: Charted | Insufficient) -> None:
    """Tell of a chart in lines, and of the motion that defines it."""
    if isinstance(found, Insufficient):
        say(f"{ctq.ctq}: {found}")
        return
    unit, base = ctq.unit, found.base
    limits = found.control.points[-1].limits
    kind = "frozen by decision" if found.frozen else "provisional" if base.provisional else "of all points, not frozen"
    say(f"{ctq.ctq}: {ctq.chart} chart of {many(len(found.points), 'point')}, limits {kind} ({motion})")
    say(f"  centre {_of(limits.center, unit)}, control limits {_of(limits.lower, unit)} to {_of(limits.upper, unit)}")
    say(f"  in control one point in {found.false_alarm_every:.0f} is a false alarm")
    if found.control.stable:
        say(paint("  no signal: the process is stable", "green"))
    for signals, of in ((found.control.signals, ""), (found.control.spread_signals, " of the spread")):
        for each in signals:
            point = found.points[each.at - 1]
            seen = f"{with_unit(shown_amount(point.value), unit)}, {short(point.commit)}, {short(point.record)}"
            say(paint(f"  {each.rule} at point {each.at}: {each.words}{of} ({seen})", "red"))
    _tell_standing(standing_of(ctq, found))


def _of(value: float, unit: str) -> str:
    return with_unit(f"{value:.4g}", unit)


def _tell_standing(standing: Standing) -> None:
    if isinstance(standing.capable, str):
        say(f"  capability: {standing.capable}")
        return
    for title, each in standing.capable.items():
        say(f"  {title} {each.value:.2f} ({each.interval.low:.2f} to {each.interval.high:.2f}, n {each.n})")
    if standing.normal is not None:
        looks = "not normal: read the indices with care" if standing.skewed else "nothing speaks against normal values"
        say(f"  {looks} ({standing.normal.method}, p {standing.normal.p:.2g})")
    if standing.defects:
        _tell_defects(standing.defects)


def _tell_defects(found: SigmaLevel) -> None:
    seen, at, most = found.dpmo, found.interval, found.interval.high
    reach = f"{seen.interval.low:.0f} to {seen.interval.high:.0f}, n {seen.n}"
    say(f"  {seen.value:.0f} defects per million opportunities ({reach})")
    if isinstance(found.level, Insufficient):
        one_sided = f"at least {at.low:.2f}" if isinf(most) else f"at most {most:.2f}"
        say(f"  sigma level {one_sided}: {found.level.why} (with the {found.shift:g} shift)")
    else:
        high = "" if isinf(most) else f" to {most:.2f}"
        say(f"  sigma level {found.level:.2f} ({at.low:.2f}{high}, with the {found.shift:g} shift)")


def chart_json(ctq: Ctq, motion: EventId, found: Charted | Insufficient) -> dict[str, Any]:
    """Return a chart with stable keys, and the id of the motion that defines it."""
    head: dict[str, Any] = {
        "ctq": ctq.ctq,
        "unit": ctq.unit,
        "motion": motion,
        "chart": ctq.chart,
    }
    if isinstance(found, Insufficient):
        return {**head, "insufficient": str(found), "points": [], "signals": [], "stable": None}
    standing = standing_of(ctq, found)
    points = [
        {
            "record": each.record, "commit": each.commit, "value": shown_amount(each.value), "n": each.n,
            "center": point.limits.center, "lower": finite(point.limits.lower), "upper": finite(point.limits.upper),
        }
        for each, point in zip(found.points, found.control.points, strict=True)
    ]  # fmt: skip
    signals = [
        {"rule": each.rule, "words": each.words, "at": each.at, "points": list(each.points), "side": each.side}
        for each in (*found.control.signals, *found.control.spread_signals)
    ]
    return {
        **head,
        "insufficient": None,
        "frozen": found.frozen,
        "points": points,
        "signals": signals,
        "stable": found.control.stable,
        "false_alarm_every": found.false_alarm_every,
        "capability": standing.capable if isinstance(standing.capable, str) else {
            title: _estimate(each) for title, each in standing.capable.items()
        },
        "normality": None if standing.normal is None else {"test": standing.normal.method, "p": standing.normal.p},
        **_defects_json(standing.defects),
    }  # fmt: skip


def _defects_json(found: SigmaLevel | None) -> dict[str, Any]:
    if found is None:
        return {"dpmo": None, "dpmo_interval": None, "sigma_level": None, "sigma_level_interval": None}
    return {
        "dpmo": found.dpmo.value,
        "dpmo_interval": interval_json(found.dpmo.interval),
        "sigma_level": None if isinstance(found.level, Insufficient) else found.level,
        "sigma_level_interval": interval_json(found.interval),
    }


def _estimate(each: Estimate) -> dict[str, Any]:
    return {"value": each.value, "low": each.interval.low, "high": each.interval.high, "n": each.n}
