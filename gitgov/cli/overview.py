"""`git quality show`: all characteristics at a glance, or one of them with its definition, decisions and records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.known import known_metrics, the_metric
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.receipts import Dated, late
from gitgov.chamber.recorded import ROOM
from gitgov.cli.options import Json
from gitgov.cli.text import columns, flat, give, instant_json, many, paint, say
from gitgov.core.amounts import show_amount, with_unit
from gitgov.core.ids import motion_name, short
from gitgov.core.instants import show_duration, show_instant
from gitgov.quality.charting import Observed
from gitgov.quality.meaning import meaning_of
from gitgov.quality.nature import center_told
from gitgov.quality.page.plain import sparkline
from gitgov.quality.seen.charts import Held, moves
from gitgov.quality.seen.tiles import Metric, Recorded, judged, kind_of, recorded_figure
from gitgov.quality.showing import shown

MetricWord = Annotated[str, typer.Argument(metavar="METRIC", help="What it is called: git quality show names all.")]
LAST = 5
"""So many records are shown on a terminal; JSON has all."""
_COLOURS = {"met": "green", "missed": "red", "no data": "yellow"}


def show(
    name: Annotated[
        str, typer.Argument(metavar="METRIC", help="Show this one in full; all of them unless given.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Show what is defined and on record: last values with verdict and trend, or one metric with its decisions and records."""
    chamber = open_chamber(Path())
    known = known_metrics(chamber, read_metrics(chamber).taken)
    if name:
        metric = the_metric(known, name)
        if as_json:
            give({**_json(metric), **_whole_json(metric)})
        else:
            _tell(chamber, metric)
    elif as_json:
        give([_json(each) for each in known.values()])
    elif known:
        say(columns([_row(chamber, each) for each in known.values()]))
    else:
        say("nothing is defined or on record; git quality define and git quality measure --record begin")


def _row(chamber: Chamber, metric: Metric) -> list[str]:
    """Write a line: name, last value, verdict, how many, trend, age, and what is asked."""
    figure = recorded_figure(metric)
    last = metric.records[-1] if metric.records else None
    verdict = judged(metric, figure.value)
    return [
        metric.name,
        _value(last),
        paint(verdict or "-", _COLOURS.get(verdict, "dim")),
        f"n {figure.n}" if last else "-",
        sparkline([float(each.value) for each in metric.series]) if metric.series else "-",
        _age(chamber, last) if last else "-",
        flat(metric.held[-1].ctq.within) if metric.held else "",
    ]


def _value(found: Recorded | None) -> str:
    return flat(with_unit(shown(found.row.value), found.row.unit)) if found and found.row.value else "no data"


def _age(chamber: Chamber, found: Recorded) -> str:
    return f"{show_duration(max(0, chamber.now() - found.taken.at))} ago"


def _tell(chamber: Chamber, metric: Metric) -> None:
    verdict = judged(metric, recorded_figure(metric).value)
    last = metric.records[-1] if metric.records else None
    value = paint(", ".join(filter(None, (_value(last), verdict))), _COLOURS.get(verdict, "bold"))
    say(f"{metric.name}: {value}" + (f", {_age(chamber, last)}" if last else ""))
    if meaning := meaning_of(metric.name, kind_of(metric)):
        say(f"  {flat(meaning.definition)} ({flat(meaning.source)})")
    if metric.held:
        _tell_definition(metric.held[-1])
        for each in moves(metric.held):
            say(f"  limits moved {show_instant(each.at)} by {motion_name(each.motion)}: {_limits(each)}")
    if metric.series:
        say(f"  {many(len(metric.series), 'point')}: {sparkline([float(each.value) for each in metric.series], 60)}")
    shown_last = metric.records[-LAST:]
    behind = late(chamber, ROOM, [Dated(each.taken.id, each.taken.subject, each.taken.at) for each in shown_last])
    for recorded in shown_last:
        _tell_record(recorded, behind.get(recorded.taken.id, 0))
    if len(metric.records) > LAST:
        say(f"  and {many(len(metric.records) - LAST, 'earlier record')}: --json has all")


def _tell_definition(held: Held) -> None:
    ctq = held.ctq
    parts = [ctq.title, ctq.within, ctq.target and f"target {with_unit(ctq.target, ctq.unit)}"]
    parts += [ctq.owner and f"owner {ctq.owner}", ctq.chart and f"chart {ctq.chart}, {ctq.rules} rules"]
    said = flat("; ".join(filter(None, parts)))
    say(f"  defined by {motion_name(held.motion)} since {show_instant(held.at)}: {said}")


def _limits(held: Held) -> str:
    limits = held.ctq.limits
    if limits is None:
        return "not frozen any more"
    return f"centre {flat(center_told(held.ctq))}, of {many(limits.points, 'point')}"


def _tell_record(found: Recorded, behind: int) -> None:
    taken, row = found
    counted = f"{row.part} of {row.n}" if row.part is not None else f"n {row.n}"
    more = [f"signals {', '.join(row.signals)}" if row.signals else "", row.source, short(row.digest)]
    more.insert(0, f"arrived {show_duration(behind)} after that" if behind else "")
    said = flat("; ".join(filter(None, more)))
    say(
        f"  {show_instant(taken.at)}  {short(taken.id)} on {short(taken.subject)}  {_value(found)}  {counted}  {said}".rstrip()
    )


def _json(metric: Metric) -> dict[str, Any]:
    figure, last = recorded_figure(metric), metric.records[-1] if metric.records else None
    return {
        "metric": metric.name,
        "unit": metric.unit,
        "value": (last.row.value or None) if last else None,
        "n": figure.n,
        "judged": judged(metric, figure.value) or None,
        "record": last.taken.id if last else None,
        "commit": last.taken.subject if last else None,
        "at": instant_json(last.taken.at) if last else None,
        "defined_by": metric.held[-1].motion if metric.held else None,
        "within": metric.held[-1].ctq.within if metric.held else None,
        "trend": [show_amount(each.value) for each in metric.series],
    }


def _whole_json(metric: Metric) -> dict[str, Any]:
    meaning = meaning_of(metric.name, kind_of(metric))
    return {
        "meaning": {"definition": meaning.definition, "source": meaning.source} if meaning else None,
        "definition": metric.held[-1].ctq.model_dump(exclude={"motion"}) if metric.held else None,
        "decisions": [
            {"motion": each.motion, "at": instant_json(each.at), "within": each.ctq.within, "limits": _limits_json(each)}
            for each in metric.held
        ],
        "series": [_point_json(each) for each in metric.series],
        "records": [
            {"id": each.taken.id, "commit": each.taken.subject, "by": each.taken.by, "at": instant_json(each.taken.at), **each.row.model_dump()}
            for each in metric.records
        ],
    }  # fmt: skip


def _limits_json(held: Held) -> dict[str, Any] | None:
    return held.ctq.limits.model_dump() if held.ctq.limits else None


def _point_json(each: Observed) -> dict[str, Any]:
    return {
        "record": each.record,
        "commit": each.commit,
        "at": instant_json(each.at),
        "value": show_amount(each.value),
        "n": each.n,
        "part": each.part,
    }
