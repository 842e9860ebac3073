"""Fetching from many remotes: what is dead or says nothing keeps no other waiting, and nothing of this clone is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.core.errors import BadInput
from gitgov.git.federation import fetch_all, is_set_up, set_up, why_not_safe
from gitgov.git.remotes import remotes
from gitgov.git.repository import open_repository
from tests.kit.repo import git, sample


def test_one_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An ssh that reads for ever, and ends when git does."""
    here, other = sample(tmp_path / "here"), sample(tmp_path / "other")
    monkeypatch.setenv("GIT_SSH_COMMAND", "sh -c 'cat >&2' --")
    repo, done = open_repository(here), list[int]()
    for name, url in (("good", str(other)), ("dead", str(tmp_path / "nowhere")), ("mute", "ssh://nobody.invalid/x")):
        assert set_up(repo, name, url, of_team=True)
    assert fetch_all(repo, ["mute"], done.append, patience=0.2)["mute"].error == "no answer within 0.2 seconds"
    found = fetch_all(repo, ["dead", "good"], done.append)
    assert [*found] == ["dead", "good"]
    assert "nowhere" in found["dead"].error
    assert found["good"] == ("good", "", ())
    assert done == [1, 1, 2]
    assert git("rev-parse", "refs/remotes/good/main", cwd=here).stdout == git("rev-parse", "main", cwd=other).stdout
    assert git("tag", cwd=here).stdout == ""


@pytest.mark.parametrize(
    ("setting", "value", "spec"),
    [
        ("fetch", "+refs/notes/*:refs/notes/*", "+refs/notes/*:refs/notes/*"),
        ("fetch", "+refs/*:refs/*", "+refs/*:refs/*"),
        ("fetch", "+refs/tags/*:refs/tags/*", "+refs/tags/*:refs/tags/*"),
        ("fetch", "+refs/heads/*:refs/remotes/x/*", ""),
        ("mirror", "true", "mirror"),
    ],
)
def test_what_would_overwrite_something_is_told_and_left(tmp_path: Path, setting: str, value: str, spec: str) -> None:
    here = sample(tmp_path / "here")
    git("config", "remote.x.url", "../x", cwd=here)
    git("config", f"remote.x.{setting}", value, cwd=here)
    repo = open_repository(here)
    assert why_not_safe(repo.settings(), "x") == spec
    if spec:
        with pytest.raises(BadInput):
            set_up(repo, "x", "../x", of_team=True)
    else:
        assert set_up(repo, "x", "../x", of_team=True)
        assert not set_up(repo, "x", "../x", of_team=True)
        assert git("config", "--get-all", "remote.x.fetch", cwd=here).stdout.count("refs/heads/") == 1
    assert is_set_up(repo.settings(), "x") is not bool(spec)
    assert remotes(repo.settings()) == (["x"] if spec and setting == "fetch" else [])
