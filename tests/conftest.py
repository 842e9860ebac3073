"""What every test gets: a hermetic git environment, the cast, and a transport for those that ask for one."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.kit.env import isolate
from tests.kit.people import People, cast
from tests.kit.scenes import programs, pytest_addoption, pytest_configure
from tests.kit.servers import TRANSPORTS, Transport

__all__ = ["programs", "pytest_addoption", "pytest_configure"]  # what scenes need


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yields home folders that nobody has lived in."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Moves the test into a home folder of its own, with a git that sees nothing else."""
    folder = next(homes)
    isolate(folder, monkeypatch)
    return folder


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> People:
    """Returns alice, bob, carol, dave and eve with their key files."""
    return cast(tmp_path_factory.mktemp("keys"))


@pytest.fixture(params=TRANSPORTS)
def transport(request: pytest.FixtureRequest, tmp_path: Path, people: People) -> Iterator[Transport]:
    """Yields each way to reach the repositories below `tmp_path`: file, ssh, http."""
    with TRANSPORTS[request.param](tmp_path, people) as way:
        yield way
