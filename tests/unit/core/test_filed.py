"""A table whose rows lie in files: each is read once, when it is met, and a name that is not in the table loads nothing."""

import sys
from pathlib import Path

import pytest

from gitgov.core.filed import Filed


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Filed[str]:
    folder = tmp_path / "rows_of_a_test"
    folder.mkdir()
    (folder / "__init__.py").write_text("", encoding="utf-8")
    for name in ("one", "two", "other"):
        (folder / f"{name}.py").write_text(f'ROW = "row {name}"\n', encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return Filed("rows_of_a_test", "ROW", ("one", "two"))


def test_a_row_is_read_when_it_is_asked_for(table: Filed[str]) -> None:
    assert (list(table), len(table)) == (["one", "two"], 2)
    assert "rows_of_a_test.one" not in sys.modules
    assert table["one"] == "row one"
    assert "rows_of_a_test.two" not in sys.modules
    assert table["one"] is table["one"]


def test_what_is_not_in_the_table_is_none_of_its_rows(table: Filed[str]) -> None:
    with pytest.raises(KeyError):
        table["other"]
    assert "other" not in table
    assert "rows_of_a_test.other" not in sys.modules
