"""Metrics for the textfile collector."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gitgov.chamber.exposing import write_textfile
from gitgov.core.errors import BadInput
from gitgov.quality.page.exposition import text_format
from tests.kit.pages import full_page, large_page


def test_the_file_is_replaced_in_one_step_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "gitgov.prom"
    write_textfile(full_page(), path)
    with path.open(encoding="utf-8") as opened_before:
        write_textfile(large_page(2, 5), path)
        assert opened_before.read() == text_format(full_page())
    assert path.read_text(encoding="utf-8") == text_format(large_page(2, 5))
    assert [each.name for each in tmp_path.iterdir()] == ["gitgov.prom"]


def test_others_may_read_it(tmp_path: Path) -> None:
    previous = os.umask(0o022)
    try:
        write_textfile(full_page(), tmp_path / "gitgov.prom")
    finally:
        os.umask(previous)
    assert (tmp_path / "gitgov.prom").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("name", ["metrics.txt", "nowhere/gitgov.prom"])
def test_what_the_collector_would_not_find_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as failure:
        write_textfile(full_page(), tmp_path / name)
    assert failure.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_replaced_stays_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "gitgov.prom").mkdir()
    with pytest.raises(BadInput):
        write_textfile(full_page(), tmp_path / "gitgov.prom")
    assert [each.name for each in tmp_path.iterdir()] == ["gitgov.prom"]
