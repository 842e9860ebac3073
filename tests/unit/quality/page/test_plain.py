"""Charts for a terminal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.quality.page.plain import BLOCKS, bounds, chart_text, sparkline
from gitgov.quality.page.values import Chart, Phase, Point, Signal
from tests.kit.pages import chart_of, commit, full_page, worded

VALUES = st.lists(st.none() | st.floats(-1e9, 1e9), max_size=60)


def charted(values: list[float | None], **more: Any) -> Chart:
    points = tuple(Point(at * 86_400, value, commit(at)) for at, value in enumerate(values))
    return Chart("some", "", "XmR", "%", points)._replace(**more)


@given(VALUES, st.integers(1, 40))
def test_a_line_has_a_block_for_each_of_the_newest_values(values: list[float | None], width: int) -> None:
    line = sparkline(values, width)
    newest = values[-width:]
    known = [each for each in newest if each is not None]
    if not known:
        assert line == "no data"
        return
    assert len(line) == len(newest)
    assert [char == " " for char in line] == [each is None for each in newest]
    if min(known) < max(known):
        assert line[newest.index(max(known))] == BLOCKS[-1]
        assert line[newest.index(min(known))] == BLOCKS[0]


@given(VALUES, st.integers(20, 120), st.integers(4, 30))
def test_a_plot_fits_and_has_a_mark_for_every_point(values: list[float | None], width: int, height: int) -> None:
    lines = chart_text(charted(values), width, height).splitlines()
    plot = [line for line in lines if "│" in line]
    shown = [each for each in values[-(width - 13) :] if each is not None]
    if not shown:
        assert lines[1:] == ["no data"]
        return
    assert len(plot) == height
    assert max(map(len, plot)) <= width
    assert sum(line.count("•") for line in plot) == len(shown)


def test_it_shows_limits_signals_and_the_decision_that_moved_them() -> None:
    chart = chart_of()
    text = chart_text(chart, 80, 16)
    assert [sign for sign in "▲▼◆•─┄·" if sign not in text] == []
    assert f"limits moved 2026-03-02 by {chart.phases[1].decision[:12]} the new suite is in use" in text
    assert f"▼ N1 a point beyond 3 sigma: 2026-02-10, 76.5 %, {chart.points[20].object[:12]}" in text


def test_of_more_points_than_fit_the_newest_are_drawn() -> None:
    text = chart_text(chart_of("some", 300), 60, 12)
    assert "the newest 47 of 300 points" in text
    assert "N1" not in text.splitlines()[-3]


@pytest.mark.parametrize("words", ["\x1b[31mred\nsecond line", "\u202eback", "\ud800"])
def test_nobodys_text_drives_the_terminal(words: str) -> None:
    page = worded(full_page(), words)
    text = "".join(chart_text(each) for each in page.charts)
    assert {char for char in text if not char.isprintable()} == {"\n"}
    plain = "".join(chart_text(each) for each in worded(full_page(), "plain").charts)
    assert text.count("\n") == plain.count("\n")


def test_limits_of_each_point_are_those_of_its_phase() -> None:
    chart = charted([1.0, 2.0, 3.0], phases=(Phase(0, 1.0, 0.5, 1.5), Phase(2, 3.0, (2.0,), (None,))))
    assert [bounds(chart, each) for each in range(3)] == [(1.0, 0.5, 1.5), (1.0, 0.5, 1.5), (3.0, 2.0, None)]


def test_a_point_before_the_first_phase_has_no_limits() -> None:
    assert bounds(charted([1.0], phases=(Phase(5, 1.0),)), 0) == (None, None, None)


def test_a_signal_beyond_the_points_is_left_out() -> None:
    assert "N1" not in chart_text(charted([1.0, 2.0], signals=(Signal(9, "N1"),)))
