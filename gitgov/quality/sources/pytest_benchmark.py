"""The JSON of pytest-benchmark: https://pytest-benchmark.readthedocs.io/en/latest/usage.html (`--benchmark-json`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gitgov.quality.reading import Reading
from gitgov.quality.sources.foreign import Parsed
from gitgov.quality.sources.row import Source
from gitgov.quality.sources.shape import members, rows, words
from gitgov.quality.sources.timings import METRICS, Timing, readings, timing


def told_by(parsed: Parsed) -> bool:
    """Tell it by the statistics of its benchmarks."""
    found = parsed.get("benchmarks") if isinstance(parsed, dict) else None
    return isinstance(found, list) and all(isinstance(each, dict) and "stats" in each for each in found)


def timings(report: dict[str, Any]) -> Iterator[Timing]:
    """Yield each benchmark, by its full name; raises `BadInput`."""
    for each in rows(report["benchmarks"], "benchmarks"):
        benchmark = members(each, "a benchmark")
        name = words(benchmark.get("fullname") or benchmark.get("name"), "the name of a benchmark")
        stats = members(benchmark.get("stats"), f"stats of {name[:60]!r}")
        yield timing(name, stats)


def read(report: dict[str, Any]) -> tuple[Reading, ...]:
    """Read mean and median of each benchmark, in seconds; raises `BadInput`."""
    return readings(timings(report))


ROW = Source("pytest-benchmark", "the JSON of pytest-benchmark (--benchmark-json)", told_by, read, METRICS)
