"""Finding the line of an entry in a TOML file, however it is written."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.charter.locate import line_of

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


@given(st.text(), st.lists(st.text() | st.integers(0, 3), max_size=3))
def test_any_text_and_path_give_some_line(text: str, path: list[int | str]) -> None:
    assert 0 <= line_of(text, tuple(path)) <= text.count("\n") + 1
