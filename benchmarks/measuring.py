"""How long it takes to measure a branch, beside the git commands that this cannot do without."""

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
from benchmarks.timing import Sample, Spread, cpu_ratio, in_turns, milliseconds_over, ratio, seconds, watching
from gitgov.chamber.measuring import Scope, measure
from gitgov.git.paircache import FILE
from gitgov.git.repository import Repository, open_repository
from gitgov.quality.measures.facts import Application

AT, HOUR = 1_700_000_000, 3_600
FILES, LINES, RELEASE = 200, 40, 100
TWICE, SOON = 2.0, 100.0
"""Cold, at most twice what git takes; with one more merge, at most so many milliseconds more than without."""
_LOG = ("log", "-z", "--format=%H%x00%P%x00%T%x00%at%x00%ct%x00%B")
_MERGES = ("merge-tree", "--write-tree", "--no-messages", "--name-only", "--stdin")
_SIZES = ("diff-tree", "--stdin", "-r", "-z", "--numstat", "--no-renames")
_SCOPE = Scope("refs/heads/main", (Application("", "v*"),), until=AT * 2)


def measuring(place: Place, commits: int, merges: int) -> list[Figure]:
    """Times all measures of a branch with releases: with nothing remembered, with all of it, and with one more merge since."""
    path = _made(place, commits, merges)
    repo = open_repository(path)
    with watching() as watch:
        samples = in_turns(
            {
                "cold": partial(_timed, repo, partial((repo.state / FILE).unlink, missing_ok=True)),
                "warm": partial(_timed, repo, lambda: None),
                "more": partial(_timed, repo, partial(_merge_one, place, path)),
                "git": partial(_by_git, path),
                "log": partial(_log_alone, path),
            },
            place.repetitions,
        )
    name = f"all measures of {commits:,} commits, {merges:,} merges"
    times = {each: seconds(samples[each]).middle for each in samples}
    return [
        Figure(
            f"{name}, to git log, merge-tree and diff-tree of them", ratio(samples["cold"], samples["git"]), "x", TWICE,
            cpu_ratio(samples["cold"], samples["git"]), {each: times[each] for each in ("cold", "git")}, watch.others,
        ),
        Figure(f"{name}, again", Spread.of([each.wall * 1000 for each in samples["warm"]]), "ms", None,
               cpu_ratio(samples["warm"], samples["log"]), {each: times[each] for each in ("warm", "log")}, watch.others),
        Figure(f"{name}, one more merge", milliseconds_over(samples["more"], samples["warm"]), "ms", SOON,
               cpu_ratio(samples["more"], samples["warm"]), {each: times[each] for each in ("more", "warm")}, watch.others),
    ]  # fmt: skip


def _timed(repo: Repository, before: Callable[[], object]) -> Sample:
    before()
    return _clocked(lambda: measure(repo, "main", _SCOPE))


def _clocked(done: Callable[[], object]) -> Sample:
    start, used = time.perf_counter(), os.times()
    done()
    wall, now = time.perf_counter() - start, os.times()
    cpu = sum(now[:4]) - sum(used[:4])
    return Sample(wall, cpu)


def _merge_one(place: Place, path: Path) -> None:
    """Lets one more branch be merged, of which nothing is remembered."""
    now = f"{time.perf_counter_ns()}"
    blob = place.git(path, "hash-object", "-w", str(path / "HEAD"))
    env = {**place.env, "GIT_INDEX_FILE": str(path / "index.aside")}
    for words in (("read-tree", "main"), ("update-index", "--add", "--cacheinfo", f"100644,{blob},more-{now}")):
        subprocess.run(["git", *words], cwd=path, env=env, check=True)
    done = subprocess.run(["git", "write-tree"], cwd=path, env=env, capture_output=True, check=True, text=True)
    tree = done.stdout.strip()  # of the side and of the merge alike
    side = place.git(path, "commit-tree", tree, "-p", "main", "-m", f"Side {now}")
    made = place.git(path, "commit-tree", tree, "-p", "main", "-p", side, "-m", "Merge one more")
    place.git(path, "update-ref", "refs/heads/main", made)


def _by_git(path: Path) -> Sample:
    """Runs the commands that tell all this, one after another, on what they are to be asked."""
    listed = subprocess.run(
        ["git", "log", "--first-parent", "--format=%H %P", "main"], cwd=path, capture_output=True, check=True
    ).stdout.decode()
    rows = [row.split() for row in listed.splitlines()]
    merges = "".join(f"{row[1]} {row[2]}\n" for row in rows if len(row) == 3).encode()
    steps = "".join(f"{row[0]} {row[1]}\n" for row in rows if len(row) > 1).encode()

    def asked() -> None:
        for words, stdin in (
            ((*_LOG, "main"), b""),
            (("for-each-ref", "refs/tags/"), b""),
            (_MERGES, merges),
            (_SIZES, steps),
        ):
            subprocess.run(["git", *words], cwd=path, input=stdin, capture_output=True, check=True)

    return _clocked(asked)


def _log_alone(path: Path) -> Sample:
    """Reads the log, which is read each time."""
    return _clocked(lambda: subprocess.run(["git", *_LOG, "main"], cwd=path, capture_output=True, check=True))


def _made(place: Place, commits: int, merges: int) -> Path:
    """Makes a bare repository whose main branch has so many commits, of which so many are merges of one or more others each."""
    path = place.folder / f"measured-{commits}"
    place.git(place.folder, "init", "--quiet", "--bare", "--initial-branch=main", str(path))
    each, main = (commits - 1) // merges, "refs/heads/main"
    with Importer(path) as importer:
        tip = importer.commit(main, AT, "Begin", {_path(number): _text(number, 0) for number in range(FILES)})
        for merge in range(merges):
            at, branch, side, files = AT + merge * each * HOUR, f"refs/heads/side-{merge % 10}", tip, dict[str, bytes]()
            for number in range(each - 1):
                changed = merge * 7 + number * 3
                files[_path(changed)] = _text(changed, merge + 1)
                said = f'Revert "Work {merge - 1}.0"' if merge % 50 == 49 and not number else f"Work {merge}.{number}"
                side = importer.commit(
                    branch, at + number * HOUR, said, {_path(changed): files[_path(changed)]}, [side]
                )
            parents = [tip, side] if side != tip else [tip]
            tip = importer.commit(main, at + each * HOUR, f"Merge {merge}", files, parents)
            if merge % RELEASE == RELEASE - 1 or merge == merges - 1:
                importer.reset(f"refs/tags/v{merge}", tip)
    return path


def _path(number: int) -> str:
    return f"src/part{number % 10}/file{number % FILES:04}.py"


def _text(number: int, changed: int) -> bytes:
    place = changed % LINES
    return "".join(
        f"{changed if line == place else 0} line {line} of {number % FILES}\n" for line in range(LINES)
    ).encode()
