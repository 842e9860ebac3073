"""Whether folding stays linear: the time of each event of a large thread, against that of each of a small one."""

from __future__ import annotations

import gc
import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypeAlias

from benchmarks.figure import Figure
from benchmarks.timing import Sample, cpu_ratio, in_turns, ratio, seconds, watching
from gitgov.charter.chain import Chain
from gitgov.ledger.event import Event
from gitgov.procedure.fold import fold

Folded: TypeAlias = tuple[Chain, Sequence[Event]]
TARGET = 2.0
ABOUT = 1_000
"""How many events are folded in one sample at least, so that the clock can tell."""


def growth(title: str, made: Mapping[str, Folded], repetitions: int) -> list[Figure]:
    """Times the folds, each event of them against one of the first; `title` takes the names of both."""
    timed = {name: partial(_fold, chain, events) for name, (chain, events) in made.items()}
    with watching() as watch:
        samples = in_turns(timed, repetitions)
    least, *others = made
    whole = {name: len(made[name][1]) * seconds(samples[name]).middle for name in made}
    return [
        Figure(
            title.format(name, least), ratio(samples[name], samples[least]), "x", TARGET,
            cpu_ratio(samples[name], samples[least]), {name: whole[name], least: whole[least]}, watch.others,
        )
        for name in others
    ]  # fmt: skip


def _fold(chain: Chain, events: Sequence[Event]) -> Sample:
    """Folds some times over; the sample is of one event."""
    gc.collect()
    times = max(1, ABOUT // len(events))
    start, used = time.perf_counter(), time.process_time()
    for _ in range(times):
        fold(chain, events)
    each = times * len(events)
    return Sample((time.perf_counter() - start) / each, (time.process_time() - used) / each)
