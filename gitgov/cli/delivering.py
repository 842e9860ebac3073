"""`git quality dora` and `kpi`: how software is delivered, and whether governing pays."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.measuring import facts_at
from gitgov.chamber.metrics import Metrics, read_metrics, the_record
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.scoping import branch_here, scope_of
from gitgov.cli.analyzing import SinceOption
from gitgov.cli.figuring import (
    amount_json,
    compared_json,
    estimate_json,
    excluded_json,
    left_out,
    reading_json,
    valued,
)
from gitgov.cli.options import Json
from gitgov.cli.recalling import since_of
from gitgov.cli.text import columns, flat, give, instant_json, many, paint, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.core.instants import show_instant
from gitgov.quality.analysis.comparing import Compared
from gitgov.quality.dora import Figure, figures
from gitgov.quality.kpi import Kpi, baseline_of, kpis
from gitgov.quality.measures.facts import DAY, Window
from gitgov.quality.measures.row import Facts
from gitgov.quality.reading import Reading
from gitgov.quality.showing import difference, shown_amount, within
from gitgov.quality.stats.outcome import Insufficient

SPAN = 90 * DAY
_FEW = 10
_COLOURS = {"green": "green", "red": "red", "no data": "yellow"}


def dora(
    service: Annotated[str, typer.Option("--service", metavar="SERVICE", help="Only this one.")] = "",
    since: SinceOption = "",
    as_json: Json = False,
) -> None:
    """Show the five metrics of software delivery of each service, as DORA defines them, in the last 90 days, and against the time before."""
    chamber = open_chamber(Path())
    facts = _facts(chamber, read_metrics(chamber), since_of(since, chamber.now()) if since else chamber.now() - SPAN)
    wanted = [each for each in facts.deliveries if not service or each.application.name == service]
    if not wanted:
        names = [each.application.name for each in facts.deliveries if each.application.name]
        raise BadInput(f"the charter has no service {service!r}", f"there are: {', '.join(names) or 'none by name'}")
    found = {each.application.name: figures(each, facts.window) for each in wanted}
    window = facts.window
    if as_json:
        services = [{"service": name, "metrics": [_figure_json(each) for each in rows]} for name, rows in found.items()]
        return give({**_window_json(window), "services": services})
    say(f"from {show_instant(window.since)} to {show_instant(window.until)}; before: as long a time until then")
    for name, rows in found.items():
        say(paint(name or "the repository as a whole", "bold"))
        say(columns([_row(each) for each in rows]))
        for line in (f"  {each.row.name}: {note}" for each in rows for note in _notes(each)):
            say(line)
    return None


def _facts(chamber: Chamber, metrics: Metrics, since: int) -> Facts:
    name, tip = branch_here(chamber, "")
    return facts_at(chamber, tip, scope_of(chamber, metrics, name, since, chamber.now()))


def _row(each: Figure) -> list[str]:
    reading, reach = each.reading, each.interval
    interval = "" if isinstance(reach, Insufficient) else within(reach.interval, reading.unit)
    before = f"before {valued(each.before.value, each.before.unit)} (n {each.before.n})"
    return ["  " + each.row.name, valued(reading.value, reading.unit), interval, _counted(reading), before]


def _counted(reading: Reading) -> str:
    return f"n {reading.n}" if reading.part is None else f"{reading.part} of {reading.n}"


def _notes(each: Figure) -> list[str]:
    found = [left_out(each.reading.excluded)] if each.reading.excluded else []
    if each.reading.inferred:
        found.append(f"{many(len(each.reading.inferred), 'deployment')} inferred, not recorded")
    if isinstance(each.change, Compared):
        found.append(f"against before: {difference(each.change, each.reading.unit)}")
    return found


def _figure_json(each: Figure) -> dict[str, Any]:
    interval = None if isinstance(each.interval, Insufficient) else estimate_json(each.interval)
    before = {
        "value": amount_json(each.before.value),
        "n": each.before.n,
        "excluded": excluded_json(each.before.excluded),
    }
    return {
        **reading_json(each.reading), "definition": each.row.definition, "source": each.row.source,
        "interval": interval, "before": before, "change": compared_json(each.change),
    }  # fmt: skip


def kpi(
    since: SinceOption = "",
    baseline: Annotated[
        str,
        typer.Option(
            "--baseline", metavar="ID", help="The record of records_per_change that coordination is compared with."
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """Show how the body stands: deployments, lead time, gates, decisions by vote, and what coordinating costs; green, red, or no data."""
    chamber = open_chamber(Path())
    metrics = read_metrics(chamber)
    base = baseline_of(the_record(metrics, baseline)) if baseline else None
    if baseline and base is None:
        raise BadInput(
            f"{baseline} does not say how many records a change took",
            "git quality measure --metric records_per_change --record makes a baseline",
        )
    facts = _facts(chamber, metrics, since_of(since, chamber.now()) if since else 0)
    found = kpis(facts, base)
    if as_json:
        give({**_window_json(facts.window), "kpis": [_kpi_json(each) for each in found]})
        return
    say(columns([_kpi_row(each, base.value if base else None) for each in found]))
    for each in found:
        if each.state == "red" and each.objects:
            more = f" and {len(each.objects) - _FEW} more" if len(each.objects) > _FEW else ""
            say(f"{each.name}: {', '.join(map(short, each.objects[:_FEW]))}{more}")


def _window_json(window: Window) -> dict[str, Any]:
    return {"since": instant_json(window.since or None), "until": instant_json(window.until)}


def _kpi_row(each: Kpi, base: Any) -> list[str]:
    against = f"against {shown_amount(base)} ({short(each.baseline)})" if each.baseline else ""
    said = "; ".join(filter(None, (against, flat(each.said), left_out(each.reading.excluded))))
    value = _percent(each.reading)
    return [each.name, paint(each.state, _COLOURS[each.state]), value, _counted(each.reading), each.target, said]


def _percent(reading: Reading) -> str:
    if reading.part is None or reading.value is None:
        return valued(reading.value, reading.unit)
    return f"{shown_amount(reading.value * 100)} %"


def _kpi_json(each: Kpi) -> dict[str, Any]:
    said = {"kpi": each.name, "state": each.state, "target": each.target, "said": each.said}
    return {**reading_json(each.reading), **said, "objects": list(each.objects), "baseline": each.baseline or None}
