"""The JSON of hyperfine: https://github.com/sharkdp/hyperfine (`--export-json`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gitgov.quality.reading import Reading
from gitgov.quality.sources.foreign import Parsed
from gitgov.quality.sources.row import Source
from gitgov.quality.sources.shape import members, rows, words
from gitgov.quality.sources.timings import METRICS, Timing, readings, timing


def told_by(parsed: Parsed) -> bool:
    """Tell it by the commands of its results."""
    found = parsed.get("results") if isinstance(parsed, dict) else None
    return (
        isinstance(found, list) and bool(found) and all(isinstance(each, dict) and "command" in each for each in found)
    )


def timings(report: dict[str, Any]) -> Iterator[Timing]:
    """Yield each command, with its parameters; one that failed in a run has no time. Raises `BadInput`."""
    for each in rows(report["results"], "results"):
        result = members(each, "a result")
        failed = any(code != 0 for code in rows(result.get("exit_codes") or [], "exit_codes"))
        yield timing(_name(result), result, "a run of it failed" if failed else "")


def read(report: dict[str, Any]) -> tuple[Reading, ...]:
    """Read mean and median of each command, in seconds; raises `BadInput`."""
    return readings(timings(report))


def _name(result: dict[str, Any]) -> str:
    parameters = members(result.get("parameters") or {}, "parameters")
    said = [f"{name}={words(value, 'a parameter')}" for name, value in sorted(parameters.items())]
    return " ".join([words(result.get("command"), "command"), *said])


ROW = Source("hyperfine", "the JSON of hyperfine (--export-json)", told_by, read, METRICS)
