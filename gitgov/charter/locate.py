"""Where in a TOML file an entry stands: tomllib reports no positions, and a charter's mistakes want lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]\[]+?)\s*\]\]?")
_ENTRY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")


def line_of(text: str, path: tuple[int | str, ...]) -> int:
    """Return the line (from 1) of the entry at `path`, or of the nearest table above it; 0 if there is none.

    An index into an array that is spread over lines gives the line on which the array begins.
    """
    best, depth = 0, 0
    for number, place in _places(text):
        common = _common(place, path)
        if common > depth and common == len(place):
            best, depth = number, common
    return best


def _common(place: tuple[int | str, ...], path: tuple[int | str, ...]) -> int:
    count = 0
    for one, other in zip(place, path, strict=False):
        if one != other:
            break
        count += 1
    return count


def _places(text: str) -> Iterator[tuple[int, tuple[int | str, ...]]]:
    """Yield each header and entry with its line."""
    table: tuple[int | str, ...] = ()
    counts: dict[tuple[int | str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = _parts(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            yield number, table
        elif entry := _ENTRY.match(line):
            yield number, (*table, *_parts(entry[1]))


def _parts(name: str) -> tuple[int | str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(name))
