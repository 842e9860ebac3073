"""Fixtures for tests that begin with a body in the field; a conftest imports those that it wants.

Where `started` is among them, hooks and programs that tests start fork from one process (tests/kit/forks), except in tests marked
`as_installed`.
"""

import os
import sys
from pathlib import Path

import pytest

from tests.kit.field import Field, Fields
from tests.kit.people import People
from tests.kit.servers import File

__all__ = ["fields", "fresh", "here", "started"]


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
