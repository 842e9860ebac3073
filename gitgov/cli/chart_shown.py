"""A characteristic on its control chart, told: limits, signals, and how the process stands against its specification."""

from __future__ import annotations

from math import isinf
from typing import Any

from gitgov.cli.figuring import finite, interval_json
from gitgov.cli.text import many, paint, say
from gitgov.core.amounts import with_unit
from gitgov.core.ids import EventId, short
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.charting import Charted, Observed, Plotted, in_unit, within_nature
from gitgov.quality.nature import PER_UNIT, draws_rates, unit_drawn
from gitgov.quality.showing import shown_amount
from gitgov.quality.standing import Standing, standing_of
from gitgov.quality.stats.charts.control import OWN
from gitgov.quality.stats.charts.frozen import Point
from gitgov.quality.stats.outcome import Estimate, Insufficient
from gitgov.quality.stats.sigma_level import SigmaLevel


def tell(ctq: Ctq, motion: str, points: Plotted, found: Charted | Insufficient) -> None:
    """Tell of a chart in lines, of the motion that defines it, and of records that are not on it."""
    if isinstance(found, Insufficient):
        say(f"{ctq.ctq}: {found}")
        _tell_beside(ctq, points)
        return
    base, of = found.base, f" of {ctq.subgroup} records each" if ctq.subgroup else ""
    kind = "frozen by decision" if found.frozen else "provisional" if base.provisional else "of all points, not frozen"
    say(f"{ctq.ctq}: {ctq.chart} chart of {many(len(found.points), 'point')}{of}, limits {kind} ({motion})")
    say(f"  {_limits(ctq, found)}{f',{PER_UNIT}' if draws_rates(ctq) else ''}")
    _tell_beside(ctq, points)
    say(f"  {found.alarm_words}")
    if found.control.stable:
        say(paint("  no signal: the process is stable", "green"))
    for signals, what in ((found.control.signals, ""), (found.control.spread_signals, " of the spread")):
        for each in signals:
            say(paint(f"  {each.rule} at point {each.at}: {each.words}{what} ({_point(ctq, found, each.at)})", "red"))
    _tell_standing(standing_of(ctq, found))


def _limits(ctq: Ctq, found: Charted) -> str:
    """Say where the centre and the limits of the last point lie; a limit where nothing can be measured is none."""
    limits = within_nature(ctq, found.points, in_unit(ctq, found.control.points[-1].limits))
    center, lower, upper = (_of(each, ctq.unit) for each in (limits.center, limits.lower, limits.upper))
    begin = f"centre {center}" if ctq.chart != "cusum" else f"sums of what lies off {_of(found.base.center, ctq.unit)}"
    if isinf(limits.lower) and isinf(limits.upper):
        return f"{begin}, no control limit that a value could pass"
    if isinf(limits.lower):
        return f"{begin}, upper control limit {upper}, and no lower one, as no value lies there"
    if isinf(limits.upper):
        return f"{begin}, lower control limit {lower}, and no upper one, as no value lies there"
    return f"{begin}, control limits {lower} to {upper}"


def _point(ctq: Ctq, found: Charted, at: int) -> str:
    """Say what was measured at a point, and what is drawn there where that is another thing."""
    point = found.points[at - 1]
    value = _of(_drawn(ctq, found.control.points[at - 1]), ctq.unit)
    drawn = f"drawn at {value}; " if ctq.chart in OWN or draws_rates(ctq) else ""
    return f"{drawn}{with_unit(shown_amount(point.value), ctq.unit)}, {short(point.commit)}, {short(point.record)}"


def _drawn(ctq: Ctq, point: Point) -> float:
    """Return what a chart draws, on the scale of its limits as they are told."""
    return in_unit(ctq, point.limits._replace(center=point.value)).center


def _tell_beside(ctq: Ctq, points: Plotted) -> None:
    if points.waiting:
        say(f"  {many(len(points.waiting), 'record')} of {ctq.subgroup} for the next point")
    if points.left_out:
        named = ", ".join(short(each.record) for each in points.left_out)
        say(paint(f"  left out, as what is 0 or less has no logarithm: {named}", "yellow"))
        say(
            f"  next: git quality define {ctq.ctq} --chart xmr would draw {'it' if len(points.left_out) == 1 else 'them'}"
        )


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


def chart_json(ctq: Ctq, motion: EventId, plotted: Plotted, found: Charted | Insufficient) -> dict[str, Any]:
    """Return a chart with stable keys, and the id of the motion that defines it."""
    head: dict[str, Any] = {
        "ctq": ctq.ctq,
        "unit": ctq.unit,
        "unit_drawn": unit_drawn(ctq),
        "motion": motion,
        "chart": ctq.chart,
        "subgroup": ctq.subgroup,
        "left_out": [each.record for each in plotted.left_out],
        "waiting": [each.record for each in plotted.waiting],
    }
    if isinstance(found, Insufficient):
        return {**head, "insufficient": str(found), "points": [], "signals": [], "stable": None}
    standing = standing_of(ctq, found)
    points = [_point_json(ctq, each, point) for each, point in zip(found.points, found.control.points, strict=True)]
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
        "false_alarm_every": finite(found.false_alarms.points),
        "false_alarm_how": found.false_alarms.how,
        "capability": standing.capable if isinstance(standing.capable, str) else {
            title: _estimate(each) for title, each in standing.capable.items()
        },
        "normality": None if standing.normal is None else {"test": standing.normal.method, "p": standing.normal.p},
        **_defects_json(standing.defects),
    }  # fmt: skip


def _point_json(ctq: Ctq, each: Observed, point: Point) -> dict[str, Any]:
    limits = in_unit(ctq, point.limits)
    return {
        "record": each.record,
        "records": [member.record for member in each.members or (each,)],
        "commit": each.commit,
        "value": shown_amount(each.value),
        "n": each.n,
        "plotted": _drawn(ctq, point),
        "center": limits.center,
        "lower": finite(limits.lower),
        "upper": finite(limits.upper),
    }


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
