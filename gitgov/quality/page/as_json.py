"""A page as JSON: every field by its name, points of charts as columns."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from gitgov.core.amounts import show_amount
from gitgov.quality.page.numbers import drawn, said
from gitgov.quality.page.values import Chart, Figure, Page


def page_json(page: Page) -> dict[str, Any]:
    """Return the page as an object of JSON: the numbers that it shows, with seven digits, and `exact` where they are."""
    written: dict[str, Any] = _plain(page)
    return written


def _plain(value: Any) -> Any:
    match value:
        case Chart():
            return _fields(value) | _columns(value)
        case Figure():
            return _fields(value) | {"exact": _exact(value), "shown": said(value.value, value.unit)}
        case tuple() if hasattr(value, "_fields"):
            return _fields(value)
        case tuple():
            return [_plain(each) for each in value]
        case Fraction() | float():
            return drawn(value)
        case _:
            return value


def _fields(value: Any) -> dict[str, Any]:
    return {name: _plain(each) for name, each in zip(value._fields, value, strict=True) if name != "points"}


def _columns(chart: Chart) -> dict[str, Any]:
    """Write points a column for each field: a third of the bytes, and what plotting libraries read."""
    return {
        "at": [each.at for each in chart.points],
        "values": [drawn(each.value) for each in chart.points],
        "objects": [each.object for each in chart.points],
        "labels": [each.label for each in chart.points] if any(each.label for each in chart.points) else [],
    }


def _exact(figure: Figure) -> str | None:
    return show_amount(figure.value) if isinstance(figure.value, Fraction) else None
