"""Names: which are well formed, and how they are shown."""

from __future__ import annotations

import re

import pytest

from gitgov.core.ids import EVENT_ID, MEMBER, OID, is_zero, motion_name, short

CASES: list[tuple[re.Pattern[str], list[str], list[str]]] = [
    (
        MEMBER,
        ["a", "7", "alice", "alice.b", "o-neil", "x_1", "a" * 64],
        ["", "Alice", ".a", "a.", "-a", "a-", "a b", "a/b", "a\n", "é", "аlice", "a" * 65, "--option", "a\u202eb"],
    ),
    (OID, ["0" * 40, "a1" * 20, "f" * 64], ["", "0" * 39, "0" * 41, "A" * 40, "g" * 40, "0" * 40 + "\n", "٠" * 40]),
    (EVENT_ID, ["0" * 64, "9f" * 32], ["", "0" * 40, "0" * 65, "F" * 64, "0" * 64 + "\n"]),
]


@pytest.mark.parametrize(("pattern", "good", "bad"), CASES, ids=["member", "object", "event"])
def test_which_names_are_well_formed(pattern: re.Pattern[str], good: list[str], bad: list[str]) -> None:
    assert [name for name in good if not pattern.fullmatch(name)] == []
    assert [name for name in bad if pattern.fullmatch(name)] == []


def test_how_they_are_shown() -> None:
    assert motion_name("3f2a9c41" + "0" * 56) == "M-3f2a9c41"
    assert short("0123456789abcdef") == "0123456789ab"


@pytest.mark.parametrize(("oid", "zero"), [("0" * 40, True), ("0" * 64, True), ("0" * 39 + "1", False)])
def test_which_object_is_none(oid: str, zero: bool) -> None:
    assert is_zero(oid) is zero
