"""Where a remote is: told without what is nobody's business, and asked with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.core.errors import Undecided
from gitgov.git.mirrors import address, every_ref_at, pushed_to
from gitgov.git.repository import open_repository
from tests.kit.repo import git, sample


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://bob:s3cr3t@host.example/x@y.git", "https://host.example/x@y.git"),
        ("HTTP://s3c@r3t@host.example:8080", "HTTP://host.example:8080"),
        ("https://host.example/x@y.git", "https://host.example/x@y.git"),
        ("https://host.example?x@y", "https://host.example?x@y"),
        ("https://host.example/a://b@c", "https://host.example/a://b@c"),
        ("ssh://git@host.example/x.git", "ssh://git@host.example/x.git"),
        ("git@host.example:x.git", "git@host.example:x.git"),
        ("/srv/https://a@b", "/srv/https://a@b"),
    ],
)
def test_no_password_is_part_of_an_address_that_is_told(tmp_path: Path, url: str, told: str) -> None:
    path = sample(tmp_path / "repo")
    git("remote", "add", "backup", url, cwd=path)
    repo = open_repository(path)
    assert (address(repo, "backup"), pushed_to(repo, "backup")) == (told, url)


def test_no_password_is_told_where_nobody_answers(tmp_path: Path) -> None:
    repo = open_repository(sample(tmp_path / "repo"))
    with pytest.raises(Undecided) as undecided:
        every_ref_at(repo, "https://bob:s3cr3t@localhost:1/x.git")
    assert "localhost:1/x.git" in undecided.value.what
    assert "s3cr3t" not in str(undecided.value)
