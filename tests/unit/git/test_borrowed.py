"""A repository that borrows the objects of another, wherever these lie."""

import os
from pathlib import Path

import pytest

from gitgov.git.borrowed import borrowing, reading
from gitgov.git.repository import open_repository
from gitgov.git.run import run
from tests.kit.repo import commit, git, sample


@pytest.mark.parametrize("name", ["plain", "a:b", 'a"b', '"a":b', "a\\b:c", "a b"])
def test_objects_are_found_whatever_the_folder_is_called(tmp_path: Path, name: str) -> None:
    path = sample(tmp_path / name)
    repo = open_repository(path)
    with borrowing(repo, keep=False, sha256=False) as place:
        told = run(place.folder, "rev-parse", f"{repo.tip('refs/heads/main')}^{{tree}}", env=place.env)
        assert str(reading(place)[told.decode().strip()].id) == told.decode().strip()


@pytest.mark.parametrize("name", ["plain", "a:b", '"a":b'])
def test_and_so_are_those_that_are_borrowed_already(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    other, path = sample(tmp_path / name), tmp_path / "empty"
    git("init", "--quiet", path, cwd=tmp_path)
    head = commit(other, {"new": "1\n"}, "New")
    with borrowing(open_repository(other), keep=False, sha256=False) as first:
        listed = str(first.env["GIT_ALTERNATE_OBJECT_DIRECTORIES"])
    monkeypatch.setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", listed)
    with borrowing(open_repository(path), keep=False, sha256=False) as place:
        assert str(run(place.folder, "rev-parse", f"{head}^{{tree}}", env=place.env)).strip()
        assert str(reading(place)[head].id) == head
        assert place.others[0] == os.fspath((path / ".git/objects").resolve())
