"""Fields of SSH messages: the examples of RFC 4251 5, and one way to write each thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.sshwire import Wire, decode_base64, wire_mpint, wire_string

# RFC 4251 5, "mpint", the examples that are positive.
MPINTS = [
    (0x9A378F9B2E332A7, bytes.fromhex("0000000809a378f9b2e332a7")),
    (0x80, bytes.fromhex("000000020080")),
]


@pytest.mark.parametrize(("number", "written"), MPINTS)
def test_numbers_are_written_and_read_as_in_the_rfc(number: int, written: bytes) -> None:
    assert wire_mpint(number) == written
    wire = Wire(written)
    assert wire.mpint() == number
    wire.end()


def test_a_string_is_written_and_read_as_in_the_rfc() -> None:
    assert wire_string(b"testing") == b"\0\0\0\x07testing"
    assert Wire(b"\0\0\0\x07testing").string() == b"testing"


@given(st.lists(st.binary()), st.integers(min_value=1))
def test_what_was_written_is_read_back(strings: list[bytes], number: int) -> None:
    wire = Wire(b"".join(map(wire_string, strings)) + wire_mpint(number))
    assert [wire.string() for _ in strings] == strings
    assert wire.mpint() == number
    wire.end()


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(bytes.fromhex("00000000"), id="zero"),
        pytest.param(bytes.fromhex("0000000100"), id="zero at length"),
        pytest.param(bytes.fromhex("00000002edcc"), id="negative"),
        pytest.param(bytes.fromhex("000000020012"), id="a needless zero in front"),
        pytest.param(bytes.fromhex("0000000212"), id="cut short"),
        pytest.param(bytes.fromhex("000000"), id="no length"),
    ],
)
def test_a_number_that_is_odd_is_refused(written: bytes) -> None:
    with pytest.raises(ValueError, match=r"cut short|shortest form"):
        Wire(written).mpint()


def test_what_is_left_over_is_refused() -> None:
    wire = Wire(b"\0\0\0\x01ab")
    wire.string()
    with pytest.raises(ValueError, match="left over"):
        wire.end()


@pytest.mark.parametrize("text", ["AB==", "AAB=", "AA", "AA=", "A A=", "AA==\n", "A-==", "AA==AA==", "ÄA=="])
def test_base64_is_written_in_one_way_only(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the wording is the library's
        decode_base64(text)


@given(st.binary())
def test_an_end_is_an_end(data: bytes) -> None:
    wire = Wire(data)
    assert wire.take(len(data)) == data
    wire.end()
    with pytest.raises(ValueError, match="cut short"):
        wire.take(1)
