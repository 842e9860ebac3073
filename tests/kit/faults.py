"""Commands that meet a fault, each where a scene types it: what comes of that, and of typing it again.

The scenes of tests/scenes have every verb in a state in which it is in order, so a new verb is covered as soon as it has
its scene. What counts as a write, tests/kit/forks/dying.py says.
"""

import json
import shlex
import shutil
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from sybil import Document
from sybil.parsers.markdown import CodeBlockParser
from typer.core import TyperGroup

from gitgov.cli.programs import PROGRAMS
from tests.kit.scenes import Stage
from tests.kit.states import Effect, State
from tests.kit.transcript import Step, steps

SCENES = Path(__file__).parents[1] / "scenes"
KILLED = 128 + 9
PARTLY = {"gov queue"}
"""What ends with 1 and has carried out what it could."""


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
class Ended:
    """How a command ended that met a fault: its status, its words, the writes that it came to, and what it did otherwise than ever."""

    status: int
    said: str
    writes: Sequence[str]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Case:
    """A fault: what it is called, what processes are told of it, how it is laid on the stage and lifted, and what is wrong with an end."""

    name: str
    told: Mapping[str, object]
    amiss: Callable[[Ended], Iterator[str]]
    lay: Callable[[], object] = lambda: None
    lift: Callable[[], object] = lambda: None


@dataclass(frozen=True, slots=True)
class Course:
    """How a command goes that meets no fault: its writes, and the states before and after it."""

    writes: Sequence[str]
    held: State
    whole: State


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A stage on which a step is about to be typed; `aside` is a folder beside it.

    `process` is what meets the fault, if it is not the program that is typed.
    """

    stage: Stage
    aside: Path
    step: Step
    process: str = ""

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

    @property
    def meets(self) -> str:
        """Returns the process that meets the fault."""
        return self.process or f"git-{verb_of(self.step.command).split()[0]}"

    def type(self, told: Mapping[str, object]) -> tuple[int, str, list[str]]:
        """Types the command, of which a process is told how it fails; returns how it ended, its words, and its writes."""
        log = self.aside / "writes"
        log.unlink(missing_ok=True)
        asked = {"process": self.meets, "at": -1, "full": False, "log": str(log), "root": str(self.stage.floor)}
        env = self.stage.envs[self.step.who]
        env["KILLS"] = json.dumps(asked | dict(told))
        try:
            done = self.stage.play(self.step)
        finally:
            del env["KILLS"]
        return done.status, "\n".join(done.output), log.read_text("utf-8").splitlines() if log.exists() else []

    def faults(self, cases: "Callable[[Rehearsal, Course], Iterable[Case]]") -> Iterator[str]:
        """Lets the command meet each of the faults, and leaves the stage as if it had met none.

        Yields what is wrong after each; `before` in the folder aside holds the stage as it was.
        """
        floor, before, after = self.stage.floor, self.aside / "before", self.aside / "after"
        held = self.state()
        shutil.copytree(floor, before, symlinks=True)
        status, said, writes = self.type({})
        course = Course(writes, held, self.state())
        if status != self.step.expected.status:
            yield f"{self.step.command}: it ends with {status}, not as in its scene: {said}"
        floor.rename(after)
        for case in cases(self, course):
            shutil.copytree(before, floor, symlinks=True)
            yield from (f"{self.step.command}, {case.name}: {fault}" for fault in self._one(case, course))
            shutil.rmtree(floor)
        after.rename(floor)

    def state(self) -> State:
        """Takes the state of the stage as whoever types sees it."""
        return State.of(self.stage.floor, self.stage.place(self.step.who), self.now)

    def _sent(self) -> State:
        """Takes the state after the sync that a command was to end with, which is left to do where it has done all else."""
        if "--sync" in self.step.command or "--push" in self.step.command:
            self.stage.play(replace(self.step, command="git gov sync"))
        return self.state()

    def _one(self, case: Case, course: Course) -> Iterator[str]:
        held, whole = course.held, course.whole
        case.lay()
        status, said, writes = self.type(case.told)
        case.lift()
        met = self.state()
        yield from case.amiss(Ended(status, said, writes, lacking(held.done(met), held.done(whole))))
        yield from held.less(met)
        status, said, _ = self.type({})
        again = self.state()
        yield from (f"typed again, {fault}" for fault in held.less(again))
        if status != self.step.expected.status and held.more(self._sent()) != held.more(whole):
            yield f"typed again it ends with {status}, though what it does is not done: {said}"
        if not status and again.locks:
            yield f"locks are left: {again.locks}"


def lacking(done: Effect, wanted: Effect) -> str:
    """Says what a command did otherwise than it does."""
    return "; ".join(f"{name}: {done.get(name)}, not {each}" for name, each in wanted.items() if done.get(name) != each)


Chosen = Callable[[int], Collection[int]]


def killed(chosen: Chosen) -> Callable[[Rehearsal, Course], Iterator[Case]]:
    """Kills the command at the writes that are chosen out of so many.

    One that came to fewer of them this time, as it may where a hook of a server writes beside it, and did what it does, met no fault.
    """

    def cases(rehearsal: Rehearsal, course: Course) -> Iterator[Case]:
        process, writes = rehearsal.meets, course.writes
        for at in sorted(chosen(len(writes))):

            def amiss(ended: Ended, at: int = at) -> Iterator[str]:
                if len(ended.writes) <= at and ended.status == rehearsal.step.expected.status:
                    yield from [ended.otherwise] if ended.otherwise else []
                elif len(ended.writes) != at + 1 or (ended.status != KILLED and process.startswith("git-")):
                    yield f"it was not killed there, but ended with {ended.status} after {ended.writes}: {ended.said}"

            yield Case(f"{process} killed before write {at} of {len(writes)} ({writes[at]})", {"at": at}, amiss)

    return cases


def some(verb: str, most: int = 1) -> Chosen:
    """Chooses some writes, always the same."""
    drawn = [zlib.crc32(f"{verb} {number}".encode()) for number in range(most)]
    return lambda count: {number % count for number in drawn} if count else set()


def spread(most: int) -> Chosen:
    """Chooses so many writes, evenly from the first on."""
    return lambda count: {at * count // most for at in range(most)} if count > most else range(count)


def all_of(count: int) -> Collection[int]:
    """Chooses every write."""
    return range(count)
