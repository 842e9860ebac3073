"""One writer at a time, and what a killed one leaves behind."""

import fcntl
import json
import os
import time
from pathlib import Path

import pytest

from gitgov.core.errors import Undecided
from gitgov.git import lock
from gitgov.git.lock import writing
from gitgov.git.notes import NotesStore
from gitgov.git.repository import Repository, open_repository
from gitgov.ledger.store import Entry
from tests.kit.repo import git, head, sample

VOTES = "refs/notes/gov/votes"


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return open_repository(sample(tmp_path / "repo"))


@pytest.fixture
def left(repo: Repository) -> Path:
    """Returns git's own lock file on the votes room, left behind by a writer that is dead."""
    path = repo.common / f"{VOTES}.lock"
    path.parent.mkdir(parents=True)
    path.touch()
    return path


def intend(repo: Repository, text: str) -> None:
    (repo.state / "lock").write_text(text, encoding="utf-8")


def append(repo: Repository, line: bytes = b"line") -> int:
    return NotesStore(repo, lambda: 0).append([Entry("votes", head(repo.cwd), line)])


def aged(path: Path, seconds: float) -> None:
    stat = path.stat()
    os.utime(path, (stat.st_atime - seconds, stat.st_mtime - seconds))


def test_a_lock_file_whose_inode_is_on_record_is_removed_at_once(repo: Repository, left: Path) -> None:
    intend(repo, json.dumps({VOTES: left.stat().st_ino}))
    assert append(repo) == 1
    assert not left.exists()


def test_one_without_an_inode_is_removed_once_it_is_old(repo: Repository, left: Path) -> None:
    intend(repo, json.dumps({VOTES: 0}))
    aged(left, lock.STALE_AFTER + 1)
    assert append(repo) == 1


def test_and_waited_for_while_it_is_young(repo: Repository, left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = []

    def pass_time(seconds: float) -> None:
        waits.append(seconds)
        aged(left, 1)

    monkeypatch.setattr(time, "sleep", pass_time)
    intend(repo, json.dumps({VOTES: 0}))
    assert append(repo) == 1
    assert 8 <= len(waits) <= 12


def test_the_lock_of_another_git_is_left_alone(repo: Repository, left: Path) -> None:
    intend(repo, json.dumps({VOTES: left.stat().st_ino + 1}))
    with pytest.raises(Undecided, match="lock is there"):
        append(repo)
    assert left.exists()
    left.unlink()
    assert append(repo) == 1


def test_one_that_nobody_announced_is_not_ours(repo: Repository, left: Path) -> None:
    with pytest.raises(Undecided, match="lock is there"):
        append(repo)
    assert left.exists()


@pytest.mark.parametrize("text", ["{", '{"refs', "[]", "null", "junk", '{"refs/notes/gov/votes": "x"}', "\0" * 9])
def test_an_intent_that_was_cut_short_blocks_nobody(repo: Repository, text: str) -> None:
    intend(repo, text)
    assert append(repo) == 1


@pytest.mark.parametrize("cut", range(1, 40))
def test_of_an_intent_that_was_cut_short_the_one_before_it_holds(repo: Repository, left: Path, cut: int) -> None:
    torn = json.dumps({VOTES: left.stat().st_ino})[:cut]
    intend(repo, f"{json.dumps({VOTES: 0})}\n{torn}")
    aged(left, lock.STALE_AFTER + 1)
    assert append(repo) == 1


def test_when_all_is_done_no_intent_is_left(repo: Repository) -> None:
    append(repo)
    assert (repo.state / "lock").read_bytes() == b""
    assert list(repo.common.glob("refs/**/*.lock")) == []


def test_the_lock_is_free_after_an_error(repo: Repository) -> None:
    with pytest.raises(RuntimeError), writing(repo.state, repo.common):
        raise RuntimeError
    with (repo.state / "lock").open() as handle:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_where_the_lock_cannot_be_made_the_disk_is_named(repo: Repository) -> None:
    state = repo.state
    for path in state.iterdir():
        path.unlink()
    state.rmdir()
    state.write_text("in the way", encoding="utf-8")
    with pytest.raises(Undecided, match="cannot write to") as caught:
        append(repo)
    assert "nothing was recorded" in caught.value.remedy


def test_stock_git_that_moves_a_room_meanwhile_is_not_overwritten(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between building and setting, `git notes append` gets in: both lines are kept."""
    append(repo, b"first")
    true = NotesStore._build
    moved: list[object] = []

    def build(store: NotesStore, entries: list[Entry]) -> object:
        built = true(store, entries)
        if not moved:
            moved.append(git("notes", f"--ref={VOTES}", "append", "-m", "from git", cwd=repo.cwd))
        return built

    monkeypatch.setattr(NotesStore, "_build", build)
    assert append(repo, b"second") == 1
    assert set(NotesStore(repo, lambda: 0).lines("votes", head(repo.cwd))) == {b"first", b"from git", b"second"}
