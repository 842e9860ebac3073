"""The JSON report of coverage.py: https://coverage.readthedocs.io/en/latest/commands/cmd_json.html."""

from __future__ import annotations

from typing import Any

from gitgov.quality.reading import Reading
from gitgov.quality.sources.foreign import Parsed
from gitgov.quality.sources.lines import BRANCHES, LINES, Covered, coverage
from gitgov.quality.sources.row import Source
from gitgov.quality.sources.shape import count, members


def told_by(parsed: Parsed) -> bool:
    """Tell it by its totals."""
    totals = parsed.get("totals") if isinstance(parsed, dict) else None
    return isinstance(totals, dict) and "covered_lines" in totals


def read(report: dict[str, Any]) -> tuple[Reading, ...]:
    """Read lines and branches by the counts of its totals; its `percent_covered` mixes the two, and is not used."""
    files = {
        name: members(members(each, f"the file {name[:60]!r}").get("summary"), f"the summary of {name[:60]!r}")
        for name, each in members(report.get("files", {}), "files").items()
    }
    totals = members(report["totals"], "totals")
    lines = {name: _lines(each) for name, each in files.items()}
    branches = {name: _branches(each) for name, each in files.items()}
    return coverage(LINES, lines, _lines(totals)), coverage(BRANCHES, branches, _branches(totals))


def _lines(summary: dict[str, Any]) -> Covered:
    return Covered(
        count(summary.get("covered_lines"), "covered_lines"), count(summary.get("num_statements"), "num_statements")
    )


def _branches(summary: dict[str, Any]) -> Covered:
    """Return the branches counted: none where the report was made without `--branch`."""
    return Covered(
        count(summary.get("covered_branches", 0), "covered_branches"),
        count(summary.get("num_branches", 0), "num_branches"),
    )


ROW = Source("coveragepy", "the JSON report of coverage.py (coverage json)", told_by, read, (LINES, BRANCHES))
