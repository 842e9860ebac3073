"""Fixtures for tests that begin with a body in the field; a conftest imports those that it wants.

Where `started` is among them, hooks and programs that tests start fork from one process (tests/kit/forks), except in tests marked
`as_installed`.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.kit.field import Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

__all__ = ["fields", "fresh", "here", "lined", "started"]


@pytest.fixture(autouse=True)
def started(request: pytest.FixtureRequest, programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets programs be found that fork, and this process stand for one of them: the hooks that it installs start what it is."""
    if request.node.get_closest_marker("as_installed"):
        return
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    monkeypatch.setattr(sys, "executable", str(programs / "python"))


@pytest.fixture(scope="session")
def fields(shared: Path, people: People) -> Fields:
    """Returns what founds bodies and copies them; the originals serve the whole run."""
    folder = shared / "fields"
    folder.mkdir(exist_ok=True)
    return Fields(folder, people)


@pytest.fixture
def fresh(fields: Fields, tmp_path: Path) -> Field:
    """Returns a body by the team template, over file."""
    return fields.founded(tmp_path / "field", File())


@pytest.fixture
def here(fields: Fields, tmp_path: Path) -> Field:
    """Returns a body that has carried a motion to merge feature/x, over file."""
    return fields.carried(tmp_path / "field", File())


OCTOPUSES: Final = '[[branches]]\nname = "main"\nmethods = ["merge", "fast-forward", "octopus"]\n'
LINE: Final[Mapping[str, str]] = {"one": "main", "two": "main", "top": "two", "along": "two"}
"""Branches, and what each is stacked upon."""


@pytest.fixture
def lined(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that has carried merges of all of `LINE`, and that `one` goes before `two`, and that before `top`."""
    return fields.grown(tmp_path / "lined", File(), line_up, charter_of(people, OCTOPUSES))


def line_up(field: Field) -> None:
    """Makes the branches, and has all carried; bob's clone has hooks."""
    alice = field.alice
    for name, upon in LINE.items():
        alice.git("switch", "--quiet", "--create", name, upon)
        alice.commit({f"{name}.txt": f"{name}\n"})
    alice.git("switch", "--quiet", "main")
    field.carry_all(*LINE)
    field.order("one", "two", "top", by=("alice", "bob"))
    field.bob.git("fetch", "--quiet")
    field.bob.sync()
    field.bob.gov("hooks", "install")
