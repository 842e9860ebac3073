"""The index as a file: made anew when it is not what it should be, shared by processes, never in the way."""

import sqlite3
from pathlib import Path

import pytest

from gitgov.git.index import SCHEMA, Contents, Row, open_index


def row(name: str, *, pending: bool = True, branch: str = "b", target: str = "refs/heads/main", at: int = 0) -> Row:
    return Row(name * 8, f"subject-{name}", pending, target, "head", branch, True, at, "[]")


def names(rows: list[Row]) -> list[str]:
    return [each.id[0] for each in rows]


def test_rows_are_found_by_what_people_say(tmp_path: Path) -> None:
    index = open_index(tmp_path / "index")
    index.renew(
        None, Contents([row("a", at=2), row("b", at=1, pending=False), row("c", at=3, branch="x")]), {"tip": "1"}
    )
    assert names(index.all()) == ["b", "a", "c"]
    assert names(index.pending()) == ["a", "c"]
    assert names(index.called("aaaa")) == ["a"]
    assert names(index.about(branch="x", target="refs/tags/x")) == ["c"]
    assert names(index.for_target("refs/heads/main")) == ["b", "a", "c"]
    assert index.meta() == {"tip": "1"}


def test_renewing_some_subjects_leaves_the_others(tmp_path: Path) -> None:
    index = open_index(tmp_path / "index")
    index.renew(None, Contents([row("a"), row("b")]), {})
    index.renew(["subject-a"], Contents([row("a", branch="new")]), {"tip": "2"})
    assert {each.id[0]: each.branch for each in index.all()} == {"a": "new", "b": "b"}
    index.renew(["subject-a"], Contents([]), {})
    assert names(index.all()) == ["b"]


def test_what_is_kept_is_there_in_the_next_process(tmp_path: Path) -> None:
    open_index(tmp_path / "index").renew(None, Contents([row("a")]), {"tip": "1"})
    assert names(open_index(tmp_path / "index").all()) == ["a"]


@pytest.mark.parametrize("version", [0, SCHEMA - 1, SCHEMA + 1, 999])
def test_another_schema_is_made_anew(tmp_path: Path, version: int) -> None:
    path = tmp_path / "index"
    open_index(path).renew(None, Contents([row("a")]), {"tip": "1"})
    with sqlite3.connect(path) as base:
        base.execute(f"PRAGMA user_version = {version}")
    base.close()
    assert open_index(path).meta() == {}


def test_a_base_of_somebody_else_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "index"
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE motions (planted TEXT)")
        base.execute("CREATE VIEW meta AS SELECT 'verified:charter' AS name, 'x' AS value")
    base.close()
    index = open_index(path)
    assert index.meta() == {}
    assert index.all() == []


def test_where_nothing_can_be_written_it_lives_in_memory(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    index = open_index(tmp_path / "index")
    index.renew(None, Contents([row("a")]), {})
    assert names(index.all()) == ["a"]


@pytest.mark.parametrize("word", ["' OR 1=1 --", "%", "_", "aaaa' OR 'a'='a", "é", ""])
def test_words_are_data(tmp_path: Path, word: str) -> None:
    index = open_index(tmp_path / "index")
    index.renew(None, Contents([row("a")]), {})
    assert index.about(branch=word, target=word) == []
