"""How much memory reading takes: a whole ledger, and notes and submissions that somebody has filled with rubbish."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.ledger_maker import Recipe
from benchmarks.place import Place
from benchmarks.timing import Spread

MIB = 1024
"""KiB, in which `wait4` counts."""
STARTER = """
import os, sys
child = os.fork()
if not child:
    os.dup2(2, 1)
    os.execvp(sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""
VOTES = "refs/notes/gov/votes"


def bounded(place: Place, events: int, size: int) -> list[Figure]:
    """Takes the peak of `git gov verify --from-scratch` on a ledger of so many events, and on notes of `size` MB of rubbish."""
    recipe = Recipe.of_events(events)
    made, small = place.ledger(recipe), place.ledger(Recipe(1))
    least = peak(place, small.path, 0)
    figures = [
        _figure(f"memory of git gov verify --from-scratch, {made.events:,} records", peak(place, made.path, 0), 1024.0)
    ]
    for name, rubbish in {"one line": _one_line(size), "lines of 8 bytes": _short_lines(size)}.items():
        copy = place.copy(small.path, "rubbish")
        _put(place, copy, rubbish)
        taken = peak(place, copy, 1) - least
        what = f"memory of git gov verify, a note of {size} MB in {name}, over that of a small ledger, in notes' sizes"
        figures.append(_figure(what, taken / size, 6.0, "x"))
        place.discard(copy)
    return figures


def peak(place: Place, cwd: Path, ends: int) -> float:
    """Runs `git gov verify --from-scratch`, which is to exit with `ends`; returns the most MiB that it or a child of it held.

    It is started by a small process, since Linux counts what whoever starts a process held as held by it.
    """
    argv = [sys.executable, "-I", "-S", "-c", STARTER, "git", "gov", "verify", "--from-scratch"]
    done = subprocess.run(argv, cwd=cwd, env=place.env, capture_output=True, text=True, check=True)
    status, most = map(int, done.stdout.split()[-2:])
    if status != ends:
        raise RuntimeError(f"git gov verify in {cwd} exits {status}: {done.stderr}")
    return most / MIB


def _figure(name: str, value: float, target: float, unit: str = "MiB") -> Figure:
    return Figure(name, Spread.of([round(value, 1)]), unit, target)


def _one_line(size: int) -> Iterator[bytes]:
    return (b"x" * 1_000_000 for _ in range(size))


def _short_lines(size: int) -> Iterator[bytes]:
    return (b"".join(b"%07d\n" % number for number in range(at, at + 1_000)) for at in range(0, size * 125_000, 1_000))


def _put(place: Place, repo: Path, rubbish: Iterator[bytes]) -> None:
    """Makes the rubbish the note of the last commit in the room of votes."""
    scratch = repo.with_name("rubbish.note")
    with scratch.open("wb") as file:
        file.writelines(rubbish)
    blob = place.git(repo, "hash-object", "-w", "--no-filters", str(scratch))
    scratch.unlink()
    place.git(repo, "notes", "--ref", VOTES, "add", "--force", "-C", blob, place.git(repo, "rev-parse", "main"))
