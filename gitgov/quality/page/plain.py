"""A chart for a terminal: a line of blocks, or a plot of characters with its limits and signals.

Characters of our own: a plotting library for terminals would be one more dependency for a grid of a few lines, and draws in colours
that a pipe or a log does not have.
"""

from __future__ import annotations

from collections.abc import Sequence

from gitgov.core.visible import flat
from gitgov.quality.page.numbers import NO_DATA, day, digits, said, short
from gitgov.quality.page.values import Bound, Chart, Phase

BLOCKS = "▁▂▃▄▅▆▇█"
SIGNS = {"above": "▲", "below": "▼", "within": "◆"}
_POINT, _CENTER, _LIMIT, _SPEC = "•", "─", "┄", "·"
_MARGIN = 12


def sparkline(values: Sequence[float | None], width: int = 20) -> str:
    """Return the newest `width` values as blocks; a gap where there is no data."""
    newest = values[-width:] if width > 0 else ()
    known = [each for each in newest if each is not None]
    if not known:
        return NO_DATA
    low, span = min(known), max(known) - min(known)
    return "".join(" " if each is None else BLOCKS[_step(each - low, span, len(BLOCKS))] for each in newest)


def chart_text(chart: Chart, width: int = 80, height: int = 16) -> str:
    """Return a plot of `height` rows no wider than `width` columns, and below it what its marks mean.

    Each point has a column of its own: of more than fit, the newest are drawn, and the text says so.
    """
    columns = max(8, width - _MARGIN - 1)
    start = max(0, len(chart.points) - columns)
    title = f"{flat(chart.title or chart.name)} ({flat(chart.kind)}, {flat(chart.unit)})"
    if all(each.value is None for each in chart.points[start:]):
        return f"{title}\n{NO_DATA}\n"
    lines = [title, *_plot(chart, start, max(4, height)), _dates(chart, start)]
    if start:
        lines.append(f"the newest {len(chart.points) - start} of {len(chart.points)} points")
    return "\n".join([*lines, *_legend(chart, start)]) + "\n"


def bounds(chart: Chart, index: int) -> tuple[float | None, float | None, float | None]:
    """Return the centre, the lower and the upper limit of a point."""
    phase = next((each for each in reversed(chart.phases) if each.first <= index), None)
    if phase is None:
        return None, None, None
    return phase.center, _of(phase.lower, phase, index), _of(phase.upper, phase, index)


def _of(bound: Bound, phase: Phase, index: int) -> float | None:
    if isinstance(bound, tuple):
        return bound[index - phase.first] if index - phase.first < len(bound) else None
    return bound


def _plot(chart: Chart, start: int, height: int) -> list[str]:
    shown = range(start, len(chart.points))
    limits = [bounds(chart, index) for index in shown]
    specified = (chart.lower, chart.target, chart.upper)
    known = [
        each for row in (*limits, specified, [chart.points[i].value for i in shown]) for each in row if each is not None
    ]
    low, span = min(known), max(known) - min(known)
    signs = {each.point: SIGNS[each.side] for each in reversed(chart.signals)}
    grid = [[" "] * len(shown) for _ in range(height)]
    for column, (index, (center, lower, upper)) in enumerate(zip(shown, limits, strict=True)):
        marks = [(each, _SPEC) for each in specified]
        marks += [(lower, _LIMIT), (upper, _LIMIT), (center, _CENTER)]
        marks.append((chart.points[index].value, signs.get(index, _POINT)))
        for value, mark in marks:
            if value is not None:
                grid[height - 1 - _step(value - low, span, height)][column] = mark
    left = _scale([*limits[-1], *specified, low, low + span], low, span, height)
    return [f"{left.get(row, ''):>{_MARGIN - 2}} │{''.join(cells)}" for row, cells in enumerate(grid)]


def _scale(values: Sequence[float | None], low: float, span: float, height: int) -> dict[int, str]:
    """Return what stands left of each row; of several values the first one."""
    rows: dict[int, str] = {}
    for each in values:
        if each is not None:
            rows.setdefault(height - 1 - _step(each - low, span, height), digits(each))
    return rows


def _dates(chart: Chart, start: int) -> str:
    first, last = day(chart.points[start].at), day(chart.points[-1].at)
    return f"{'':>{_MARGIN - 1}}└ {first} to {last}"


def _legend(chart: Chart, start: int) -> list[str]:
    points = chart.points
    signals = [
        f"{SIGNS[each.side]} {flat(each.rule)} {flat(each.words)}: {day(points[each.point].at)},"
        f" {flat(said(points[each.point].value, chart.unit))}, {short(flat(points[each.point].object))}"
        for each in chart.signals
        if start <= each.point < len(points)
    ]
    moved = [
        f"limits moved {day(points[each.first].at)} by {short(flat(each.decision))} {flat(each.why)}".rstrip()
        for each in chart.phases
        if each.decision and start <= each.first < len(points)
    ]
    return [*signals, *moved, *([flat(chart.note)] if chart.note else [])]


def _step(above: float, span: float, steps: int) -> int:
    """Return in which of so many steps a value lies; the middle one where all are the same."""
    return min(steps - 1, int(above / span * steps)) if span > 0 else steps // 2
