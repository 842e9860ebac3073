"""Finding the line of an entry in a TOML file, however it is written."""

from __future__ import annotations

import tomllib
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.charter.locate import deepest, line_of

TEXT = """\
name = "x"

# [members.nobody]
[ rules ]
threshold = "a"
  quorum   =   "b"
release.ayes = 2
[rules . "charter"]
poll = "1d"

[[branches]]
name = "main"
[[branches]]
name = "other"
methods = [
  "merge",
  "squash",
]
[members.'a.b']
keys = []
[members]
"zoe" = { keys = [], roles = [] }
"""

PLACES: dict[tuple[int | str, ...], int] = {
    ("name",): 1,
    ("rules",): 4,
    ("rules", "threshold"): 5,
    ("rules", "quorum"): 6,
    ("rules", "release", "ayes"): 7,
    ("rules", "charter"): 8,
    ("rules", "charter", "poll"): 9,
    ("branches", 0, "name"): 12,
    ("branches", 1): 13,
    ("branches", 1, "name"): 14,
    ("branches", 1, "methods"): 15,
    ("branches", 1, "methods", 1): 15,  # an array begins where it begins
    ("members", "a.b"): 19,
    ("members", "a.b", "keys", 0): 20,
    ("members", "zoe", "keys"): 22,  # an inline table too
    ("rules", "charter", "absent"): 8,  # what is missing: the table that lacks it
    ("branches", 0, "methods"): 11,
    ("absent",): 0,
    ("members", "nobody"): 21,
    (): 0,
}


@pytest.mark.parametrize(("path", "line"), PLACES.items(), ids=[".".join(map(str, path)) or "-" for path in PLACES])
def test_named_places(path: tuple[int | str, ...], line: int) -> None:
    assert tomllib.loads(TEXT)
    assert line_of(TEXT, path) == line


LONG = """\
remark = QQQ
[members.yves]
keys = [QQQ" # a quote more ends it too
yet = 1
more = QQQ no end: \\QQQ
[branches]
QQQ
plain = PPP[tags]
keys = [
PPP
nested = [
  ["x"],
[ # [members.xeno]
"]", "y = 1"]]
after = 1
[implied."a.b".c]
""".replace("QQQ", '"' * 3).replace("PPP", "'" * 3)

LATER: dict[tuple[int | str, ...], int] = {
    ("members",): 0,
    ("members", "yves"): 0,
    ("keys",): 0,
    ("yet",): 4,
    ("more",): 5,
    ("branches",): 0,
    ("tags",): 0,
    ("nested", 1): 11,
    ("members", "xeno"): 0,
    ("y",): 0,
    ("after",): 15,
    ("implied",): 16,  # a table without a header of its own: its first entry
    ("implied", "a.b"): 16,
    ("implied", "other"): 16,
}


@pytest.mark.parametrize(("path", "line"), LATER.items(), ids=[".".join(map(str, path)) for path in LATER])
def test_what_texts_and_arrays_of_several_lines_hold_is_no_entry(path: tuple[int | str, ...], line: int) -> None:
    assert set(tomllib.loads(LONG)) == {"remark", "yet", "more", "plain", "nested", "after", "implied"}
    assert line_of(LONG, path) == line


@pytest.mark.parametrize("piece", ['"""', "'''", '"', '\\"', "'", "[", "]", "{", "#", '"""\\', "a.", '"a', "\\"])
def test_any_text_is_read_in_linear_time(piece: str) -> None:
    text = piece * (250_000 // len(piece))
    begun = process_time()
    line_of(text, ("x",))
    deepest(text)
    assert process_time() - begun < 3


@pytest.mark.parametrize(("text", "line"), [("", 1), ("[]\n[[]]\n[[]]", 2), ("#[[\n'[['\n[", 3), ("\n[\n[\n]]", 3)])
def test_the_deepest_place(text: str, line: int) -> None:
    assert deepest(text) == line


@given(st.text(), st.lists(st.text() | st.integers(0, 3), max_size=3))
def test_any_text_and_path_give_some_line(text: str, path: list[int | str]) -> None:
    assert 0 <= line_of(text, tuple(path)) <= text.count("\n") + 1


def test_rows_within_rows_are_counted_in_the_last_one_above() -> None:
    text = "[[a]]\n[[a.b]]\nx = 1\n[[a.b]]\nx = 2\n[[a]]\n[[a.b]]\nx = 3\n[a.b.c]\ny = 4\n"
    assert tomllib.loads(text) == {"a": [{"b": [{"x": 1}, {"x": 2}]}, {"b": [{"x": 3, "c": {"y": 4}}]}]}
    places = [("a", 0, "b", 0, "x"), ("a", 0, "b", 1, "x"), ("a", 1, "b", 0, "x"), ("a", 1, "b", 0, "c", "y")]
    assert [line_of(text, each) for each in places] == [3, 5, 8, 10]
