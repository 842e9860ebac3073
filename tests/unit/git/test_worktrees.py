"""Work trees beside the main one leave alone what is the user's."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.git.repository import open_repository
from gitgov.git.worktrees import make_worktree
from tests.kit.repo import git, sample


@pytest.mark.parametrize("before", [b"caf\xe9/", b"caf\xe9/\r\n", b""])
def test_what_git_leaves_out_grows_by_a_line_in_whatever_encoding_it_is(tmp_path: Path, before: bytes) -> None:
    path = sample(tmp_path / "repo")
    exclude = path / ".git" / "info" / "exclude"
    exclude.parent.mkdir(exist_ok=True)
    exclude.write_bytes(before)
    for _ in range(2):
        make_worktree(open_repository(path), path / "teams" / "core", "refs/heads/feature/x")
    after = exclude.read_bytes()
    assert after.startswith(before)
    assert after.removeprefix(before).strip() == b"/teams/core/"
    assert git("status", "--porcelain", cwd=path).stdout == ""
    git("worktree", "remove", "teams/core", cwd=path)
    make_worktree(open_repository(path), path / "teams" / "core", "refs/heads/feature/x")
    assert exclude.read_bytes() == after
