"""Servers that last for the session, and bodies in the field on them; each test has a body of its own."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.kit.env import isolate
from tests.kit.field import Field, Fields
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import sample, server
from tests.kit.servers import TRANSPORTS, Transport
from tests.kit.stages import fields, fresh, here, lined, started

__all__ = ["fields", "fresh", "here", "lined", "started"]

FLOORS = count()


@pytest.fixture(scope="session", params=TRANSPORTS)
def way(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, people: People
) -> Iterator[tuple[Transport, Path]]:
    """Yields each transport with the folder that it reaches; one server of each kind serves all tests."""
    folder = tmp_path_factory.mktemp(request.param)
    with pytest.MonkeyPatch.context() as patch:
        isolate(folder / "keeper", patch)
        running = TRANSPORTS[request.param](folder, people)
        transport = running.__enter__()
    yield transport, folder
    running.__exit__(None, None, None)


@pytest.fixture
def transport(way: tuple[Transport, Path]) -> Transport:
    """Returns each way to reach the server: file, ssh, http."""
    return way[0]


@pytest.fixture
def founded(fields: Fields, way: tuple[Transport, Path]) -> Field:
    """Returns a body by the team template, over each transport."""
    return fields.founded(way[1] / str(next(FLOORS)), way[0])


@pytest.fixture
def carried(fields: Fields, way: tuple[Transport, Path]) -> Field:
    """Returns a body that has carried a motion to merge feature/x, over each transport."""
    return fields.carried(way[1] / str(next(FLOORS)), way[0])


@pytest.fixture
def unfounded(way: tuple[Transport, Path], people: People) -> Field:
    """Returns a server with hooks and no ledger, over each transport."""
    root = way[1] / str(next(FLOORS))
    bare = server(sample(root / "sample"), root / "server.git")
    program("gov", "init", "--server", cwd=bare)
    return Field(root, people, way[0])
