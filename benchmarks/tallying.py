"""How long a tally takes among many motions with many votes, before and after `git gov maint` has packed them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.ledger_maker import Made, Recipe
from benchmarks.place import Place
from benchmarks.timing import Command, Sample, Spread, watching
from gitgov.git.keeping import room_of
from gitgov.git.repository import open_repository

ASKED = 40
"""Motions that are asked about in a turn, evenly spread among all."""
SLOWEST = 1000.0
"""Milliseconds that all but a twentieth of the tallies may take."""


def tallying(place: Place, motions: int, votes: int) -> list[Figure]:
    """Times `git vote status` for open motions, each a process of its own, in a repository whose every object was loose."""
    made = place.ledger(Recipe(0, pending=motions, ballots=votes), votes)
    path = _loosened(place, made)
    before = room_of(open_repository(path)).loose
    Command(["git", "motion", "list"], path, place.env)()  # makes the index
    with watching() as watch:
        loose = _turn(place, made, path)
        Command(["git", "gov", "maint"], path, place.env)()
        left = room_of(open_repository(path)).loose
        packed = [_turn(place, made, path) for _ in range(place.repetitions)]
    place.discard(path)
    times = {"p95 of loose objects": late(loose), "of packed ones": Spread.of([late(each) for each in packed]).middle}
    what = f"{motions:,} motions x {votes} votes"
    slow = Spread.of([late(each) * 1000 for each in packed])
    used = Spread.of([sum(each.cpu for each in turn) / sum(each.cpu for each in loose) for turn in packed])
    return [
        Figure(f"git vote status, {what}, p95 after git gov maint", slow, "ms", SLOWEST, used, times, watch.others),
        Figure(
            f"git gov maint, {what}, loose objects, of {before:,} before", Spread.of([left]), "left", before // 10, None,
            {}, watch.others,
        ),
    ]  # fmt: skip


def late(samples: Sequence[Sample]) -> float:
    """Returns within how many seconds 95 of 100 runs were over: the nearest rank."""
    return sorted(each.wall for each in samples)[math.ceil(0.95 * len(samples)) - 1]


def _turn(place: Place, made: Made, path: Path) -> list[Sample]:
    asked = made.pending[:: max(1, len(made.pending) // ASKED)]
    return [Command(["git", "vote", "status", motion], path, place.env)() for motion in asked]


def _loosened(place: Place, made: Made) -> Path:
    """Copies a repository and takes its packs apart, as if every line had just been written by itself."""
    path = place.copy(made.path, "tallied")
    aside = place.folder / "aside"
    (path / ".git" / "objects" / "pack").rename(aside)
    for pack in aside.glob("*.pack"):
        Command(["git", "unpack-objects", "-q"], path, place.env, stdin=pack)()
    place.discard(aside)
    return path
