"""Charts as SVG and PNG."""

from __future__ import annotations

import sys
from hashlib import sha256
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest

from gitgov.core.errors import BadInput
from gitgov.quality.page.drawing import chart_png, chart_svg
from gitgov.quality.page.values import Chart
from tests.kit.pages import chart_of, full_page, worded

HOSTILE = (
    "$\\frac{1}{0}$ and $",
    "</text><script>alert(1)</script>",
    "--> ]]>",
    "\x00\x1b\u202e\ud800\ufffe\uffff",
    "汉字 🎉",
)


def texts(chart: Chart) -> list[str]:
    return ["".join(each.itertext()) for each in ET.fromstring(chart_svg(chart)).iter() if each.tag.endswith("}text")]


def digest(chart: Chart) -> str:
    return sha256(chart_svg(chart).encode() + chart_png(chart)).hexdigest()


def test_the_same_chart_is_the_same_bytes_whatever_was_drawn_and_set_before() -> None:
    chart = chart_of("some", 20)
    first = digest(chart)
    with mpl.rc_context({"font.size": 30, "svg.hashsalt": "other", "axes.facecolor": "red"}):
        chart_svg(chart_of("another", 12))
        assert digest(chart) == first


def test_settings_of_others_stay_as_they_were() -> None:
    with mpl.rc_context({"font.size": 30}):
        chart_svg(chart_of("some", 8))
        assert mpl.rcParams["font.size"] == 30


def test_it_shows_limits_signals_and_the_decision_that_moved_them() -> None:
    chart = chart_of()
    shown = texts(chart)
    wanted = [
        "UCL 89.3",
        "centre 86",
        "LCL 82.7",
        "at least 80",
        "target 85",
        "N1",
        f"by {chart.phases[1].decision[:12]}",
    ]
    assert [each for each in wanted if each not in shown] == []


def test_it_bears_no_date_and_loads_nothing() -> None:
    drawn = chart_svg(chart_of())
    assert "<metadata>" not in drawn
    assert 'href="http' not in drawn
    assert "@import" not in drawn


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_wrote_is_text(words: str) -> None:
    (chart, *_) = worded(full_page(), words).charts
    plain = {each.tag for each in ET.fromstring(chart_svg(chart_of())).iter()}
    assert {each.tag for each in ET.fromstring(chart_svg(chart)).iter()} <= plain
    assert chart_png(chart).startswith(b"\x89PNG\r\n")


@pytest.mark.parametrize("count", [1, 2, 400])
def test_any_number_of_points_is_drawn(count: int) -> None:
    chart = chart_of("some", 40)
    points = (chart.points * 10)[:count]
    assert chart_svg(chart._replace(points=points)).startswith("<?xml")


def test_no_data_is_said() -> None:
    assert "no data" in texts(chart_of()._replace(points=()))


def test_without_matplotlib_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(BadInput) as failure:
        chart_svg(chart_of())
    assert failure.value.remedy == "pip install 'gitgov[charts]'"
