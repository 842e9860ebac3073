"""Voters at once in one clone, and what rounds of voters have in common."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from benchmarks.figure import Figure
from benchmarks.ledger_maker import Made, Recipe
from benchmarks.place import Place
from benchmarks.timing import Sample, Spread, cpu_ratio, ratio, seconds, watching
from gitgov.git.notes import NotesStore
from gitgov.git.repository import open_repository


@dataclass(frozen=True, slots=True)
class Rounds:
    """Repeated rounds of one arrangement: how many ballots, or what else is `counted`, were recorded each time, and how long it took."""

    recorded: list[int] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    counted: Callable[[Path], int] | None = None

    def play(self, work: Callable[[], object], repo: Path) -> None:
        """Times a round, and counts what `repo` holds after it."""
        before, start = getrusage(RUSAGE_CHILDREN), time.perf_counter()
        work()
        wall, after = time.perf_counter() - start, getrusage(RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.samples.append(Sample(wall, cpu))
        self.recorded.append((self.counted or ballots)(repo))


def in_one_clone(place: Place, processes: int, votes: int) -> list[Figure]:
    """Lets some processes vote in one clone at once, each on all motions, and one after another for comparison."""
    made = place.ledger(Recipe(0, pending=votes, ballots=0), processes)
    at_once, in_order = Rounds(), Rounds()
    with watching() as watch:
        for _ in range(few(place)):
            for rounds, workers in ((at_once, processes), (in_order, 1)):
                clone = place.copy(made.path, "crowded")
                rounds.play(_voting(place, made, clone, workers), clone)
    name = f"{processes} processes x {votes} votes in one clone"
    found = figures(name, processes * votes, {"at once": at_once, "in order": in_order}, None)
    return [replace(each, others=watch.others) for each in found]


def few(place: Place) -> int:
    """Says how often to repeat what takes long by itself: a round has many voters already."""
    return max(min(3, place.repetitions), place.repetitions // 3)


def _voting(place: Place, made: Made, clone: Path, workers: int) -> Callable[[], object]:
    def member(number: int) -> None:
        for motion in made.pending:
            must(place, clone, ["git", "vote", "aye", motion, "--key", place.key(made, number)])

    def everybody() -> None:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(member, range(len(made.voters))))

    return everybody


def figures(name: str, wanted: int, rounds: dict[str, Rounds], target: float | None) -> list[Figure]:
    """Reports how many ballots the first of two arrangements recorded at least, and its time against the second's."""
    (first, done), (second, other) = rounds.items()
    times = {first: seconds(done.samples).middle, second: seconds(other.samples).middle}
    compared, cpu = ratio(done.samples, other.samples), cpu_ratio(done.samples, other.samples)
    return [
        Figure(f"{name}: recorded", Spread.of(done.recorded), f"of {wanted}", wanted),
        Figure(f"{name}: time, to {second}", compared, "x", target, cpu, times),
    ]


def must(place: Place, cwd: Path, argv: Sequence[str]) -> None:
    """Runs a command; raises RuntimeError with what it said if it fails."""
    done = subprocess.run(argv, cwd=cwd, env=place.env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{argv[:4]} in {cwd}: {done.stderr}")


def all_at_once(place: Place, commands: Sequence[tuple[Path, Sequence[str]]]) -> None:
    """Starts commands, each in its folder, and waits for all; raises RuntimeError if any fails."""
    children = [
        subprocess.Popen(argv, cwd=cwd, env=place.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        for cwd, argv in commands
    ]
    failed = sum(child.wait() != 0 for child in children)
    if failed:
        raise RuntimeError(f"{failed} of {len(children)} failed: see their words above")


def ballots(repo: Path) -> int:
    """Counts the ballots in a repository's rooms."""
    store = NotesStore(open_repository(repo), lambda: 0)
    return len({line for _, lines in store.every("votes") for line in lines})
