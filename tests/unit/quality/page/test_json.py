"""The JSON beside a page: every field, exact where the measurement is, and no number where there is no data."""

from __future__ import annotations

import json

from gitgov.quality.page.as_json import page_json
from gitgov.quality.page.values import Page
from tests.kit.pages import chart_of, full_page


def test_it_is_json_with_every_field_of_a_page() -> None:
    written = page_json(full_page())
    assert json.loads(json.dumps(written, allow_nan=False)) == written
    assert set(written) == set(Page._fields)
    assert all(written[name] for name in Page._fields)


def test_a_share_is_exact_beside_what_is_drawn() -> None:
    (figure,) = (each["figure"] for each in page_json(full_page())["tiles"] if each["name"] == "change_fail_rate")
    assert (figure["value"], figure["exact"], figure["shown"]) == (0.173913, "4/23", "0.1739")


def test_no_data_is_nothing_and_never_0() -> None:
    (figure,) = (each["figure"] for each in page_json(full_page())["tiles"] if each["name"] == "test_automation")
    assert (figure["value"], figure["exact"], figure["shown"], figure["n"]) == (None, None, "no data", 0)


def test_points_are_columns_of_the_same_length() -> None:
    chart = chart_of("some", 30)
    (written,) = page_json(full_page()._replace(charts=(chart,)))["charts"]
    assert [len(written[name]) for name in ("at", "values", "objects")] == [30, 30, 30]
    assert written["objects"] == [each.object for each in chart.points]
    assert written["labels"] == []
    assert "points" not in written


def test_a_label_of_one_point_makes_a_column() -> None:
    chart = chart_of("some", 3)
    labelled = (chart.points[0]._replace(label="first"), *chart.points[1:])
    (written,) = page_json(full_page()._replace(charts=(chart._replace(points=labelled),)))["charts"]
    assert written["labels"] == ["first", "", ""]
