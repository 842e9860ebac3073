"""LCOV's tracefile, as lcov, coverage.py, Istanbul, llvm-cov, Bazel and others write it.

https://github.com/linux-test-project/lcov/blob/master/man/geninfo.1 (section FILES)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.reading import Reading
from gitgov.quality.sources.foreign import Parsed
from gitgov.quality.sources.lines import BRANCHES, LINES, Covered, coverage
from gitgov.quality.sources.row import Source

_ROW = re.compile(r"[A-Z]{2,8}:.*|end_of_record|#.*|")
_LINE = re.compile(r"([0-9]{1,12}),([0-9]{1,24})(?:,.*)?", re.ASCII)
_BRANCH = re.compile(r"([0-9]{1,12},.*),([0-9]{1,24}|-)", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,12}", re.ASCII)
_AS_WRITTEN = "give the file as the tool wrote it"


class File(NamedTuple):
    """What the records of one source file say: line or branch -> whether it ran, and counts stated without them."""

    lines: dict[str, bool]
    branches: dict[str, bool]
    stated: dict[str, int]


def told_by(parsed: Parsed) -> bool:
    """Tell a tracefile by its first record: a test's name, a source file, or a comment above one."""
    return isinstance(parsed, str) and bool(re.match(r"(?:#[^\n]*\n|[ \t\r]*\n)*(?:TN:|SF:)", parsed))


def read(text: str) -> tuple[Reading, ...]:
    """Count lines and branches that ran, those of a file in several records once; raises `BadInput`."""
    files: dict[str, File] = {}
    inside = ""
    for number, row in enumerate(map(str.rstrip, text.split("\n")), 1):
        if not _ROW.fullmatch(row):
            raise BadInput(f"line {number} is no record of LCOV", _AS_WRITTEN)
        tag, _, value = row.partition(":")
        if tag in {"SF", "end_of_record"}:
            if (tag == "SF") == bool(inside) or (tag == "SF") != bool(value):
                raise BadInput(f"line {number}: a record of LCOV begins within another, or ends none", _AS_WRITTEN)
            inside = value
            files.setdefault(inside, File({}, {}, {}))
        elif inside:
            _take(files[inside], tag, value, number)
    if inside:
        raise BadInput("the last record of LCOV does not end: the file is cut off", _AS_WRITTEN)
    files.pop("", None)
    lines = {name: _counts(each.lines, each.stated, ("LH", "LF")) for name, each in files.items()}
    branches = {name: _counts(each.branches, each.stated, ("BRH", "BRF")) for name, each in files.items()}
    return coverage(LINES, lines), coverage(BRANCHES, branches)


def _take(file: File, tag: str, value: str, number: int) -> None:
    """Take a row of a record; functions, and what is not known here, are left alone."""
    if tag in {"DA", "BRDA"}:
        match = (_LINE if tag == "DA" else _BRANCH).fullmatch(value)
        if not match:
            raise BadInput(f"line {number} is no {tag} record of LCOV", _AS_WRITTEN)
        at, hits = match.groups()
        kept = file.lines if tag == "DA" else file.branches
        kept[at] = kept.get(at, False) or hits.strip("0-") != ""
    elif tag in {"LH", "LF", "BRH", "BRF"}:
        if not _WHOLE.fullmatch(value):
            raise BadInput(f"line {number} is no {tag} record of LCOV", _AS_WRITTEN)
        file.stated[tag] = max(file.stated.get(tag, 0), int(value))


def _counts(seen: dict[str, bool], stated: dict[str, int], tags: tuple[str, str]) -> Covered:
    """Count what the records list; where they list nothing, take what they state: of several records the largest."""
    if seen:
        return Covered(sum(seen.values()), len(seen))
    return Covered(*(stated.get(tag, 0) for tag in tags))


ROW = Source("lcov", "an LCOV tracefile (lcov, coverage lcov, Istanbul, llvm-cov)", told_by, read, (LINES, BRANCHES))
