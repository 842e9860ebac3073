"""Markdown that runs: every ```console block of a document is one test, played by people with homes of their own.

A conftest next to documents needs one line, `pytest_collect_file = scenes(Path(__file__).parent, "*.md")`, and outside
of tests/ it imports `pytest_addoption` and `programs` too.
`<!-- setup: NAME -->` in a document names its row in `SETUPS`. Documents are independent of each other; the blocks of
one tell a story, so a block first plays those above it that have not been played (alone, or in another process).
Each command runs in its own bash, in the clone of the person who types it; `cd` and variables last for one step.
`LATER=4d git gov status` looks at things in four days.
`pytest --scenes-update` rewrites the outputs that differ.
"""

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

import pytest
from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import CodeBlockParser

from gitgov.chamber.stubs import Received, Speaking, Stub, answer
from tests.kit.env import hermetic, isolate
from tests.kit.forks import forked
from tests.kit.people import People, Person, person
from tests.kit.repo import clone, git, sample, server
from tests.kit.transcript import Outcome, Step, steps

SETUP = re.compile(r"^<!--\s*setup:\s*(\S+)\s*-->", re.MULTILINE)
PATIENCE = ("timeout", "--kill-after=5", "60")  # a command that takes longer ends with status 124
LATER = Path(__file__).parent / "later"  # with a sitecustomize.py that sets the clock
ONLOOKER = "you"  # who types at a bare `$`


@dataclass(frozen=True, slots=True)
class Stage:
    """The folders of one document: `floor` holds server.git, keys/NAME.pub and a folder for each person.

    `homes` lies beside it: HOME of each, with a git configuration that says who they are and ~/.ssh/id_ed25519.
    """

    floor: Path
    homes: Path
    people: Mapping[str, Person]
    envs: Mapping[str, dict[str, str]]

    @classmethod
    def build(cls, folder: Path, programs: Path) -> "Stage":
        """Gives everybody a home and a key; nobody has a repository yet. They find gitgov in the folder `programs`."""
        floor, homes = folder / "floor", folder / "homes"
        names = (*People._fields, "server", ONLOOKER)
        people = {name: person(name, homes / name / ".ssh" / "id_ed25519") for name in names}
        (floor / "keys").mkdir(parents=True)
        for name, who in people.items():
            (floor / "keys" / f"{name}.pub").write_text(f"{who.pub}\n", encoding="utf-8")
        clock = {"PYTHONPATH": str(LATER)}
        envs = {name: hermetic(homes / name, who.settings) | clock for name, who in people.items()}
        for env in envs.values():
            env["PATH"] = f"{programs}:{env['PATH']}"
        return cls(floor, homes, people, envs)

    def play(self, step: Step) -> Outcome:
        """Lets somebody type a command; stderr is part of the output, and the test's folders have short names in it."""
        who = step.who or ONLOOKER
        done = subprocess.run(
            [*PATIENCE, "bash", "-c", step.command],
            cwd=self.place(step.who),
            env=self.envs[who],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="backslashreplace",
            check=False,
        )
        text = done.stdout.replace(str(self.homes / who), "~").replace(str(self.floor), "/scene")
        return Outcome.of(text, done.returncode if done.returncode >= 0 else 128 - done.returncode)

    def place(self, who: str) -> Path:
        """Returns where `who` stands: in a folder by that name, the server in server.git if there is one."""
        bare = self.floor / f"{who}.git"
        place = bare if bare.is_dir() else self.floor / who
        place.mkdir(exist_ok=True)
        return place


def three_clones(stage: Stage) -> None:
    """server.git with main and feature/x; alice (who has feature/x as a branch), bob and carol have clones of it."""
    bare = server(sample(stage.homes / "server" / "sample"), stage.floor / "server.git")
    for name in ("alice", "bob", "carol"):
        clone(bare, stage.floor / name, stage.people[name])
    git("branch", "--quiet", "feature/x", "origin/feature/x", cwd=stage.floor / "alice")


def three_clones_and_time(stage: Stage) -> None:
    """As three-clones, with a program: `later 72h` puts everybody's clock on, for good; hooks keep the true time."""
    three_clones(stage)
    folder = stage.homes / "clock"
    folder.mkdir()
    (folder / "ahead").write_text("0", encoding="utf-8")
    (folder / "later").write_text(PUT_ON, encoding="utf-8")
    (folder / "later").chmod(0o755)
    for env in stage.envs.values():
        env |= {"LATER_BY": str(folder / "ahead"), "PATH": f"{folder}:{env['PATH']}"}


PUT_ON = """#!/bin/sh
case $1 in *h) unit=3600 ;; *d) unit=86400 ;; *) exit 2 ;; esac
echo $(( $(cat "$LATER_BY") + ${1%?} * unit )) >"$LATER_BY.new" && mv "$LATER_BY.new" "$LATER_BY"
"""


def three_clones_and_a_model(stage: Stage) -> None:
    """As three-clones; on this machine a model answers, of which everybody has a profile `local`. It is always a bit more careful."""
    three_clones(stage)
    stub = Stub(careful)
    stub.__enter__()  # until this process ends: nobody tells a stage that its play is over
    for home in stage.homes.iterdir():
        folder = home / ".config" / "gitgov" / "profiles"
        folder.mkdir(parents=True)
        (folder / "local.toml").write_text(PROFILE.format(root=stub.root), encoding="utf-8")


def careful(speaking: Speaking, got: Received) -> None:
    """Answers with the second least careful verdict of those that are asked for."""
    properties = json.loads(got.body)["response_format"]["json_schema"]["schema"]["properties"]
    said: dict[str, object] = {name: [] for name, each in properties.items() if each.get("type") == "array"}
    said |= {"verdict": properties["verdict"]["enum"][1], "remark": "Nobody has said how it was tried."}
    speaking.give(200, json.dumps(answer(got.path, json.dumps(said))).encode())


