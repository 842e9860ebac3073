"""Members who stand up at once over a server, each in a clone of their own: none is lost, and all hold the same in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.clones import SERVER, Hall, pushes
from benchmarks.crowd import Rounds, all_at_once, few, figures, must
from benchmarks.figure import Figure
from benchmarks.ledger_maker import Made
from benchmarks.members import body
from benchmarks.place import Place
from benchmarks.sprints import ROOM, made
from benchmarks.timing import Spread, watching
from gitgov.chamber.open import open_chamber
from gitgov.chamber.sprints import read_board
from gitgov.git.notes import NotesStore
from gitgov.git.repository import open_repository


def standing_up(place: Place, clones: int) -> list[Figure]:
    """Lets each member of a team stand up and sync at once by a process, against as many plain pushes at once."""
    voters = body(clones)
    ledger = Made(made(place.folder / f"standups-{clones}", voters, 1, 0), tuple(voters), 0, ())
    hall = Hall.around(place, ledger, ["git", "sprint", "status"])
    stood, pushed, converged = Rounds(counted=_standups), Rounds(), []
    with watching() as watch:
        for _ in range(few(place)):
            folders = hall.clones()
            server = place.copy(hall.governed, SERVER)
            stood.play(lambda: _all_stand_up(hall, folders), server)  # noqa: B023 - within the turn
            converged.append(_same(hall, folders, server))
            server = place.copy(hall.plain, SERVER)
            pushed.play(lambda: pushes(hall, folders), server)  # noqa: B023 - within the turn
    name = f"{clones} clones stand up and sync at once"
    found = figures(name, clones, {"standups": stood, "plain pushes": pushed}, None)
    found.append(Figure(f"{name}: clones that hold all in the end", Spread.of(converged), f"of {clones}", clones))
    return [replace(each, others=watch.others) for each in found]


def _all_stand_up(hall: Hall, folders: Sequence[Path]) -> None:
    words = [["git", "sprint", "standup", "--next", "It", "--sync", "--key", key] for key in hall.key_files()]
    all_at_once(hall.place, list(zip(folders, words, strict=True)))


def _standups(repo: Path) -> int:
    """Counts the standups that the law takes for such."""
    return sum(len(each.standups) for each in read_board(open_chamber(repo)).sprints)


def _same(hall: Hall, folders: Sequence[Path], server: Path) -> int:
    """Counts the clones that hold, after one more sync, exactly what the server holds."""
    for folder in folders:
        must(hall.place, folder, ["git", "gov", "sync"])
    wanted = _lines(server)
    return sum(_lines(folder) == wanted for folder in folders)


def _lines(repo: Path) -> frozenset[bytes]:
    store = NotesStore(open_repository(repo), lambda: 0)
    return frozenset(line for _, lines in store.every(ROOM) for line in lines)
