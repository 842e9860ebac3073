"""The places where the page's script draws: control charts, stages, Paretos and funnels, each with its numbers as a table."""

from __future__ import annotations

from gitgov.quality.page.markup import Html, table, tag
from gitgov.quality.page.markup import row as line
from gitgov.quality.page.numbers import day, digits, said
from gitgov.quality.page.tiles import names, opens
from gitgov.quality.page.values import Breakdown, Chart, Funnel, Page, Pareto

SHAPES = {"above": "▲", "below": "▼", "within": "◆"}
"""A shape for each side of a signal."""


def charts(page: Page) -> Html:
    """Return the control charts, with the decisions that moved their limits."""
    return Html("".join(_chart(place, each) for place, each in enumerate(page.charts)))


def breakdowns(page: Page) -> Html:
    """Return where time goes, stacked by week."""
    return Html("".join(_breakdown(place, each) for place, each in enumerate(page.breakdowns)))


def paretos(page: Page) -> Html:
    """Return causes, greatest first, with what they add up to."""
    return Html("".join(_pareto(place, each) for place, each in enumerate(page.paretos)))


def funnels(page: Page) -> Html:
    """Return teams within the limits for their sizes."""
    return Html("".join(_funnel(place, each) for place, each in enumerate(page.funnels)))


def _figure(place: str, title: str, said_of_it: str, *below: Html) -> Html:
    heading = tag("figcaption", tag("h3", title), tag("p", said_of_it, class_="said"))
    drawn = tag("div", class_="drawn", data_draws=place, role="group", aria_label=_keys(title), tabindex="0")
    return tag("figure", heading, drawn, tag("p", class_="readout", aria_live="polite"), *below)


def _chart(place: int, chart: Chart) -> Html:
    said_of_it = f"{chart.kind} chart of {chart.name}, {len(chart.points)} points. {chart.note}"
    moved = [
        tag(
            "li",
            f"Limits moved on {day(chart.points[phase.first].at)} by ",
            names(phase.decision, "decided by the motion"),
            f" {phase.why}",
        )
        for phase in chart.phases
        if phase.decision and phase.first < len(chart.points)
    ]
    signals = [
        tag("li", f"{SHAPES[each.side]} {each.rule}: {each.words}, {day(point.at)}, ", names(point.object, "object"))
        for each in chart.signals
        if each.point < len(chart.points)
        for point in (chart.points[each.point],)
    ]
    notes = [tag("ul", *moved, class_="moved")] if moved else []
    if signals:
        notes.append(
            tag("details", tag("summary", f"{len(signals)} signals"), tag("ul", *signals), open=len(signals) < 4)
        )
    points = tag("details", tag("summary", "Points as a table"), class_="points", data_points=f"charts/{place}")
    behind = tag("p", opens(f"{len(chart.points)} points", f"charts/{place}", "the objects behind them"))
    return _figure(f"charts/{place}", chart.title or chart.name, said_of_it, *notes, points, behind)


def _breakdown(place: int, found: Breakdown) -> Html:
    rows = [
        line(week.name, *(digits(each) for each in week.values), opens(f"{len(week.objects)}", where, "the changes"))
        for number, week in enumerate(found.weeks)
        for where in (f"breakdowns/{place}/weeks/{number}",)
    ]
    heads = ("week", *found.stages, "changes")
    numbers = tag("details", tag("summary", "Numbers"), table(f"{found.title}, in {found.unit}", heads, *rows))
    legend = [tag("li", tag("canvas", data_stage=str(number)), each) for number, each in enumerate(found.stages)]
    legend_list = tag("ul", *legend, class_="legend")
    return _figure(f"breakdowns/{place}", found.title, f"By week, in {found.unit}.", legend_list, numbers)


def _pareto(place: int, found: Pareto) -> Html:
    total, so_far, rows = sum(float(each.value) for each in found.bars) or 1.0, 0.0, list[Html]()
    for number, bar in enumerate(found.bars):
        so_far += float(bar.value)
        count = opens(said(bar.value, found.unit), f"paretos/{place}/bars/{number}", "what counts here")
        rows.append(line(bar.name, count, f"{round(100 * so_far / total)} %"))
    numbers = table(found.title, ("cause", "how much", "all so far"), *rows)
    return _figure(f"paretos/{place}", found.title, "Greatest first; the line adds them up.", numbers)


def _funnel(place: int, found: Funnel) -> Html:
    rows = [
        line(
            each.team,
            opens(said(each.value, found.unit), f"funnels/{place}/places/{number}", "what counts here"),
            str(each.n),
            "within limits" if each.side == "within" else f"{SHAPES[each.side]} {each.side} the limits",
        )
        for number, each in enumerate(found.places)
    ]
    words = f"All together: {said(found.center, found.unit)}. Limits are those for as many; within them, teams differ by chance."
    return _figure(f"funnels/{place}", found.title, words, table(found.title, ("team", "value", "n", "limits"), *rows))


def _keys(title: str) -> str:
    return f"{title}. Arrow keys go from point to point, Enter opens what is behind one."
