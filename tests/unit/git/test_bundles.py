"""A file that is made aside takes its name in the end, and nothing else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.core.errors import BadInput
from gitgov.git.bundles import written_aside


def test_a_file_takes_its_name_in_the_end_and_nothing_beside_it_is_touched(tmp_path: Path) -> None:
    place, mine = tmp_path / "x", tmp_path / "x.new"
    place.write_text("old", encoding="utf-8")
    mine.write_text("mine", encoding="utf-8")
    with written_aside(place) as aside:
        aside.write_text("new", encoding="utf-8")
        assert place.read_text(encoding="utf-8") == "old"
    with pytest.raises(ZeroDivisionError), written_aside(place) as aside:
        aside.write_text(str(1 // 0), encoding="utf-8")
    assert {each.name: each.read_text(encoding="utf-8") for each in tmp_path.iterdir()} == {"x": "new", "x.new": "mine"}


@pytest.mark.parametrize("word", ["", ".", "..", "/", "folder", "folder/", "folder/..", "nowhere/x", "nowhere/..", "x" * 300, "a/b/c"])  # fmt: skip
def test_what_no_file_can_be_called_is_bad_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "a").write_text("a file", encoding="utf-8")
    with pytest.raises(BadInput), written_aside(Path(word)) as aside:
        aside.write_text("new", encoding="utf-8")
    assert {each.name for each in tmp_path.iterdir()} == {"a", "folder"}
