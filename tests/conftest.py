"""What every test gets: a hermetic git environment, the cast, and a transport for those that ask for one."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.kit.env import isolate
from tests.kit.people import People, cast
from tests.kit.scenes import programs, pytest_addoption, pytest_configure
from tests.kit.servers import TRANSPORTS, Transport

LONG = Path(__file__).parent / "laws"

__all__ = ["programs", "pytest_addoption", "pytest_configure"]  # what scenes need


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the files first that take longest, so that no process is still busy with one when the others are done."""
    items.sort(key=lambda item: LONG not in item.path.parents)


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
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the folder that all processes of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def people(shared: Path) -> People:
    """Returns alice, bob, carol, dave and eve with their key files, which bodies that were founded once name."""
    return cast(shared / "keys")


@pytest.fixture(params=TRANSPORTS)
def transport(request: pytest.FixtureRequest, tmp_path: Path, people: People) -> Iterator[Transport]:
    """Yields each way to reach the repositories below `tmp_path`: file, ssh, http."""
    with TRANSPORTS[request.param](tmp_path, people) as way:
        yield way
