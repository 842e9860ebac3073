"""A disk that is full or may not be written: one clear message, and nothing half there."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kit.field import Clone, Field
from tests.kit.forge import lines

BOUND = {"KILLS": json.dumps({"bound": True})}
"""Takes root's right to write where the permissions say no, in the programs that fork (tests/kit/forks/bound.py)."""
Done = subprocess.CompletedProcess[str]


def full() -> None:
    """Makes every file that this process writes end at 100 bytes, as on a disk with hardly any room."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


def on_full_disk(clone: Clone, name: str, *words: str) -> Done:
    program = Path(sys.executable).parent / f"git-{name}"
    env = clone.transport.env(clone.who) | {"PYTHONDONTWRITEBYTECODE": "1"}  # else our own .pyc files end at 100 bytes
    return subprocess.run(
        [program, *words], cwd=clone.path, env=env, capture_output=True, text=True, check=False, preexec_fn=full
    )


@pytest.fixture
def bound(programs: Path) -> Callable[..., Done]:
    """Returns what runs a program that may only write what permissions let it, root or not."""

    def run(clone: Clone, name: str, *words: str) -> Done:
        env = clone.transport.env(clone.who) | BOUND
        command: list[str | Path] = [programs / f"git-{name}", *words]
        return subprocess.run(command, cwd=clone.path, env=env, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def voting(fresh: Field) -> Field:
    fresh.alice.motion("merge", "feature/x")
    return fresh


def said_clearly(done: Done) -> None:
    assert done.returncode == 3, done
    assert "Traceback" not in done.stderr
    assert "defect" not in done.stderr, done.stderr
    assert "nothing was recorded" in done.stderr, done.stderr


def test_a_full_disk(voting: Field) -> None:
    said_clearly(on_full_disk(voting.alice, "vote", "aye"))
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


def test_a_repository_that_may_only_be_read(sealed: Field, bound: Callable[..., Done]) -> None:
    said_clearly(bound(sealed.alice, "vote", "aye"))
    assert lines(sealed.alice.path, "votes") == []


@pytest.mark.parametrize(
    "words", ["gov status", "gov log", "gov verify", "motion list", "motion show", "vote status", "gov charter show"]
)
def test_can_still_be_read(sealed: Field, words: str, bound: Callable[..., Done]) -> None:
    done = bound(sealed.alice, *words.split())
    assert done.returncode == 0, done.stderr
    assert done.stderr.replace(f"# genesis {sealed.alice.chamber().chain.repo}\n", "") == ""


def test_what_cannot_be_fetched_for_the_disk_is_not_laid_upon_the_remote(
    sealed: Field, bound: Callable[..., Done]
) -> None:
    done = bound(sealed.alice, "gov", "sync")
    assert done.returncode == 3
    assert "ls-remote" not in done.stderr
    assert f"check {sealed.alice.path / '.git'}" in done.stderr


def test_a_full_disk_is_not_laid_upon_the_remote(voting: Field) -> None:
    done = on_full_disk(voting.alice, "gov", "sync")
    assert done.returncode == 3
    assert "ls-remote" not in done.stderr
    assert f"check {voting.alice.path / '.git'}" in done.stderr


def test_a_remote_that_may_not_be_written_is_named(voting: Field, bound: Callable[..., Done]) -> None:
    for path in (voting.server, *voting.server.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    done = bound(voting.alice, "gov", "sync")
    assert done.returncode == 3
    assert "tell who keeps that repository" in done.stderr


def test_a_lock_that_was_left_is_named_and_what_helps(voting: Field) -> None:
    lock = voting.alice.path / ".git/refs/notes/gov/votes.lock"
    lock.touch()
    done = voting.alice.vote("aye", check=False)
    assert done.returncode == 3
    assert (
        f"nothing was recorded; if no git is at work there, one that was killed has left it: rm {lock}" in done.stderr
    )
    lock.unlink()
    voting.alice.vote("aye")
    assert len(lines(voting.alice.path, "votes")) == 1
