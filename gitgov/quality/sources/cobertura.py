"""Cobertura's coverage XML, as coverage.py, gcovr, Istanbul, Coverlet and others write it, too.

https://github.com/cobertura/web/blob/master/htdocs/xml/coverage-04.dtd
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from gitgov.core.errors import BadInput
from gitgov.quality.reading import Reading, Sample
from gitgov.quality.sources.foreign import Element, Parsed
from gitgov.quality.sources.lines import BRANCHES, LINES, Covered, coverage
from gitgov.quality.sources.row import PLACES, Source
from gitgov.quality.sources.shape import counted, decimal


def told_by(parsed: Parsed) -> bool:
    """Tell Cobertura's root from Clover's, which has the same name."""
    if not isinstance(parsed, Element) or parsed.tag != "coverage":
        return False
    return "line-rate" in parsed.attributes or "lines-valid" in parsed.attributes or bool(parsed.each("packages"))


def read(root: Element) -> tuple[Reading, ...]:
    """Read by the counts that the root states; else by the lines listed; else by the rate, as it is rounded there."""
    return _lines(root), coverage(BRANCHES, {}, _stated(root, "branches"))


def _lines(root: Element) -> Reading:
    stated, listed = _stated(root, "lines"), _listed(root)
    rate = root.attributes.get("line-rate", "").strip()
    if stated or any(each.of for each in listed.values()) or not rate:
        return coverage(LINES, listed, stated)
    value = 100 * decimal(rate, "line-rate of coverage")
    if value in {0, 100} and root.each("packages"):  # what writers say of packages in which they found no line
        return coverage(LINES, listed)
    if not 0 <= value <= 100:
        raise BadInput(f"line-rate={rate[:40]!r} is no share", "give the file as the tool wrote it")
    value = Fraction(floor(value * 10**PLACES), 10**PLACES)  # down, as more is better: no limit is met by rounding
    return Reading(LINES.name, LINES.unit, value, 1, "as stated, rounded", (Sample(value, "line-rate"),))


def _stated(root: Element, what: str) -> Covered | None:
    """Return the counts of the root, where it has both."""
    ran, of = (counted(root.attributes, f"{what}-{name}", "coverage") for name in ("covered", "valid"))
    return None if ran is None or of is None else Covered(ran, of)


def _listed(root: Element) -> dict[str, Covered]:
    """Count the lines of each file: one that stands there more than once, as those of methods do, counts once."""
    files: dict[str, dict[str, bool]] = {}
    for kind in _within(root, "class"):
        name = kind.attributes.get("filename", "")
        lines = files.setdefault(name, {})
        for line in _within(kind, "line"):
            at = line.attributes.get("number", "")
            lines[at] = lines.get(at, False) or bool(
                counted(line.attributes, "hits", f"line {at[:20]} of {name[:60]!r}")
            )
    return {name: Covered(sum(lines.values()), len(lines)) for name, lines in files.items()}


def _within(element: Element, tag: str) -> Iterator[Element]:
    for child in element.children:
        if child.tag == tag:
            yield child
        yield from _within(child, tag)


ROW = Source("cobertura", "Cobertura XML (coverage xml, gcovr, Istanbul, Coverlet)", told_by, read, (LINES, BRANCHES))
