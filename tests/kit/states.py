"""What matters of the repositories of a scene, to be compared before and after a fault."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gitgov.chamber.open import open_if_founded
from gitgov.chamber.verify import verify
from gitgov.core.errors import Undecided
from gitgov.git import inbox
from gitgov.git.notes import NotesStore
from gitgov.git.repository import open_repository
from tests.kit.field import ROOMS

Lines = Counter[bytes]
Effect = Mapping[str, tuple[int, frozenset[str]]]
"""By repository, how many lines have come, and the names of what has changed."""


@dataclass(frozen=True, slots=True)
class State:
    """What matters of the repositories of a scene: of each its lines, its refs but for our own, and its settings and hooks.

    Also what `verify` finds in one of them, and git's locks.
    """

    lines: Mapping[str, Lines]
    refs: Mapping[str, Mapping[str, str]]
    settings: Mapping[str, Mapping[str, str]]
    problems: Collection[str]
    locks: Collection[Path]

    @classmethod
    def of(cls, floor: Path, place: Path, now: int) -> "State":
        """Takes the state of a folder of repositories, and verifies that at `place`, at an instant."""
        repos = repositories(floor)
        problems = set[str]()
        # undecided: as of a tag that is pushed and that a lock kept from being made here, or of a ledger that is pinned and still to come
        with suppress(Undecided):
            chamber = open_if_founded(place, now=lambda: now) if place in repos else None
            problems |= {str(each) for each in verify(chamber).problems} if chamber else set()
        locks = [lock for each in repos for lock in each.rglob("*.lock") if lock.name != "fold.lock"]
        return cls(
            {each.name: _lines(each) for each in repos},
            {each.name: _refs(each) for each in repos},
            {each.name: _settings(folder) for each, folder in repos.items()},
            problems,
            locks,
        )

    def less(self, now: "State") -> Iterator[str]:
        """Yields what is not held any more, and what is wrong that was not."""
        for name, lines in self.lines.items():
            if lost := lines - now.lines.get(name, Counter()):
                yield f"{name} has lost {lost.total()} lines"
        if wrong := set(now.problems) - set(self.problems):
            yield f"verify says: {wrong}"

    def more(self, now: "State") -> dict[str, int]:
        """Counts the lines that have come to each repository."""
        return {name: (lines - self.lines.get(name, Counter())).total() for name, lines in now.lines.items()}

    def done(self, now: "State") -> Effect:
        """Returns what has come to each repository, in words that are the same when it comes another time: how many lines, which refs and settings."""
        found: dict[str, tuple[int, frozenset[str]]] = {}
        lines = self.more(now)
        for name in now.lines:
            changed: set[str] = set()
            for old, new in ((self.refs, now.refs), (self.settings, now.settings)):
                before, after = old.get(name, {}), new[name]
                changed.update(each for each in {*before, *after} if before.get(each) != after.get(each))
            found[name] = (lines[name], frozenset(changed))
        return found


def repositories(floor: Path) -> dict[Path, Path]:
    """Returns the repositories in a folder, each with its git directory."""
    found = {each: each / ".git" if (each / ".git").is_dir() else each for each in sorted(floor.iterdir())}
    return {each: folder for each, folder in found.items() if (folder / "HEAD").is_file()}


def _lines(place: Path) -> Lines:
    """Counts the lines of the rooms, and those that wait in the inbox, which are as safe."""
    repo = open_repository(place)
    store = NotesStore(repo, lambda: 0)
    held = Counter(line for room in ROOMS for subject in store.subjects(room) for line in store.lines(room, subject))
    return held | Counter({line for submission in inbox.read(repo) for line in submission.lines})


def _refs(place: Path) -> dict[str, str]:
    """Returns the refs that people know of."""
    found = open_repository(place).refs("refs/")
    return {ref: oid for ref, oid in found.items() if ref.startswith(("refs/heads/", "refs/tags/"))}


def _settings(folder: Path) -> dict[str, str]:
    """Returns the hooks, and the settings of a clone; a server pins its ledger with whichever push it takes in next."""
    hooks = [each for each in sorted((folder / "hooks").glob("*")) if each.is_file()]
    places = [folder / "config", *hooks] if folder.name == ".git" else hooks
    return {each.name: each.read_text(encoding="utf-8") for each in places}
