"""Instants and durations: whole seconds, UTC, never the wall clock.

An instant is seconds since 1970-01-01T00:00:00Z, written `2026-11-20T10:00:00Z` (RFC 3339, always `Z`, no fraction).
A duration is seconds, written `90s`, `15m`, `72h`, `7d` or `2w`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from gitgov.core.errors import BadInput

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ", re.ASCII)
_DURATION = re.compile(r"(\d{1,6})([smhdw])", re.ASCII)
_UNITS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
_FIRST, _LAST = -62_135_596_800, 253_402_300_799
LONGEST = 10 * 365 * 86_400
"""The longest duration that a charter may state, in seconds: ten years."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def parse_instant(text: str) -> int:
    """Read an RFC 3339 UTC instant as seconds; raises `BadInput`."""
    if not _INSTANT.fullmatch(text):
        raise BadInput(f"not an instant: {text!r}", "write it as 2026-11-20T10:00:00Z")
    try:
        return int(datetime.fromisoformat(text).timestamp())
    except ValueError as error:
        raise BadInput(f"not an instant: {text!r} ({error})", "write it as 2026-11-20T10:00:00Z") from error


def show_instant(seconds: int) -> str:
    """Write seconds as an RFC 3339 UTC instant; what lies beyond the years 1 to 9999 as the nearest within."""
    moment = _EPOCH + timedelta(seconds=max(_FIRST, min(seconds, _LAST)))
    return moment.isoformat().replace("+00:00", "Z")


def show_if_any(seconds: int) -> str | None:
    """Write seconds as an instant; nothing where they are 0, which stands for what has not been."""
    return show_instant(seconds) if seconds else None


def parse_duration(text: str) -> int:
    """Read `72h`, `7d`, `90s`, … as seconds; raises `BadInput`."""
    if not (match := _DURATION.fullmatch(text)):
        raise BadInput(f"not a duration: {text!r}", "write a number and a unit: 90s, 15m, 72h, 7d or 2w")
    seconds = int(match[1]) * _UNITS[match[2]]
    if seconds > LONGEST:
        raise BadInput(f"longer than ten years: {text!r}", "write a shorter duration")
    return seconds


def show_duration(seconds: int) -> str:
    """Write seconds in the largest one or two units, for people: `2d 3h`."""
    parts = []
    for unit, size in _UNITS.items():
        if unit == "w":
            continue
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count}{unit}")
    return " ".join(parts[:2]) or "0s"
