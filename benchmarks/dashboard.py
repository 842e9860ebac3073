"""How long it takes to write a dashboard, and how large it is: of metrics that were measured on the same commits."""

from __future__ import annotations

import time

from benchmarks.figure import Figure
from benchmarks.timing import Sample, Spread, cpu_ratio, in_turns, seconds, watching
from gitgov.quality.page.html import page_html
from gitgov.quality.page.values import Page
from tests.kit.pages import large_page

MILLISECONDS, BYTES = 2_000.0, 2_000_000.0
"""What it may take."""


def writing(repetitions: int, metrics: int, points: int) -> list[Figure]:
    """Times the page of so many metrics with so many points each, beside that of one metric with as many."""
    page, least = large_page(metrics, points), large_page(1, points)
    with watching() as watch:
        samples = in_turns({"page": lambda: _timed(page), "one": lambda: _timed(least)}, repetitions)
    taken = Spread.of([each.wall * 1000 for each in samples["page"]])
    cpu = cpu_ratio(samples["page"], samples["one"])
    times = {name: seconds(each).middle for name, each in samples.items()}
    size = float(len(page_html(page).encode()))
    name = f"dashboard of {metrics} metrics x {points} points"
    return [
        Figure(f"{name}, written", taken, "ms", MILLISECONDS, cpu, times, watch.others),
        Figure(f"{name}, its size", Spread(size, size, size), "B", BYTES),
    ]


def _timed(page: Page) -> Sample:
    wall, cpu = time.perf_counter(), time.process_time()
    page_html(page)
    return Sample(time.perf_counter() - wall, time.process_time() - cpu)
