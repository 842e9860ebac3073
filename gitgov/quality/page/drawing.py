"""A chart as SVG and PNG, drawn by matplotlib, which is an extra: nothing else needs it, and it takes most of a second to load."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from gitgov.core.errors import BadInput
from gitgov.core.visible import flat
from gitgov.quality.page.numbers import NO_DATA, day, digits, short
from gitgov.quality.page.plain import bounds
from gitgov.quality.page.values import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, SOFT, LINE, BAD, SPEC = "#16191d", "#545d68", "#0b57a4", "#b3261e", "#7a4b00"
MARKERS = {"above": "^", "below": "v", "within": "D"}
_SETTINGS: Final[Any] = {
    "font.size": 11,
    "svg.fonttype": "none",  # text stays text, to be searched and read aloud
    "svg.hashsalt": "gitgov",  # the same chart is the same bytes
    "text.parse_math": False,  # what people wrote between two dollars is no formula
    "text.usetex": False,
}
_UNDATED = {"Creator": None, "Date": None, "Format": None, "Type": None}
_NO_XML = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
_APART = 0.045
"""How far apart the names of lines stand, as a share of the height."""


def chart_svg(chart: Chart) -> str:
    """Draw a chart as SVG, the same bytes for the same chart; raises `BadInput` where matplotlib is missing."""
    return _saved(chart, "svg", metadata=_UNDATED).decode()


def chart_png(chart: Chart) -> bytes:
    """Draw a chart as PNG, 1,500 pixels wide; raises `BadInput` where matplotlib is missing."""
    return _saved(chart, "png", dpi=150, metadata={"Software": None})


def _saved(chart: Chart, form: str, **options: Any) -> bytes:
    with _quiet():
        figure = _drawn(chart)
        out = BytesIO()
        figure.savefig(out, format=form, **options)
    return out.getvalue()


@contextmanager
def _quiet() -> Iterator[None]:
    """Draw with our settings, whatever a user's are; a letter that no font has is drawn as a box, without a word."""
    try:
        import matplotlib as mpl  # noqa: PLC0415 (an extra)
    except ImportError as failure:
        raise BadInput("charts as SVG and PNG are drawn by matplotlib", "pip install 'gitgov[charts]'") from failure
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        yield


def _drawn(chart: Chart) -> Figure:
    from matplotlib.figure import Figure  # noqa: PLC0415 (an extra)

    figure = Figure(figsize=(10, 4.5), layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(f"{_words(chart.title or chart.name)} ({_words(chart.kind)})", loc="left", color=INK)
    axes.set_ylabel(_words(chart.unit))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    if all(each.value is None for each in chart.points):
        axes.text(0.5, 0.5, NO_DATA, transform=axes.transAxes, ha="center")
        return figure
    _limits(axes, chart)
    values = [float("nan") if each.value is None else each.value for each in chart.points]
    size = 4 if len(values) <= 150 else 0
    axes.plot(range(len(values)), values, color=LINE, linewidth=1.5, marker="o", markersize=size)
    _marks(axes, chart)
    axes.margins(y=0.12)
    _names(axes, chart)
    places = sorted({round(part * (len(values) - 1) / 5) for part in range(6)})
    axes.set_xticks(places, [day(chart.points[each].at) for each in places])
    return figure


def _words(text: str) -> str:
    """Make words of people visible on one line, in letters that XML has."""
    return flat(text).translate(_NO_XML)


def _limits(axes: Axes, chart: Chart) -> None:
    places = range(len(chart.points))
    rows = [bounds(chart, each) for each in places]
    for row, (style, color) in enumerate((("-", INK), ("--", SOFT), ("--", SOFT))):
        values = [float("nan") if value is None else value for value in (each[row] for each in rows)]
        axes.step(places, values, where="post", color=color, linestyle=style, linewidth=1)
    for value in (chart.lower, chart.target, chart.upper):
        if value is not None:
            axes.axhline(value, color=SPEC, linestyle=":", linewidth=1.2)


def _names(axes: Axes, chart: Chart) -> None:
    """Write the names of the lines right of them, one above the other where they lie close."""
    center, lower, upper = bounds(chart, len(chart.points) - 1)
    lines = [(center, "centre", INK), (lower, "LCL", SOFT), (upper, "UCL", SOFT)]
    lines += [(chart.lower, "at least", SPEC), (chart.target, "target", SPEC), (chart.upper, "at most", SPEC)]
    low, high = axes.get_ylim()
    free = float("-inf")
    for value, name, color in sorted((each for each in lines if each[0] is not None), key=lambda each: each[0] or 0.0):
        height = max(free, ((value or 0.0) - low) / (high - low))
        free = height + _APART
        words = f"{name} {digits(value or 0.0)}"
        axes.text(1.005, height, words, transform=axes.transAxes, va="center", fontsize=9, color=color)


def _marks(axes: Axes, chart: Chart) -> None:
    """Mark signals by shapes and the names of their rules, and where a decision moved the limits."""
    for each in chart.signals:
        value = chart.points[each.point].value if each.point < len(chart.points) else None
        if value is not None:
            axes.plot([each.point], [value], color=BAD, marker=MARKERS[each.side], markersize=9, linestyle="")
            off = 8 if each.side != "below" else -8
            axes.annotate(
                _words(each.rule),
                (each.point, value),
                (0, off),
                textcoords="offset points",
                ha="center",
                va="bottom" if off > 0 else "top",
                color=BAD,
            )
    for phase in chart.phases:
        if phase.decision:
            axes.axvline(phase.first, color=INK, linestyle=":", linewidth=1)
            axes.annotate(
                f"by {short(_words(phase.decision))}",
                (phase.first, 1),
                (3, -2),
                xycoords=axes.get_xaxis_transform(),
                textcoords="offset points",
                va="top",
                fontsize=9,
            )
