"""The formats of measurements that are read, and what each gives."""

from __future__ import annotations

from gitgov.quality.sources import SOURCES
from gitgov.quality.sources.documented import BY_US
from gitgov.quality.sources.row import Metric
from gitgov.quality.sources.timings import REGRESSION
from sections import code, table


def formats() -> str:
    """Tabulates the formats: their names, the files, the metrics."""
    rows = [
        (code(each.name), each.what, ", ".join(code(metric.name) for metric in each.gives)) for each in SOURCES.values()
    ]
    return table(("format", "file", "gives"), rows)


def metrics() -> str:
    """Tabulates the metrics, each definition as it stands in the source, with the formats that it is taken from."""
    found: dict[Metric, list[str]] = {}
    for each in SOURCES.values():
        for metric in each.gives:
            found.setdefault(metric, []).append(each.name)
    found[REGRESSION] = ["two files of pytest-benchmark or hyperfine"]
    found[BY_US] = ["the source of a Python package"]
    rows = [(code(each.name), code(each.unit), each.definition, ", ".join(whence)) for each, whence in found.items()]
    return table(("metric", "unit", "definition", "from"), rows)
