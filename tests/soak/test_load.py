"""Load: many members at once, each with a clone, some of it mischief; an independent checker watches the server.

`make soak` plays it with SOAK_CLONES clones (50) for SOAK_SECONDS seconds (600).
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.kit.env import as_config
from tests.kit.people import Person, person
from tests.kit.programs import program
from tests.kit.repo import clone, commit, git, sample, server
from tests.soak.checker import Checker, refused_by

MEMBER = Path(__file__).with_name("member.py")
RULES = """
[rules]
quorum = "3"
poll = "20s"

[[branches]]
name = "main"
methods = ["merge"]
"""
BETWEEN = 3.0
"""Seconds from one look of the checker to the next."""
LATE = {"GOV-301", "GOV-341", "GOV-342"}
"""Why an honest line may come back: a result had been announced, or leaves out what had arrived, or the line rests on such a one."""

FORGED = b'"reason":"forged"'

Row = dict[str, Any]


@dataclass(frozen=True)
class Load:
    """A server and its members below one folder."""

    root: Path
    members: tuple[Person, ...]
    genesis: str

    @property
    def server(self) -> Path:
        return self.root / "server.git"

    @classmethod
    def found(cls, root: Path, size: int) -> "Load":
        """Founds a body that has carried one motion, and is about to carry another."""
        root.mkdir()
        members = tuple(person(f"m{number:02}", root / "keys" / f"m{number:02}") for number in range(size))
        roll = "".join(f'\n[members.{who.name}]\nkeys = ["{who.pub}"]\n' for who in members)
        (root / "charter.toml").write_text(f'name = "Load"\nversion = 1\n{RULES}{roll}', encoding="utf-8")
        bare = server(sample(root / "sample"), root / "server.git")
        program("gov", "init", "--server", cwd=bare)
        first = clone(bare, root / "m00", members[0])
        program("gov", "init", "--charter", root / "charter.toml", cwd=first)
        git("branch", "--quiet", "feature/x", "origin/feature/x", cwd=first)
        for branch, voters in (("feature/x", members[: size // 2 + 1]), ("feature/y", members[: size // 2])):
            commit(first, {f"{branch}.txt": "a line\n"}, "Work", branch=branch)
            program("motion", "merge", branch, cwd=first)
            for who in voters:
                program("vote", "aye", branch, "--key", who.key_path, cwd=first)
        program("motion", "announce", "feature/x", cwd=first)
        program("gov", "sync", cwd=first)
        git("push", "--quiet", "origin", "feature/x", "feature/y", cwd=first)
        for who in members[1:]:
            git("clone", "--quiet", "--no-hardlinks", bare, root / who.name, cwd=root)
            with (root / who.name / ".git" / "config").open("a", encoding="utf-8") as config:
                config.write(as_config(who.settings))
        return cls(root, members, git("config", "gov.genesis", cwd=first).stdout.strip())

    def start(self, who: Person, acts: int, seconds: int) -> subprocess.Popen[str]:
        """Lets a member work in a process of its own."""
        given = {
            "clone": str(self.root / who.name),
            "name": who.name,
            "key": str(who.key_path),
            "genesis": self.genesis,
        }
        given |= {"log": str(self.root / f"{who.name}.jsonl")}
        text = json.dumps(
            {
                **given,
                "seed": int(os.environ.get("SOAK_SEED", "1")),
                "open": max(2, len(self.members) // 6),
                "acts": acts,
                "seconds": seconds,
            }
        )
        command = [getattr(sys, "_base_executable", sys.executable), "-I", str(MEMBER), text]
        return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)

    def logs(self) -> dict[Path, list[Row]]:
        """Returns what each wrote down, by clone."""
        files = {self.root / who.name: self.root / f"{who.name}.jsonl" for who in self.members}
        return {path: [json.loads(row) for row in log.read_text("utf-8").splitlines()] for path, log in files.items()}


@contextmanager
def at_work(load: Load, acts: int, seconds: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Lets all work at once; nobody works on after the block."""
    working = [load.start(who, acts, seconds) for who in load.members]
    try:
        yield working
    finally:
        for each in working:
            each.kill()
            each.wait()


def play(load: Load, acts: int, seconds: int) -> Checker:
    """Lets all work at once, asks the checker meanwhile and at the end, and returns it."""
    checker, looks, began = Checker(load.server, load.genesis), 0, time.monotonic()
    with at_work(load, acts, seconds) as working:
        while still := [each for each in working if each.poll() is None]:
            assert checker.look() == []
            looks += 1
            with suppress(subprocess.TimeoutExpired):
                still[0].wait(BETWEEN)
        assert [text for each in working if (text := each.communicate()[1])] == []
    took = time.monotonic() - began
    for who in (*load.members, *load.members):
        program("gov", "sync", cwd=load.root / who.name, check=False)
    assert checker.look() == []
    logs, answers = load.logs(), refused_by(load.server)
    assert checker.compare(logs) == []
    assert {code for line, code in answers.items() if FORGED not in line} <= LATE
    assert {code for line, code in answers.items() if FORGED in line} <= {"GOV-304"}
    for repo in (load.server, load.root / "m00"):
        program("gov", "verify", "--from-scratch", cwd=repo)
    assert [row for rows in logs.values() for row in rows if "Traceback" in row["said"]] == []
    counted = Counter(f"{row['act']} [{row['status']}]" for rows in logs.values() for row in rows)
    print(
        f"{len(logs)} clones, {took:.0f} s, {looks + 1} looks; {checker.seen.steps} merges, {checker.seen.lines} lines"
    )
    print(f"acts: {dict(sorted(counted.items()))}; sent back: {dict(Counter(answers.values()))}")
    return checker


def test_a_few_at_once(tmp_path: Path) -> None:
    play(Load.found(tmp_path / "load", 6), acts=5, seconds=0)


@pytest.mark.soak
def test_many_at_once_for_long(tmp_path: Path) -> None:
    clones, seconds = int(os.environ.get("SOAK_CLONES", "50")), int(os.environ.get("SOAK_SECONDS", "600"))
    checker = play(Load.found(tmp_path / "load", clones), acts=0, seconds=seconds)
    assert checker.seen.steps > 0
