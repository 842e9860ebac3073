"""A backlog as a table (RFC 4180), as Jira and GitHub export it: columns go by their names, in any order."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from gitgov.sprints.imports.columns import COLUMNS, Bad, Found, Row, column, items_of, known

DELIMITERS = ",;\t"
MOST_ROWS = 10_000


def read_sheet(text: str, team: str = "", *, closed: bool = False) -> Found:
    """Read the items of a table; every row that cannot be taken is named by its line."""
    bad: list[Bad] = []
    names = _header(text, delimiter := _delimiter(text))
    for field in ("item", "title"):
        if not any(column(name) in COLUMNS[field] for name in names):
            what = f"no column is called {' or '.join(each.title() for each in COLUMNS[field][:4])}"
            return Found((), (Bad("line 1", what),))
    rows = list(_rows(text, delimiter, names, bad))
    return items_of(rows, team, closed=closed).marred(bad)


def _delimiter(text: str) -> str:
    """Return what stands between cells: that by which the first line names the most columns."""
    return max(DELIMITERS, key=lambda each: (known(_header(text, each)), -DELIMITERS.index(each)))


def _header(text: str, delimiter: str) -> list[str]:
    try:
        return next(_cells(text, delimiter), [])
    except csv.Error:
        return []


def _cells(text: str, delimiter: str) -> Any:
    """Return csv's own reader, which counts lines."""
    return csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter, strict=True)


def _rows(text: str, delimiter: str, names: Sequence[str], bad: list[Bad]) -> Iterator[Row]:
    """Yield the rows below the header; what is no row of this table goes to `bad`."""
    reader = _cells(text, delimiter)
    columns, count, line = [column(each) for each in names], 0, 1
    try:
        for cells in reader:
            where, line = f"line {line}", reader.line_num + 1
            count += 1
            if count == 1 or not any(each.strip() for each in cells):
                continue
            if count > MOST_ROWS:
                bad.append(Bad(where, f"there are more than {MOST_ROWS} rows"))
                return
            if any(cells[len(columns) :]):
                bad.append(Bad(where, f"it has {len(cells)} cells, and the first line names {len(columns)}"))
                continue
            yield Row(where, _by_column(columns, cells))
    except csv.Error as error:
        bad.append(Bad(f"line {line}", f"not a row of a table: {error}"))


def _by_column(columns: Sequence[str], cells: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, cell in zip(columns, cells, strict=False):
        if value := cell.strip().replace("\r\n", "\n"):
            found.setdefault(name, []).append(value)
    return found
