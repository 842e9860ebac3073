"""How long it takes to find the collisions of all pairs of many branches, beside one git process for each pair."""

from __future__ import annotations

import os
import random
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import combinations
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.importing import Importer
from benchmarks.place import Place
from benchmarks.timing import Command, Sample, Spread, cpu_ratio, in_turns, ratio, seconds, watching

FILES, LINES, TOUCHED, SAMPLE = 4_000, 60, 20, 100
TARGETS = {50: 1_500.0, 200: 6_000.0}
ADVISED = 1.3
"""What advice on integration may take, to the matrix that it rests on."""
TENTH = 0.1
"""Ten times as fast as a process for each pair."""
AT = 1_700_000_000


def colliding(place: Place, counts: tuple[int, ...], spread: int = 10) -> list[Figure]:
    """Times `git sprint conflicts` on branches that begin together, and on as many that begin at `spread` places of main.

    Each time nothing is remembered; once more, one branch has moved since.
    """
    figures = []
    for count in counts:
        together = _made(place, f"together-{count}", count, 1)
        apart = _made(place, f"apart-{count}", count, spread)
        pairs = list(combinations(_tips(place, together), 2))
        sample = random.Random(count).sample(pairs, min(SAMPLE, len(pairs)))
        with watching() as watch:
            samples = in_turns(
                {
                    "all": _asked(place, together),
                    "apart": _asked(place, apart),
                    "moved": _asked(place, together, partial(_move, place, together)),
                    "git": partial(_one_by_one, place, together, sample, len(pairs)),
                },
                place.repetitions,
            )
        name = f"{count} branches, {len(pairs):,} pairs of {FILES:,} files"
        slow, target = seconds(samples["git"]).middle, TARGETS.get(count)
        for which, what in (
            ("all", name),
            ("apart", f"{name}, from {spread} places of main"),
            ("moved", f"{name}, one branch moved"),
        ):
            value = Spread.of([each.wall * 1000 for each in samples[which]])
            figures.append(Figure(what, value, "ms", target, None, {which: value.middle / 1000}, watch.others))
        shares = Spread.of([one.wall / other.wall for one, other in zip(samples["all"], samples["git"], strict=True)])
        figures.append(
            Figure(
                f"{name}, to a git merge-tree for each (a sample of {len(sample)})", shares, "x", TENTH,
                cpu_ratio(samples["all"], samples["git"]), {"all": seconds(samples["all"]).middle, "git": slow}, watch.others,
            )
        )  # fmt: skip
    return figures


def advised(place: Place, count: int, spread: int = 10) -> list[Figure]:
    """Times `git gov advise integration` beside `git sprint conflicts` on the same branches, where neither remembers anything."""
    figures = []
    for places, what in ((1, ""), (spread, f", from {spread} places of main")):
        repo = _made(place, f"advised-{count}-{places}", count, places)
        with watching() as watch:
            asked = {"advice": _asked(place, repo, words="gov advise integration"), "matrix": _asked(place, repo)}
            samples = in_turns(asked, place.repetitions)
        times = {name: seconds(each).middle for name, each in samples.items()}
        pair = samples["advice"], samples["matrix"]
        name = f"integration advice for {count} branches{what}, to the conflict matrix"
        figures.append(Figure(name, ratio(*pair), "x", ADVISED, cpu_ratio(*pair), times, watch.others))
    return figures


def _asked(
    place: Place, repo: Path, before: Callable[[], None] | None = None, words: str = "sprint conflicts"
) -> Command:
    cold = partial((repo / ".git/gitgov/pairs.sqlite").unlink, missing_ok=True)
    return Command(["git", *words.split(), "--json"], repo, place.env, None, before or cold)


def _move(place: Place, repo: Path) -> None:
    """Lets a branch move, after all were asked about."""
    ref = "refs/heads/sprint/1/team-000"
    place.git(repo, "sprint", "conflicts")
    tree = place.git(repo, "rev-parse", f"{ref}^{{tree}}")
    place.git(
        repo, "update-ref", ref, place.git(repo, "commit-tree", tree, "-p", ref, "-m", f"At {time.perf_counter_ns()}")
    )


def _one_by_one(place: Place, repo: Path, sample: list[tuple[str, str]], pairs: int) -> Sample:
    """Merges a sample of pairs, each by a process that writes into a folder of its own, and returns what all would take."""
    with tempfile.TemporaryDirectory(prefix="gitgov-bench-") as folder:
        env = {
            **place.env,
            "GIT_OBJECT_DIRECTORY": folder,
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(repo / ".git/objects"),
        }
        start, used = time.perf_counter(), os.times()
        for pair in sample:
            subprocess.run(
                ["git", "merge-tree", "--write-tree", *pair], cwd=repo, env=env, capture_output=True, check=False
            )
        wall, now = time.perf_counter() - start, os.times()
    cpu = now.children_user + now.children_system - used.children_user - used.children_system
    return Sample(wall * pairs / len(sample), cpu * pairs / len(sample))


def _tips(place: Place, repo: Path) -> list[str]:
    return place.git(repo, "for-each-ref", "--format=%(objectname)", "refs/heads/sprint").split()


def _made(place: Place, name: str, count: int, places: int) -> Path:
    """Makes a repository in which each of `count` branches changes a line of some files in two commits."""
    repo, dice = place.folder / name, random.Random(count)
    place.git(place.folder, "init", "--quiet", "--initial-branch=main", str(repo))
    with Importer(repo) as importer:
        mains = [
            importer.commit(
                "refs/heads/main", AT, "Begin", {_path(number): _text(number, {}) for number in range(FILES)}
            )
        ]
        for number in range(1, places):
            files = {_path(dice.randrange(FILES)): f"main {number}\n".encode()}
            mains.append(importer.commit("refs/heads/main", AT + number, "Main", files, [mains[-1]]))
        for branch in range(count):
            parent = mains[branch % places]
            touched = dice.sample(range(FILES), TOUCHED)
            for half in (touched[: TOUCHED // 2], touched[TOUCHED // 2 :]):
                changed = {_path(each): _text(each, {dice.randrange(LINES): f"by {branch}"}) for each in half}
                parent = importer.commit(
                    f"refs/heads/sprint/1/team-{branch:03}",
                    AT,
                    "Work",
                    changed,
                    [parent],
                    f"Dev {branch} <d{branch}@example.org>",
                )
    return repo


def _path(number: int) -> str:
    return f"src/part{number % 40:02}/mod{number // 40 % 10}/file{number:05}.py"


def _text(number: int, changed: dict[int, str]) -> bytes:
    return "".join(f"{changed.get(line, f'line {line} of {number}')}\n" for line in range(LINES)).encode()
