"""`git quality chart`: one metric on its chart, in the terminal or as a picture."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.known import chart_of, known_metrics, the_metric
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.open import open_chamber
from gitgov.cli.overview import MetricWord
from gitgov.cli.text import paint, say
from gitgov.cli.writing import write_out
from gitgov.core.errors import BadInput
from gitgov.quality.page.plain import SIGNS, chart_text
from gitgov.quality.page.values import Chart

_WIDE, _HIGH = (40, 200), (8, 24)
"""From how many columns and rows to how many a chart takes on a terminal."""
_ROUND = 8
"""So many rows are left for what is said around it."""


def chart(
    name: MetricWord,
    svg: Annotated[str, typer.Option("--svg", metavar="FILE", help="Draw it as SVG; - for standard output.")] = "",
    png: Annotated[str, typer.Option("--png", metavar="FILE", help="Draw it as PNG; - for standard output.")] = "",
) -> None:
    """Draw a metric on its chart: points, limits and the decisions that moved them, and what signals.

    Pictures are drawn by matplotlib: pip install 'gitgov[charts]'.
    """
    if svg and svg == png:
        raise BadInput("two pictures would go to the same place", "name two files")
    chamber = open_chamber(Path())
    found = chart_of(the_metric(known_metrics(chamber, read_metrics(chamber).taken), name))
    if not (svg or png):
        _tell(found)
        return
    from gitgov.quality.page.drawing import chart_png, chart_svg

    pictures = [(svg, chart_svg(found).encode())] if svg else []
    pictures += [(png, chart_png(found))] if png else []
    for file, data in pictures:
        write_out(file, data)


def _tell(found: Chart) -> None:
    columns, rows = shutil.get_terminal_size()
    width, height = min(max(columns, _WIDE[0]), _WIDE[1]), min(max(rows - _ROUND, _HIGH[0]), _HIGH[1])
    signs = tuple(SIGNS.values())
    for line in chart_text(found, width, height).splitlines():
        say(paint(line, "red") if line.startswith(signs) else line)
