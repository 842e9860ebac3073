"""Reports cut down to a part of a repository: what is left is of the same format, and is read as a whole report is.

Only where the format names files, or classes that lie as files do: what does not say where it is from belongs to no part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from gitgov.quality.sources import cobertura, coveragepy, junit, lcov
from gitgov.quality.sources.foreign import Element
from gitgov.quality.sources.shape import count, members

Within = Callable[[str], bool]
"""Says of the name of a file, as a report has it, whether it is of the part."""
_COUNTS = ("covered_lines", "num_statements", "covered_branches", "num_branches")


def _of_cobertura(root: Element, within: Within) -> Element | None:
    """Keep the classes of the part, and nothing of what the root states of the whole."""
    kept = _classes(root, within)
    return Element(kept.tag, {}, kept.children) if _holds(kept, "class") else None


def _classes(element: Element, within: Within) -> Element:
    kept = [each for each in element.children if each.tag != "class" or within(each.attributes.get("filename", ""))]
    return element._replace(children=[_classes(each, within) for each in kept])


def _holds(element: Element, tag: str) -> bool:
    return any(each.tag == tag or _holds(each, tag) for each in element.children)


def _of_coveragepy(report: dict[str, Any], within: Within) -> dict[str, Any] | None:
    """Keep the files of the part, with totals of their own."""
    files = {name: each for name, each in members(report.get("files", {}), "files").items() if within(name)}
    summaries = [members(each["summary"], "summary") for each in files.values()]
    totals = {name: sum(count(each.get(name, 0), name) for each in summaries) for name in _COUNTS}
    return {"files": files, "totals": totals} if files else None


def _of_lcov(text: str, within: Within) -> str | None:
    """Keep the records of the part."""
    kept, keeping = [], False
    for row in map(str.rstrip, text.split("\n")):
        if row.startswith("SF:"):
            keeping = within(row.removeprefix("SF:"))
        if keeping:
            kept.append(row)
        keeping = keeping and row != "end_of_record"
    return "\n".join(kept) or None


def _of_junit(root: Element, within: Within) -> Element | None:
    """Keep the tests of the part, by their file, that of their suite, or their class; a suite's counts are of the whole."""
    kept = _tests(root, "", within)
    return kept if _holds(kept, "testcase") else None


def _tests(suite: Element, file: str, within: Within) -> Element:
    file = suite.attributes.get("file", file)
    said = {name: text for name, text in suite.attributes.items() if name not in {"tests", "failures", "errors"}}
    kept = [each for each in suite.children if each.tag != "testcase" or within(_place(each, file))]
    within_suites = [_tests(each, file, within) if each.tag == "testsuite" else each for each in kept]
    return Element(suite.tag, said, within_suites)


def _place(case: Element, file: str) -> str:
    return case.attributes.get("file", "") or file or case.attributes.get("classname", "").replace(".", "/")


CUT: Mapping[str, Callable[[Any, Within], Any]] = MappingProxyType(
    {
        cobertura.ROW.name: _of_cobertura,
        coveragepy.ROW.name: _of_coveragepy,
        lcov.ROW.name: _of_lcov,
        junit.ROW.name: _of_junit,
    }
)
"""By the name of a format what cuts a parsed report down to a part: to nothing, where it names no file of that."""
