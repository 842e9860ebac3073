"""A disk that is full or may not be written: one clear message, and nothing half there."""

import ctypes
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kit.field import Clone, Field
from tests.kit.forge import lines

DROP_BOUNDING, OVERRIDE = 24, 1  # prctl(2) PR_CAPBSET_DROP, capabilities(7) CAP_DAC_OVERRIDE


def full() -> None:
    """Makes every file that this process writes end at 100 bytes, as on a disk with hardly any room."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


def bound() -> None:
    """Takes root's right to write where the permissions say no; others never had it."""
    ctypes.CDLL(None).prctl(DROP_BOUNDING, OVERRIDE, 0, 0, 0)


def vote(clone: Clone, before: Callable[[], None]) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "git-vote"
    env = clone.transport.env(clone.who) | {"PYTHONDONTWRITEBYTECODE": "1"}  # else our own .pyc files end at 100 bytes
    return subprocess.run(
        [program, "aye"], cwd=clone.path, env=env, capture_output=True, text=True, check=False, preexec_fn=before
    )


@pytest.fixture
def voting(fresh: Field) -> Field:
    fresh.alice.motion("merge", "feature/x")
    return fresh


def said_clearly(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 3, done
    assert "Traceback" not in done.stderr
    assert "defect" not in done.stderr, done.stderr
    assert "nothing was recorded" in done.stderr, done.stderr


def test_a_full_disk(voting: Field) -> None:
    said_clearly(vote(voting.alice, full))
    assert lines(voting.alice.path, "votes") == []
    assert list((voting.alice.path / ".git").glob("refs/**/*.lock")) == []
    voting.alice.vote("aye")
    assert len(lines(voting.alice.path, "votes")) == 1


@pytest.fixture
def sealed(voting: Field) -> Field:
    """Returns the body with a clone of alice's that nobody may write to."""
    folder = voting.alice.path / ".git"
    voting.alice.motion("list")  # so that there is an index
    places = [folder, *folder.rglob("*")]
    for path in places:
        path.chmod(path.stat().st_mode & ~0o222)
    return voting


def test_a_repository_that_may_only_be_read(sealed: Field) -> None:
    said_clearly(vote(sealed.alice, bound))
    assert lines(sealed.alice.path, "votes") == []


@pytest.mark.parametrize(
    "words", ["gov status", "gov log", "gov verify", "motion list", "motion show", "vote status", "gov charter show"]
)
def test_can_still_be_read(sealed: Field, words: str) -> None:
    name, *more = words.split()
    program = Path(sys.executable).parent / f"git-{name}"
    env = sealed.alice.transport.env(sealed.alice.who) | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [program, *more], cwd=sealed.alice.path, env=env, capture_output=True, text=True, check=False, preexec_fn=bound
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.replace(f"# genesis {sealed.alice.chamber().chain.repo}\n", "") == ""


def sync(clone: Clone, before: Callable[[], None]) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "git-gov"
    env = clone.transport.env(clone.who) | {"PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [program, "sync"], cwd=clone.path, env=env, capture_output=True, text=True, check=False, preexec_fn=before
    )


def test_what_cannot_be_fetched_for_the_disk_is_not_laid_upon_the_remote(sealed: Field) -> None:
    done = sync(sealed.alice, bound)
    assert done.returncode == 3
    assert "ls-remote" not in done.stderr
    assert f"check {sealed.alice.path / '.git'}" in done.stderr


def test_a_full_disk_is_not_laid_upon_the_remote(voting: Field) -> None:
    done = sync(voting.alice, full)
    assert done.returncode == 3
    assert "ls-remote" not in done.stderr
    assert f"check {voting.alice.path / '.git'}" in done.stderr


def test_a_remote_that_may_not_be_written_is_named(voting: Field) -> None:
    for path in (voting.server, *voting.server.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    done = sync(voting.alice, bound)
    assert done.returncode == 3
    assert "git ls-remote origin" in done.stderr