PROFILE = """format = "openai"
url = "{root}/v1"
model = "small"

[credential]
none = true
"""


def board(stage: Stage) -> None:
    """As three-clones: a small board, which needs no seconds, meets in regular session; alice presides, all are there."""
    three_clones(stage)
    (stage.floor / "board.toml").write_text(BOARD + _members(stage), encoding="utf-8")
    for who, command in OPENING:
        outcome = stage.play(Step(who, command, (), Outcome((), 0), 0))
        if outcome.status:
            raise ValueError(f"{who}$ {command}: {outcome.output}")


BOARD = """name = "Board"
version = 1
presiding = "chair"

[rules]
second = false
debate = "0s"
poll = "1d"

[[branches]]
name = "main"
"""
OPENING = (
    (
        "alice",
        "git gov init --charter ../board.toml && git gov meeting call Monday --agenda Budget && git gov meeting here --sync",
    ),
    ("bob", "git gov sync && git gov meeting here --sync"),
    ("carol", "git gov sync && git gov meeting here --sync"),
    ("alice", "git gov sync && git gov meeting open --sync"),
    ("bob", "git gov sync"),
    ("carol", "git gov sync"),
)


def _members(stage: Stage) -> str:
    return "".join(
        f'\n[members.{name}]\nroles = [{chairs}]\nkeys = ["{stage.people[name].pub}"]\n'
        for name, chairs in (("alice", '"chair"'), ("bob", ""), ("carol", ""))
    )


def empty(stage: Stage) -> None:
    """Nothing but empty folders."""


SETUPS: Mapping[str, Callable[[Stage], None]] = {
    "empty": empty,
    "three-clones": three_clones,
    "three-clones-and-time": three_clones_and_time,
    "three-clones-and-a-model": three_clones_and_a_model,
    "board": board,
}


@dataclass(frozen=True, slots=True)
class Performance:
    """One document being played on its stage; `shown` has the text of each block so far, by where the block starts."""

    document: Document
    stage: Stage
    shown: dict[int, str] = field(default_factory=dict)

    def through(self, last: Region) -> tuple[str, str]:
        """Plays up to `last`; returns its text as it should be and as it was."""
        for start, region in self.document.regions:
            if start <= last.start and start not in self.shown:
                self.shown[start] = "".join(step.played(self.stage.play(step)) for step in steps(region.parsed))
        return "".join(step.text for step in steps(last.parsed)), self.shown[last.start]

    def rewrite(self) -> None:
        """Writes the document again with the blocks as they were played."""
        text = self.document.text
        for start, region in reversed(self.document.regions):
            begin = start + region.parsed.offset
            end = begin + len(region.parsed)
            if start in self.shown:
                if text[begin:end] != region.parsed:
                    raise ValueError(f"{self.document.path}: an indented block cannot be updated")
                text = text[:begin] + self.shown[start] + text[end:]
        Path(self.document.path).write_text(text, encoding="utf-8")


def staged(page: str, where: str, folder: Path, programs: Path) -> Stage:
    """Builds in `folder` the stage that a page's set-up line asks for; `where` the page is, an error says."""
    line = SETUP.search(page)
    name = line[1] if line else "empty"
    if name not in SETUPS:
        raise ValueError(f"{where}: no set-up {name!r}; there are {', '.join(SETUPS)}")
    stage = Stage.build(folder, programs)
    with pytest.MonkeyPatch.context() as patch:
        isolate(folder / "builder", patch)
        SETUPS[name](stage)
    return stage


def opening(document: Document, folders: pytest.TempPathFactory, programs: Path) -> Performance:
    """Builds the stage that the document's set-up line asks for."""
    folder = folders.mktemp(Path(document.path).stem)
    return Performance(document, staged(document.text, document.path, folder, programs))


def evaluate(example: Example) -> str | None:
    """Plays the block; returns a diff when it did not go as written (or rewrites it when asked to)."""
    names = example.namespace
    if "performance" not in names:
        names["performance"] = opening(example.document, names["tmp_path_factory"], names["programs"])
    performance: Performance = names["performance"]
    expected, actual = performance.through(example.region)
    if expected == actual:
        return None
    if names["pytestconfig"].getoption("scenes_update", default=False):
        performance.rewrite()
        return None
    return "\n".join(unified_diff(expected.split("\n"), actual.split("\n"), "written", "played", lineterm=""))


def scenes(folder: Path, *patterns: str) -> Callable[[Path, pytest.Collector], pytest.File | None]:
    """Returns the `pytest_collect_file` of a conftest in `folder` whose documents match `patterns`."""
    parser = CodeBlockParser("console", evaluate)
    fixtures = ("tmp_path_factory", "pytestconfig", "programs")
    return Sybil([parser], path=str(folder), patterns=patterns, fixtures=fixtures).pytest()


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yields a folder with the programs that scenes are played with."""
    with forked(tmp_path_factory.mktemp("forks")) as folder:
        yield folder


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds --scenes-update; a conftest outside tests/ may import this too, so the second time does nothing."""
    with suppress(ValueError):
        parser.addoption("--scenes-update", action="store_true", help="rewrite the outputs of scenes that differ")


def pytest_configure(config: pytest.Config) -> None:
    """Refuses --scenes-update in several processes, which would overwrite each other's blocks."""
    if config.getoption("scenes_update", default=False) and config.getoption("numprocesses", default=None):
        raise pytest.UsageError("--scenes-update rewrites documents as a whole: leave out -n")
