"""How long one command takes at any size of the ledger: `git vote aye`, and `pre-receive` for one push of one merge."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.floors import floor, third_party
from benchmarks.ledger_maker import MAIN, READY, Made, Recipe
from benchmarks.place import Place
from benchmarks.timing import Command, Sample, cpu_ratio, in_turns, ratio, seconds, watching

VOTES = "refs/notes/gov/votes"
FLAT = 1.15


def voting(place: Place, sizes: Sequence[int]) -> list[Figure]:
    """Times `git vote aye` by a member who has not voted, as a whole process."""
    commands = {size: _vote(place, place.ledger(Recipe.of_events(size))) for size in sizes}
    modules = third_party(commands[sizes[0]], "from gitgov.cli.main import vote; vote()")
    bare = Command([sys.executable, "-c", "pass"], place.folder, place.env)
    return _compared(place, "git vote aye", commands, replace(bare, argv=floor(modules)), bare, 1.6)


def _vote(place: Place, made: Made) -> Command:
    tip = place.git(made.path, "rev-parse", VOTES)
    return Command(
        ["git", "vote", "aye", "--key", place.key(made, 4)], made.path, place.env,
        before=lambda: _put(made.path, VOTES, tip),
    )  # fmt: skip


def _put(repo: Path, ref: str, oid: str) -> None:
    """Puts a loose ref back, so that every run does the same."""
    (repo / ".git" / ref).write_text(f"{oid}\n", encoding="ascii")


def receiving(place: Place, sizes: Sequence[int]) -> list[Figure]:
    """Times the hook as it is installed, with a quarantine, for a push of one ratified merge."""
    commands = {size: hook(place, place.ledger(Recipe.of_events(size)), f"{size}") for size in sizes}
    entry = "from gitgov.hooks import main; sys.exit(main('pre-receive', []))"
    modules = third_party(commands[sizes[0]], entry)
    bare = Command([sys.executable, "-I", "-c", "pass"], place.folder, place.env)
    return _compared(place, "pre-receive", commands, replace(bare, argv=floor(modules, "-I")), bare, 1.5)


def hook(place: Place, made: Made, name: str) -> Command:
    """Returns the hook of a server by that name, as git starts it for a push of the merge that is ready."""
    server = place.server(made.path, f"server-{name}")
    old, new = (place.git(server, "rev-parse", ref) for ref in (MAIN, READY))
    quarantine = server / "objects" / "incoming"
    (quarantine / "pack").mkdir(parents=True)
    pushed = place.folder / f"pushed-{name}"
    pushed.write_text(f"{new}\n^{old}\n", encoding="ascii")
    pack = ["git", "pack-objects", "--quiet", "--revs", str(quarantine / "pack" / "pack")]
    Command(pack, server, place.env, stdin=pushed)()
    place.git(server, "update-ref", "-d", READY)
    pushed.write_text(f"{old} {new} {MAIN}\n", encoding="ascii")
    env = {
        "GIT_DIR": ".", "GIT_QUARANTINE_PATH": str(quarantine), "GIT_OBJECT_DIRECTORY": str(quarantine),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(server / "objects"),
    }  # fmt: skip
    return Command([str(server / "hooks" / "pre-receive")], server, place.env | env, stdin=pushed)


def _compared(
    place: Place, name: str, commands: Mapping[int, Command], lowest: Command, bare: Command, target: float
) -> list[Figure]:
    """Times commands at all sizes in turns with their floor, and reports each, and the largest against the smallest."""
    timed = {_at(size): command for size, command in commands.items()} | {"floor": lowest, "bare": bare}
    with watching() as watch:
        samples = in_turns(timed, place.repetitions)
    least, most = _at(min(commands)), _at(max(commands))
    figures = [
        _against(f"{name}, {_at(size)}, to its floor", samples, (_at(size), "floor"), target) for size in commands
    ]
    figures.append(_against(f"{name}, {most}, to a bare interpreter", samples, (most, "bare")))
    if least != most:
        figures.append(_against(f"{name}, {most} to {least}", samples, (most, least), FLAT))
    return [replace(each, others=watch.others) for each in figures]


def _at(size: int) -> str:
    return f"{size:,} events"


def _against(
    name: str, samples: Mapping[str, Sequence[Sample]], pair: tuple[str, str], target: float | None = None
) -> Figure:
    one, other = (samples[each] for each in pair)
    times = {each: seconds(samples[each]).middle for each in pair}
    return Figure(name, ratio(one, other), "x", target, cpu_ratio(one, other), times)
