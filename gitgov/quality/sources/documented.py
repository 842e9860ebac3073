"""How much is documented: what the sources of documentation have in common."""

from __future__ import annotations

from fractions import Fraction

from gitgov.core.errors import BadInput
from gitgov.quality.reading import Reading, no_data
from gitgov.quality.sources.row import Metric

NAME, UNIT = "documentation", "%"
BY_TOOL = Metric(
    NAME,
    UNIT,
    "Docstrings found, of those that the tool wants under its settings; from its counts, not its rounded rate.",
)
BY_US = Metric(
    NAME,
    UNIT,
    "Public modules, classes, functions and methods with a docstring, of all of these. Public is what neither its own name"
    " nor any around it begins with an underscore (`__init__.py` and `__main__.py` are public). Not counted: special"
    " methods (`__init__`), functions within functions, overloads, overrides, setters and deleters, modules without a statement.",
)


def counted(found: int, needed: int) -> Reading:
    """Read a tool's counts; no data where it needed none; raises `BadInput`."""
    if found > needed:
        raise BadInput(f"{found} of {needed} docstrings cannot be", "give the output as the tool wrote it")
    if not needed:
        return no_data(NAME, UNIT, "share")
    return Reading(NAME, UNIT, Fraction(100 * found, needed), needed, "share", part=found)
