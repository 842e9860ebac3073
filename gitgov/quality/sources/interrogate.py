"""What interrogate prints (`interrogate -v`): https://interrogate.readthedocs.io."""

from __future__ import annotations

import re

from gitgov.core.errors import BadInput
from gitgov.quality.reading import Reading
from gitgov.quality.sources.documented import BY_TOOL, counted
from gitgov.quality.sources.foreign import Parsed
from gitgov.quality.sources.row import Source

_TOTAL = re.compile(r"^\| TOTAL *\| *([0-9]{1,9}) *\| *[0-9]{1,9} *\| *([0-9]{1,9}) *\|", re.MULTILINE | re.ASCII)
_RESULT = re.compile(r"^(?:-+ ?)?RESULT: (?:PASSED|FAILED) \(minimum: ", re.MULTILINE)


def told_by(parsed: Parsed) -> bool:
    """Tell it by its total or its result."""
    return isinstance(parsed, str) and bool(_TOTAL.search(parsed) or _RESULT.search(parsed))


def read(text: str) -> tuple[Reading, ...]:
    """Read the counts of its total; raises `BadInput` where there is not one total."""
    totals = _TOTAL.findall(text)
    if len(totals) != 1:
        raise BadInput(
            f"{len(totals)} totals of interrogate, where one is needed", "let interrogate -v print the counts"
        )
    needed, found = totals[0]
    return (counted(int(found), int(needed)),)


ROW = Source("interrogate", "what interrogate -v prints", told_by, read, (BY_TOOL,))
