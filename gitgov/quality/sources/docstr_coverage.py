"""What docstr-coverage prints: https://docstr-coverage.readthedocs.io."""

from __future__ import annotations

import re

from gitgov.core.errors import BadInput
from gitgov.quality.reading import Reading
from gitgov.quality.sources.documented import BY_TOOL, counted
from gitgov.quality.sources.foreign import Parsed
from gitgov.quality.sources.row import Source

_TOTAL = re.compile(
    r"^Needed: ([0-9]{1,9})  -  Found: ([0-9]{1,9})  -  Missing: [0-9]{1,9}\s*$", re.MULTILINE | re.ASCII
)
_OVERALL = re.compile(r"^(?:Overall statistics|Total coverage: )", re.MULTILINE)


def told_by(parsed: Parsed) -> bool:
    """Tell it by its overall statistics."""
    return isinstance(parsed, str) and bool(_OVERALL.search(parsed))


def read(text: str) -> tuple[Reading, ...]:
    """Read the counts of the overall statistics; raises `BadInput` where there is not one such row."""
    totals = _TOTAL.findall(text)
    if len(totals) != 1:
        raise BadInput(
            f"{len(totals)} totals of docstr-coverage, where one is needed", "give the whole of what it prints"
        )
    needed, found = totals[0]
    return (counted(int(found), int(needed)),)


ROW = Source("docstr-coverage", "what docstr-coverage prints", told_by, read, (BY_TOOL,))
