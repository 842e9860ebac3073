"""The book of what came back: torn by a crash, it loses no row that was whole."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gitgov.chamber import returned
from gitgov.core.errors import Undecided
from gitgov.core.objection import Objection
from gitgov.git.repository import Repository, open_repository
from tests.kit.field import Field
from tests.kit.repo import sample

WHY = Objection("GOV-341", "too late")
TORN = [b'{"line":"abc', b"{}", b'{"line":1,"code":"a","what":"b"}', b"[]", b"null", b"\xff\xfe", b"{" * 3_000]


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return open_repository(sample(tmp_path / "r"))


def book(repo: Repository) -> Path:
    return repo.state / "returned"


def tear(repo: Repository, rest: bytes) -> None:
    with book(repo).open("ab") as file:
        file.write(rest)


def noting(name: str, did: list[str]) -> Callable[..., object]:
    true = getattr(os, name)

    def call(*args: object) -> object:
        did.append(name)
        return true(*args)

    return call


@pytest.mark.parametrize("rest", TORN, ids=lambda rest: repr(rest[:12]))
def test_a_torn_row_is_passed_over_and_the_next_one_stands(repo: Repository, rest: bytes) -> None:
    returned.note(repo, [(b"one", WHY)])
    tear(repo, rest)
    assert [row.line for row in returned.read(repo)] == [b"one"]
    returned.note(repo, [(b"two", WHY), (b"three", WHY)])
    assert [row.line for row in returned.read(repo)] == [b"one", b"two", b"three"]


def test_rows_go_in_whole_by_one_write_and_reach_the_disk(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    did: list[str] = []
    for name in ("write", "fsync"):
        monkeypatch.setattr(os, name, noting(name, did))
    returned.note(repo, [(b"one", WHY), (b"two", WHY)])
    assert did == ["write", "fsync"]


def test_a_whole_row_without_its_end_of_line_counts(repo: Repository) -> None:
    returned.note(repo, [(b"one", WHY)])
    book(repo).write_bytes(book(repo).read_bytes().rstrip(b"\n"))
    assert [row.line for row in returned.read(repo)] == [b"one"]
    returned.note(repo, [(b"two", WHY)])
    assert [row.line for row in returned.read(repo)] == [b"one", b"two"]


def test_a_disk_that_takes_half_a_row_is_an_error_and_the_next_row_stands(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, content: write(handle, content[:20]))
        with pytest.raises(Undecided):
            returned.note(repo, [(b"one", WHY)])
    returned.note(repo, [(b"one", WHY)])
    assert [row.line for row in returned.read(repo)] == [b"one"]


def test_sync_and_status_go_on(fresh: Field) -> None:
    tear(fresh.alice.chamber().repo, TORN[0])
    for command in ("sync", "status", "verify"):
        assert fresh.alice.gov(command).returncode == 0
