"""Voters at once over a server: every member in a clone of his own.

Three ways to look at it, each against as many plain pushes to separate refs of a server without hooks, at once too:
the submissions alone (one `git push` each, of what `git gov sync` sends: with it a vote is safe); vote and sync through
the library, by threads of one process, so that no start of interpreters is in it; and `git vote aye --sync` as a
process each.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.crowd import Rounds, all_at_once, few, figures, must
from benchmarks.figure import Figure
from benchmarks.ledger_maker import Made, Recipe
from benchmarks.place import Place
from benchmarks.timing import watching
from gitgov.chamber.acts import act, find_actor
from gitgov.chamber.open import open_chamber
from gitgov.chamber.reads import find_matter
from gitgov.git import inbox
from gitgov.tally.events import BallotCast

SERVER = "crowd.git"
VOTERS = Path(__file__).with_name("voters.py")
Way = Callable[["Hall", Sequence[Path]], None]


@dataclass(frozen=True, slots=True)
class Hall:
    """A made ledger, a server with hooks and one without to copy, and a clone to copy."""

    place: Place
    made: Made
    governed: Path
    plain: Path
    clone: Path

    @classmethod
    def furnish(cls, place: Place, members: int) -> Hall:
        """Makes a ledger with one open motion, and all else that is around it."""
        made = place.ledger(Recipe(0, ballots=0), members)
        return cls.around(place, made, ["git", "vote", "status", made.pending[0]])

    @classmethod
    def around(cls, place: Place, made: Made, look: Sequence[str]) -> Hall:
        """Makes the servers, and a clone that knows the ledger and has looked at it by a command."""
        governed = place.server(made.path, "crowd-governed")
        plain = place.server(made.path, "crowd-plain", hooks=False)
        clone = place.folder / "crowd-clone"
        place.git(place.folder, "clone", "--quiet", "--no-checkout", str(place.copy(governed, SERVER)), str(clone))
        must(place, clone, ["git", "gov", "sync"])
        must(place, clone, look)
        return cls(place, made, governed, plain, clone)

    def clones(self) -> list[Path]:
        """Gives every member a fresh clone."""
        return [self.place.copy(self.clone, f"crowd-{number}") for number in range(len(self.made.voters))]

    def key_files(self) -> list[str]:
        """Returns every member's key file."""
        return [self.place.key(self.made, number) for number in range(len(self.made.voters))]


def over_a_server(place: Place, members: int) -> list[Figure]:
    """Lets all members vote at once in each of the three ways."""
    hall = Hall.furnish(place, members)
    name = f"{members} clones at once"
    return [
        *_rounds(hall, f"{name}, submissions", _submissions(hall, hall.clones()), place.repetitions, 2.0),
        *_rounds(hall, f"{name}, vote and sync through the library", _library, place.repetitions, None),
        *_rounds(hall, f"{name}, vote and sync, whole processes", _processes, few(place), None),
    ]


def _rounds(hall: Hall, name: str, way: Way, repetitions: int, target: float | None) -> list[Figure]:
    voted, pushed = Rounds(), Rounds()
    with watching() as watch:
        for _ in range(repetitions):
            folders = hall.clones()
            server = hall.place.copy(hall.governed, SERVER)
            voted.play(lambda: way(hall, folders), server)  # noqa: B023 - within the turn
            server = hall.place.copy(hall.plain, SERVER)
            pushed.play(lambda: pushes(hall, folders), server)  # noqa: B023 - within the turn
    found = figures(name, len(folders), {"voters": voted, "plain pushes": pushed}, target)
    return [replace(each, others=watch.others) for each in found]


def pushes(hall: Hall, folders: Sequence[Path]) -> None:
    """Pushes a commit to a ref of its own from each clone, at once."""
    words = [["git", "push", "--quiet", "origin", f"HEAD:refs/plain/{number}"] for number in range(len(folders))]
    all_at_once(hall.place, list(zip(folders, words, strict=True)))


def _submissions(hall: Hall, folders: Sequence[Path]) -> Way:
    """Has everybody vote and write a submission, and returns the way that pushes them."""
    words = []
    for folder, key in zip(folders, hall.key_files(), strict=True):
        chamber = open_chamber(folder)
        actor = find_actor(chamber, key)
        floor = find_matter(chamber, hall.made.pending[0], actor.name).floor
        ballot = act(chamber, actor, floor, BallotCast(choice="aye"))
        name, commit = inbox.write(chamber.repo, [ballot.line])
        kept = hall.place.copy(folder, f"submitting-{folder.name}")
        words.append((kept, ["git", "push", "--quiet", "origin", f"{commit}:{inbox.INBOX}{name}"]))
    return lambda hall, _: all_at_once(hall.place, words)


def _library(hall: Hall, folders: Sequence[Path]) -> None:
    words = [word for pair in zip(map(str, folders), hall.key_files(), strict=True) for word in pair]
    must(hall.place, hall.place.folder, [sys.executable, str(VOTERS), hall.made.pending[0], *words])


def _processes(hall: Hall, folders: Sequence[Path]) -> None:
    words = [["git", "vote", "aye", hall.made.pending[0], "--sync", "--key", key] for key in hall.key_files()]
    all_at_once(hall.place, list(zip(folders, words, strict=True)))
