"""What is known of each quality characteristic: how it is and was defined, and what is on record of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gitgov.chamber.measured import quality_motions
from gitgov.chamber.open import Chamber
from gitgov.chamber.series import series_in
from gitgov.core.errors import BadInput
from gitgov.gate.ratified import why_not_ratified
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.measured import Taken
from gitgov.quality.page.values import Chart
from gitgov.quality.seen.charts import Held, chart, run_chart
from gitgov.quality.seen.tiles import Metric, Recorded


def known_metrics(chamber: Chamber, taken: Iterable[Taken]) -> dict[str, Metric]:
    """Return by name all characteristics that are in force, and all metrics that are on record."""
    held, records = _held(chamber), dict[str, list[Recorded]]()
    for each in taken:
        for row in each.body.measures:
            records.setdefault(row.metric, []).append(Recorded(each, row))
    return {name: _metric(name, held.get(name, ()), records.get(name, ())) for name in sorted({*held, *records})}


def _metric(name: str, held: Iterable[Held], records: Iterable[Recorded]) -> Metric:
    defined, found = tuple(held), tuple(records)
    unit = defined[-1].ctq.unit if defined else found[-1].row.unit
    return Metric(name, unit, defined, found, series_in(found, unit))


def _held(chamber: Chamber) -> dict[str, list[Held]]:
    """Return by name the definitions that are or were in force, the oldest first; nothing for what is retired."""
    now, found = chamber.now(), dict[str, list[Held]]()
    for each in quality_motions(chamber):
        question, decision = each.question, each.decision
        if isinstance(question, Ctq) and decision and why_not_ratified(each, now) is None:
            found.setdefault(question.ctq, []).append(Held(each.id, decision.ends_hold, question))
    ordered = {name: sorted(rows, key=lambda row: (row.at, row.motion)) for name, rows in found.items()}
    return {name: rows for name, rows in ordered.items() if not rows[-1].ctq.retired}


def the_metric(known: Mapping[str, Metric], name: str) -> Metric:
    """Return what is known of a metric; raises `BadInput` where that is nothing."""
    if name in known:
        return known[name]
    raise BadInput(
        f"nothing is defined or on record as {name!r}",
        f"there are: {', '.join(known) or 'none'}; git quality measure --record puts more on record",
    )


def chart_of(metric: Metric) -> Chart:
    """Draw the series of a metric: on its control chart where it is defined to have one, else as it is."""
    if metric.charted:
        return chart(metric.held, metric.series)._replace(title=metric.title)
    return run_chart(metric.name, metric.title, metric.unit, metric.series)
