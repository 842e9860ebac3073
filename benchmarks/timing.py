"""Timing processes: one after another in turns, so that what slows the machine down slows all of them."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Sample:
    """One run, in seconds: by the clock, and of processor time with all its children."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Command:
    """A process to time; `before` is done each time, untimed."""

    argv: Sequence[str]
    cwd: Path
    env: Mapping[str, str]
    stdin: Path | None = None
    before: Callable[[], None] = field(default=lambda: None)

    def __call__(self) -> Sample:
        """Runs it to its end; raises RuntimeError with what it said if it fails."""
        self.before()
        with (self.stdin or Path(os.devnull)).open("rb") as source, TemporaryFile() as said:
            start = time.perf_counter()
            child = subprocess.Popen(self.argv, cwd=self.cwd, env=self.env, stdin=source, stdout=said, stderr=said)
            _, status, usage = os.wait4(child.pid, 0)
            wall = time.perf_counter() - start
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode:
                said.seek(0)
                raise RuntimeError(f"{self.argv} in {self.cwd} exits {child.returncode}: {said.read().decode()}")
        return Sample(wall, usage.ru_utime + usage.ru_stime)


Timed = Callable[[], Sample]


def in_turns(timed: Mapping[str, Timed], repetitions: int) -> dict[str, list[Sample]]:
    """Runs each once untimed, and then all in turns."""
    for each in timed.values():
        each()
    samples: dict[str, list[Sample]] = {name: [] for name in timed}
    for _ in range(repetitions):
        for name, each in timed.items():
            samples[name].append(each())
    return samples


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some values, with the least and the greatest."""

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Returns the spread of at least one value."""
        return cls(median(values), min(values), max(values))


def seconds(samples: Sequence[Sample]) -> Spread:
    """Returns how long runs took by the clock."""
    return Spread.of([each.wall for each in samples])


def ratio(above: Sequence[Sample], below: Sequence[Sample]) -> Spread:
    """Compares the runs of each turn by the clock."""
    return Spread.of([one.wall / other.wall for one, other in zip(above, below, strict=True)])


def cpu_ratio(above: Sequence[Sample], below: Sequence[Sample]) -> Spread:
    """Compares the processor time of each turn."""
    return Spread.of([one.cpu / other.cpu for one, other in zip(above, below, strict=True)])


def milliseconds_over(above: Sequence[Sample], below: Sequence[Sample]) -> Spread:
    """Returns by how many milliseconds the one is slower in each turn."""
    return Spread.of([(one.wall - other.wall) * 1000 for one, other in zip(above, below, strict=True)])


@dataclass(slots=True)
class Watch:
    """What others did on this machine meanwhile, as a share of all its cores; below 0.1 a run is quiet."""

    others: float = 0.0


@contextmanager
def watching() -> Iterator[Watch]:
    """Watches the processors of the machine during a block (/proc/stat, Linux; elsewhere it sees nothing)."""
    watch, before, own = Watch(), _busy(), _own()
    yield watch
    after = _busy()
    total = after[1] - before[1]
    if total > 0:
        watch.others = max(0.0, (after[0] - before[0] - (_own() - own)) / total)


def _busy() -> tuple[float, float]:
    """Returns seconds that the processors have been busy, and all their seconds."""
    try:
        fields = [int(word) / TICKS for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    except (OSError, ValueError):
        return 0.0, 0.0
    return sum(fields) - fields[3] - fields[4], sum(fields)


def _own() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
