"""A calendar of whole days (RFC 5545): the same bytes from the same records, so that programs see what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gitgov.core.instants import show_instant
from gitgov.core.visible import clean, flat
from gitgov.sprints.export.values import Occasion, Picture

WIDEST = 75
"""The octets of a line, its end aside (RFC 5545, section 3.1)."""


def write(picture: Picture) -> str:
    """Write the calendar."""
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gitgov//git sprint//EN", "CALSCALE:GREGORIAN",
            f"X-WR-CALNAME:{_text(flat(picture.title))}"]  # fmt: skip
    for each in picture.occasions:
        rows += _event(each)
    return "".join(f"{folded(row)}\r\n" for row in [*rows, "END:VCALENDAR"])


def _event(occasion: Occasion) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{occasion.uid}"
    yield f"DTSTAMP:{show_instant(occasion.stamp).replace('-', '').replace(':', '')}"
    yield f"DTSTART;VALUE=DATE:{occasion.begins.replace('-', '')}"
    if after := _day_after(occasion.ends):  # the end is the first day that is not in it any more
        yield f"DTEND;VALUE=DATE:{after}"
    yield f"SEQUENCE:{occasion.revision}"
    yield f"SUMMARY:{_text(flat(occasion.title))}"
    if occasion.text:
        yield f"DESCRIPTION:{_text(clean(occasion.text))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day_after(day: str) -> str:
    """Return the day after one; nothing after the last that a calendar has."""
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat().replace("-", "")
    except OverflowError:
        return ""


def _text(words: str) -> str:
    """Write a value of the type TEXT (section 3.3.11)."""
    for mark in ("\\", ";", ","):
        words = words.replace(mark, f"\\{mark}")
    return words.replace("\t", " ").replace("\n", "\\n")


def folded(row: str) -> str:
    """Fold a line where it would be too wide, and never within a character."""
    lines, width = [""], 0
    for char in row:
        size = len(char.encode(errors="surrogatepass"))
        if width + size > WIDEST:
            lines.append(" ")
            width = 1
        lines[-1] += char
        width += size
    return "\r\n".join(lines)
