"""A backlog as files of Markdown with front matter: `id`, `title`, `team`, `points`, `needs` and so on between two lines `---`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gitgov.sprints.imports.columns import Bad, Found, Row, column, items_of

_ENTRY = re.compile(r"([A-Za-z][A-Za-z0-9 _-]{0,60}):(?:[ \t](.*))?")
_FENCE = "---"


class _NotFrontMatterError(ValueError):
    pass


def read_documents(texts: Mapping[str, str], team: str = "", *, closed: bool = False) -> Found:
    """Read an item from each file that has front matter; the others are left out, and named."""
    rows, bad, left_out = [], [], []
    for name, text in texts.items():
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        if lines[0].rstrip() != _FENCE:
            left_out.append(name)
            continue
        try:
            rows.append(_row(name, lines[1:]))
        except _NotFrontMatterError as error:
            bad.append(Bad(name, str(error)))
    return items_of(rows, team, closed=closed).marred(bad)._replace(left_out=tuple(left_out))


def _row(name: str, lines: list[str]) -> Row:
    cells: dict[str, list[str]] = {}
    entry = ""
    for number, line in enumerate(lines, 2):
        if line.rstrip() == _FENCE:
            return Row(name, _whole(name, cells, lines[number - 1 :]))
        entry = _entry(number, line, entry, cells)
    raise _NotFrontMatterError("its front matter does not end: write --- below it")


def _entry(number: int, line: str, entry: str, cells: dict[str, list[str]]) -> str:
    """Take a line of front matter in; returns the entry that a list below it belongs to."""
    plain = line.strip()
    if not plain or plain.startswith("#"):
        return entry
    if plain.startswith("- ") and entry:
        cells[entry].append(_bare(plain[2:]))
        return entry
    match = _ENTRY.fullmatch(line.rstrip())
    if match is None:
        raise _NotFrontMatterError(f"line {number} is no entry: write it as points: 5")
    entry, value = column(match[1]), (match[2] or "").strip()
    listed = value[1:-1].split(",") if value.startswith("[") and value.endswith("]") else [value]
    cells.setdefault(entry, []).extend(word for each in listed if (word := _bare(each)))
    return entry


def _bare(word: str) -> str:
    """Return a value without the quotes around it."""
    plain = word.strip()
    quoted = len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "'\""
    return plain[1:-1] if quoted else plain


def _whole(name: str, cells: dict[str, list[str]], body: list[str]) -> dict[str, list[str]]:
    """Add what the front matter need not say: an id from the file's name, a title from the first heading, the text."""
    heading = next((line.removeprefix("# ").strip() for line in body if line.startswith("# ")), "")
    text = "\n".join(body).strip()
    usual = {"id": name.rsplit("/", 1)[-1].removesuffix(".md"), "title": heading, "body": text}
    said = {entry: words for entry, words in cells.items() if words}
    return {entry: [value] for entry, value in usual.items() if value} | said
