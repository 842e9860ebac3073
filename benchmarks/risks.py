"""How long it takes to tell the risk of every commit of a history in one pass, beside `git log --numstat` of the same."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.importing import Importer
from benchmarks.place import Place
from benchmarks.timing import Sample, cpu_ratio, in_turns, ratio, seconds, watching
from gitgov.advice.risk.weighing import weigh
from gitgov.chamber.advising.risk import risks
from gitgov.git.repository import open_repository

AT, HOUR = 1_700_000_000, 3_600
FILES, LINES, AUTHORS, SIDE = 400, 40, 40, 10
MOST = 3.0
"""Times what git takes to list the same files and lines."""


def judging(place: Place, commits: int) -> list[Figure]:
    """Times reading a history, telling all facts of each commit and weighing them; nothing is remembered from one time to the next."""
    path = _made(place, commits)
    with watching() as watch:
        timed = {"risk": partial(_clocked, partial(_judged, path)), "log": partial(_clocked, partial(_log, path))}
        samples = in_turns(timed, place.repetitions)
    times = {each: seconds(samples[each]).middle for each in samples}
    name = f"risk of {commits:,} commits in one pass, to git log --numstat"
    value, cpu = ratio(samples["risk"], samples["log"]), cpu_ratio(samples["risk"], samples["log"])
    return [Figure(name, value, "x", MOST, cpu, times, watch.others)]


def _judged(path: Path) -> None:
    repo = open_repository(path)
    for facts in risks(repo, [repo.commit_of("main")]).values():
        weigh(facts)


def _log(path: Path) -> None:
    subprocess.run(["git", "log", "--numstat", "main"], cwd=path, capture_output=True, check=True)


def _clocked(done: Callable[[], object]) -> Sample:
    start, used = time.perf_counter(), os.times()
    done()
    wall, now = time.perf_counter() - start, os.times()
    return Sample(wall, sum(now[:4]) - sum(used[:4]))


def _made(place: Place, commits: int) -> Path:
    """Makes a bare repository of so many commits by many authors: each changes one to four files, every tenth is a merge."""
    path, main = place.folder / f"judged-{commits}", "refs/heads/main"
    place.git(place.folder, "init", "--quiet", "--bare", "--initial-branch=main", str(path))
    with Importer(path) as importer:
        tip = side = importer.commit(main, AT, "Begin", {_path(each): _text(each, 0) for each in range(FILES)})
        for number in range(1, commits):
            at, who = AT + number * HOUR, f"Dev <d{number * 7 % AUTHORS}@example.org>"
            files = {_path(each): _text(each, number) for each in range(number * 3, number * 3 + 1 + number % 4)}
            if number % SIDE == SIDE - 1 and side != tip:
                tip = importer.commit(main, at, f"Merge {number}", files, [tip, side], who)
                side = tip
            elif number % SIDE == 0:
                side = importer.commit("refs/heads/side", at, f"Fix {number}", files, [side], who)
            else:
                said = f'Revert "Work {number - 1}"' if not number % 97 else f"Work {number}"
                tip = importer.commit(main, at, said, files, [tip], who)
    return path


def _path(number: int) -> str:
    return f"src/part{number % 20}/file{number % FILES:04}.py"


def _text(number: int, changed: int) -> bytes:
    place = changed % LINES
    rows = (f"{changed if line == place else 0} line {line} of {number % FILES}\n" for line in range(LINES))
    return "".join(rows).encode()
