"""Where in a TOML file an entry stands: tomllib reports no positions, and a charter's mistakes want lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

Path = tuple[int | str, ...]

_PART = r"""[A-Za-z0-9_-]+|"(?:\\[^\n]|[^"\\\n])*"|'[^'\n]*'"""
_KEY = rf"(?:{_PART})(?:\s*\.\s*(?:{_PART}))*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_KEY})\s*\]\]?")
_ENTRY = re.compile(rf"\s*({_KEY})\s*=")
_PARTS = re.compile(_PART)
# What brackets and line ends may stand in without meaning anything. Each piece matches wherever it begins, closed or
# not, so that any text is read in linear time.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"{3,5}|\\?\Z)'
    r"|'''.*?(?:'{3,5}|\Z)"
    r'|"(?:\\[^\n]|[^"\\\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+"
    r"|[\[\]{}\n]",
    re.DOTALL,
)


def line_of(text: str, path: Path) -> int:
    """Return the line (from 1) of the entry at `path`, or of the nearest table above it; 0 if there is none.

    A table that has no header of its own begins with its first entry. An index into an array that is spread over lines
    gives the line on which the array begins.
    """
    places, implied = _places(text)
    for length in range(len(path), 0, -1):
        if line := places.get(path[:length]) or implied.get(path[:length]):
            return line
    return 0


def deepest(text: str) -> int:
    """Return the line (from 1) on which brackets are first nested as deeply as anywhere."""
    best, found = 0, 1
    for number, depth, _ in _tokens(text):
        if depth > best:
            best, found = depth, number
    return found


@lru_cache(maxsize=2)
def _places(text: str) -> tuple[dict[Path, int], dict[Path, int]]:
    """Find the line of each header and entry, and of the first one below each table."""
    places: dict[Path, int] = {}
    implied: dict[Path, int] = {}
    for number, place in _entries(text):
        places.setdefault(place, number)
        for length in range(1, len(place)):
            implied.setdefault(place[:length], number)
    return places, implied


def _entries(text: str) -> Iterator[tuple[int, Path]]:
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, line in _statements(text):
        if header := _HEADER.match(line):
            *above, name = _parts(header[2])
            table = (*_within(counts, above), name)
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            yield number, table
        elif entry := _ENTRY.match(line):
            yield number, (*table, *_parts(entry[1]))


def _within(counts: Mapping[Path, int], names: Iterable[str | int]) -> Path:
    """Return where a table lies that a header names: in the last row so far of each array on the way."""
    table: Path = ()
    for name in names:
        table = (*table, name)
        table = (*table, counts[table]) if table in counts else table
    return table


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that begin outside of any array and any text of several lines."""
    lines = text.split("\n")
    yield 1, lines[0]
    for number, depth, ended in _tokens(text):
        if ended and not depth:
            yield number, lines[number - 1]


def _tokens(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield, after each token, the line it ends on, how deep brackets are nested there, and whether it ended a line."""
    number, depth = 1, 0
    for token in _TOKEN.finditer(text):
        match token[0]:
            case "\n":
                number += 1
            case "[" | "{":
                depth += 1
            case "]" | "}":
                depth = max(0, depth - 1)
            case other:
                number += other.count("\n")
        yield number, depth, token[0] == "\n"


def _parts(name: str) -> Path:
    return tuple(part.strip("\"'") for part in _PARTS.findall(name))
