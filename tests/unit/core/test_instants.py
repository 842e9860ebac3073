"""Instants and durations: one spelling each, whole seconds, and no clock."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gitgov.core.errors import BadInput
from gitgov.core.instants import parse_duration, parse_instant, show_duration, show_instant

LAST = parse_instant("9999-12-31T23:59:59Z")
YEAR_1000 = parse_instant("1000-01-01T00:00:00Z")

INSTANTS = {
    "1970-01-01T00:00:00Z": 0,
    "1970-01-01T00:00:01Z": 1,
    "1969-12-31T23:59:59Z": -1,
    "2000-02-29T12:00:00Z": 951_825_600,
    "2001-09-09T01:46:40Z": 1_000_000_000,
    "2038-01-19T03:14:08Z": 2**31,
    "2106-02-07T06:28:16Z": 2**32,
}


@pytest.mark.parametrize(("text", "seconds"), INSTANTS.items())
def test_known_instants(text: str, seconds: int) -> None:
    assert parse_instant(text) == seconds
    assert show_instant(seconds) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-20",
        "2026-11-20T10:00:00",
        "2026-11-20t10:00:00z",
        "2026-11-20 10:00:00Z",
        "2026-11-20T10:00:00.0Z",
        "2026-11-20T10:00:00+00:00",
        "2026-11-20T10:00Z",
        "2026-11-20T10:00:00Z\n",
        " 2026-11-20T10:00:00Z",
        "2026-13-20T10:00:00Z",
        "2026-02-29T10:00:00Z",
        "2026-11-20T25:00:00Z",
        "2026-11-20T24:00:00Z",  # newer Pythons read it as the next midnight: one instant, two spellings
        "2026-11-20T10:60:00Z",
        "2026-12-31T23:59:60Z",
        "0000-01-01T00:00:00Z",
        "+2026-11-20T10:00:00Z",
        "20261120T100000Z",
        "2026-W47-5T10:00:00Z",
        "２０２６-11-20T10:00:00Z",
        "٢٠٢٦-11-20T10:00:00Z",
    ],
)
def test_every_other_spelling_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_instant(text)
    assert "2026-11-20T10:00:00Z" in caught.value.remedy


@given(st.integers(YEAR_1000, LAST))
def test_an_instant_is_read_back(seconds: int) -> None:
    assert parse_instant(show_instant(seconds)) == seconds


@given(st.integers(-(2**53), 2**53))
@example(LAST)
@example(LAST + 1)
@example(LAST + 604_800 * 999_999)
@example(parse_instant("0001-01-01T00:00:00Z") - 1)
def test_any_number_of_seconds_can_be_shown(seconds: int) -> None:
    """The law shows instants that it computes: a poll that ends beyond the calendar must not stop it."""
    assert show_instant(seconds)


DURATIONS = {
    "0s": 0,
    "90s": 90,
    "15m": 900,
    "72h": 259_200,
    "7d": 604_800,
    "2w": 1_209_600,
    "007d": 604_800,
    "3650d": 10 * 365 * 86_400,
}


@pytest.mark.parametrize(("text", "seconds"), DURATIONS.items())
def test_known_durations(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "7", "d", "-7d", "+7d", "7 d", "7D", "1.5h", "1d12h", "7d\n", "1234567s", "٧d", "522w", "999999w"]
)
def test_other_durations_are_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_duration(text)
    assert caught.value.remedy


SHOWN = {
    0: "0s",
    59: "59s",
    60: "1m",
    3_661: "1h 1m",
    86_400: "1d",
    90_061: "1d 1h",
    604_800: "7d",
    1_209_601: "14d 1s",
}


@pytest.mark.parametrize(("seconds", "text"), SHOWN.items())
def test_durations_are_shown_in_two_units(seconds: int, text: str) -> None:
    assert show_duration(seconds) == text
