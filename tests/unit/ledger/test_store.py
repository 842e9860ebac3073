"""An entry is one line: what could not be told apart in a note is refused. The stores themselves: tests/contracts."""

from __future__ import annotations

import pytest

from gitgov.ledger.store import Entry


@pytest.mark.parametrize("line", [b"", b"\n", b"one\ntwo", b"one\n"])
def test_an_entry_is_one_line(line: bytes) -> None:
    with pytest.raises(ValueError, match="one line"):
        Entry("votes", "0" * 40, line)


def test_anything_else_may_stand_in_a_line() -> None:
    assert Entry("votes", "0" * 40, b"\r\0\xff").line == b"\r\0\xff"
