"""Commands killed with -9 at their writes, each where a scene types it: what comes of that, and of typing it again.

The scenes of tests/scenes have every verb in a state in which it is in order, so a new verb is covered as soon as it has
its scene. What counts as a write, tests/kit/forks/dying.py says.
"""

import json
import shlex
import shutil
import time
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sybil import Document
from sybil.parsers.markdown import CodeBlockParser
from typer.core import TyperGroup

from gitgov.chamber.open import open_if_founded
from gitgov.chamber.verify import verify
from gitgov.cli.programs import PROGRAMS
from gitgov.git.notes import NotesStore
from gitgov.git.repository import open_repository
from tests.kit.field import ROOMS
from tests.kit.scenes import Stage
from tests.kit.transcript import Step, steps

SCENES = Path(__file__).parents[1] / "scenes"
KILLED = 128 + 9
PARTLY = {"gov queue"}
"""What ends with 1 and has carried out what it could."""
Lines = Counter[bytes]


@cache
def verbs() -> frozenset[str]:
    """Returns all verbs of all programs, such as `gov member add`."""
    return frozenset(
        name for program, group in PROGRAMS.items() for name in _below(program.removeprefix("git-"), group)
    )


def _below(name: str, group: TyperGroup) -> Iterator[str]:
    for verb in group.commands:
        command = group.commands[verb]
        if isinstance(command, TyperGroup):
            yield from _below(f"{name} {verb}", command)
        else:
            yield f"{name} {verb}"


@cache
def verb_of(command: str) -> str:
    """Returns the verb that a line of a scene types; nothing where it types more than one command."""
    try:
        words = [word for word in shlex.split(command) if not word.startswith("LATER=")]
    except ValueError:
        return ""
    if words[:1] != ["git"] or set(command) & set("|;<>&$()`"):
        return ""
    return max((verb for verb in verbs() if words[1 : 1 + len(verb.split())] == verb.split()), key=len, default="")


@dataclass(frozen=True, slots=True)
class Scene:
    """A document's steps in order, and where it types a verb that then does what it says, for the first time."""

    document: Document
    steps: Sequence[Step]

    @property
    def typed(self) -> dict[str, int]:
        """Returns each verb with the number of its step; where it never does all that it says, of the last in which it does some."""
        found: dict[str, int] = {}
        partly: dict[str, int] = {}
        for number, step in enumerate(self.steps):
            if step.who and (verb := verb_of(step.command)):
                if not step.expected.status:
                    found.setdefault(verb, number)
                elif step.expected.status == 1 and verb in PARTLY:
                    partly[verb] = number
        return partly | found


def read(path: Path) -> Scene:
    """Reads a document of scenes."""
    document = Document(path.read_text(encoding="utf-8"), str(path))
    blocks = sorted(CodeBlockParser("console", lambda _: None)(document), key=lambda region: region.start)
    return Scene(document, [step for block in blocks for step in steps(block.parsed)])


@dataclass(frozen=True, slots=True)
class State:
    """What matters of the repositories of a scene: the lines of each, what `verify` finds in one of them, and git's locks."""

    lines: Mapping[str, Lines]
    problems: Collection[str]
    locks: Collection[Path]

    @classmethod
    def of(cls, floor: Path, place: Path, now: int) -> "State":
        """Takes the state of a folder of repositories, and verifies that at `place`, at an instant."""
        repos = [each for each in sorted(floor.iterdir()) if (each / ".git").is_dir() or (each / "HEAD").is_file()]
        chamber = open_if_founded(place, now=lambda: now) if place in repos else None
        problems = {str(each) for each in verify(chamber).problems} if chamber else set()
        locks = [lock for each in repos for lock in each.rglob("*.lock") if lock.name != "fold.lock"]
        return cls({each.name: _lines(each) for each in repos}, problems, locks)

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


def _lines(place: Path) -> Lines:
    store = NotesStore(open_repository(place), lambda: 0)
    return Counter(line for room in ROOMS for subject in store.subjects(room) for line in store.lines(room, subject))


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A stage on which a step is about to be typed; `aside` is a folder beside it."""

    stage: Stage
    aside: Path
    step: Step

    @property
    def now(self) -> int:
        """Returns the instant that whoever types lives in."""
        env = self.stage.envs[self.step.who]
        words = self.step.command.split()
        later = next((word.removeprefix("LATER=") for word in words if word.startswith("LATER=")), "")
        ahead = int(later[:-1]) * {"d": 86_400, "h": 3_600, "m": 60}[later[-1]] if later else 0
        if not later and (by := env.get("LATER_BY")):
            ahead = int(Path(by).read_text(encoding="utf-8"))
        return int(time.time()) + ahead + 1  # noqa: TID251 - as the command will see it

    def type(self, at: int, process: str) -> tuple[int, str, list[str]]:
        """Types the command, which dies before write `at` of a process; returns how it ended, its words, and its writes."""
        log = self.aside / "writes"
        log.unlink(missing_ok=True)
        asked = {"process": process, "at": at, "log": str(log), "root": str(self.stage.floor)}
        env = self.stage.envs[self.step.who]
        env["KILLS"] = json.dumps(asked)
        try:
            done = self.stage.play(self.step)
        finally:
            del env["KILLS"]
        return done.status, "\n".join(done.output), log.read_text("utf-8").splitlines() if log.exists() else []

    def faults(self, chosen: Callable[[int], Collection[int]], process: str = "") -> Iterator[str]:
        """Kills the command at the writes that are chosen out of so many, and leaves the stage as if it had gone well.

        Yields what is wrong after each; `before` in the folder aside holds the stage as it was. `process` is what dies, if it is not the program that is typed.
        """
        process = process or f"git-{verb_of(self.step.command).split()[0]}"
        floor, before, after = self.stage.floor, self.aside / "before", self.aside / "after"
        held = self.state()
        shutil.copytree(floor, before, symlinks=True)
        status, said, writes = self.type(-1, process)
        whole = self.state()
        if status != self.step.expected.status:
            yield f"{self.step.command}: it ends with {status}, not as in its scene: {said}"
        floor.rename(after)
        for at in sorted(chosen(len(writes))):
            shutil.copytree(before, floor, symlinks=True)
            where = f"{self.step.command}, {process} killed before write {at} of {len(writes)} ({writes[at]}): "
            yield from (where + fault for fault in self._one(at, process, held, whole))
            shutil.rmtree(floor)
        after.rename(floor)

    def state(self) -> State:
        """Takes the state of the stage as whoever types sees it."""
        return State.of(self.stage.floor, self.stage.place(self.step.who), self.now)

    def _one(self, at: int, process: str, held: State, whole: State) -> Iterator[str]:
        status, said, writes = self.type(at, process)
        if len(writes) != at + 1 or (status != KILLED and process.startswith("git-")):
            yield f"it was not killed there, but ended with {status} after {writes}: {said}"
        killed = self.state()
        yield from held.less(killed)
        status, said, _ = self.type(-1, process)
        again = self.state()
        yield from (f"typed again, {fault}" for fault in held.less(again))
        if status != self.step.expected.status and held.more(killed) != held.more(whole):
            yield f"typed again it ends with {status}, though what it does is not done: {said}"
        if not status and again.locks:
            yield f"locks are left: {again.locks}"


def some(verb: str, most: int = 1) -> Callable[[int], Collection[int]]:
    """Chooses some writes, always the same."""
    drawn = [zlib.crc32(f"{verb} {number}".encode()) for number in range(most)]
    return lambda count: {number % count for number in drawn} if count else set()


def all_of(count: int) -> Collection[int]:
    """Chooses every write."""
    return range(count)
