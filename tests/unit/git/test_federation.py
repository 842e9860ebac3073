"""Fetching from many remotes: what is dead or says nothing keeps no other waiting, and nothing of this clone is overwritten."""

from __future__ import annotations

import fcntl
import socket
import sys
from pathlib import Path

import pytest

from gitgov.core.errors import BadInput
from gitgov.git import federation, patience
from gitgov.git.federation import fetch_all, is_set_up, set_up, why_not_safe
from gitgov.git.remotes import remotes
from gitgov.git.repository import open_repository
from tests.kit.repo import git, sample

HOLDS = 'import fcntl, signal, sys; signal.signal(15, signal.SIG_IGN); signal.signal(1, signal.SIG_IGN); f = open(sys.argv[1], "w"); fcntl.flock(f, 2); signal.pause()'


def test_one_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An ssh that reads for ever, and ends when git does."""
    here, other = sample(tmp_path / "here"), sample(tmp_path / "other")
    monkeypatch.setenv("GIT_SSH_COMMAND", "sh -c 'cat >&2' --")
    repo, left = open_repository(here), list[list[str]]()
    for name, url in (("good", str(other)), ("dead", str(tmp_path / "nowhere")), ("mute", "ssh://nobody.invalid/x")):
        assert set_up(repo, name, url, of_team=True)
    told = lambda names: left.append([*names])  # noqa: E731 - a list of what is left each time
    assert fetch_all(repo, ["mute"], told, patience=0.2)["mute"].error == "no answer within 0.2 seconds"
    found = fetch_all(repo, ["dead", "good"], told)
    assert [*found] == ["dead", "good"]
    assert "nowhere" in found["dead"].error
    assert found["good"] == ("good", "", ())
    assert [len(each) for each in left] == [1, 0, 2, 1, 0]
    assert git("rev-parse", "refs/remotes/good/main", cwd=here).stdout == git("rev-parse", "main", cwd=other).stdout
    assert git("tag", cwd=here).stdout == ""


def test_a_listener_that_accepts_and_never_answers_keeps_no_other_from_being_heard(tmp_path: Path) -> None:
    """With what git has started, as ssh: here a shell that would go on for an hour, and does not end when git does."""
    here, other = sample(tmp_path / "here"), sample(tmp_path / "other")
    repo = open_repository(here)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"git://127.0.0.1:{silent.getsockname()[1]}/x.git"
        for name, where in (("good", str(other)), ("mute", url)):
            assert set_up(repo, name, where, of_team=False)
        found = fetch_all(repo, ["mute", "good"], lambda _: None, patience=0.5)
    assert [each.error for each in found.values()] == ["no answer within 0.5 seconds", ""]
    assert git("rev-parse", "refs/remotes/good/main", cwd=here).stdout == git("rev-parse", "main", cwd=other).stdout


def test_what_a_fetch_has_started_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An ssh that nobody can reach, which does not end when git does; here it is known by the lock that it holds."""
    monkeypatch.setattr(patience, "_has_terminal", lambda: False)
    monkeypatch.setenv("GIT_SSH_VARIANT", "ssh")
    monkeypatch.setenv("GIT_SSH_COMMAND", f"{sys.executable} -c '{HOLDS}' {tmp_path / 'lock'}")
    repo = open_repository(sample(tmp_path / "here"))
    assert set_up(repo, "mute", "ssh://nobody.invalid/x", of_team=True)
    assert fetch_all(repo, ["mute"], lambda _: None, patience=2)["mute"].error == "no answer within 2 seconds"
    with (tmp_path / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # it is let go as its holder ends, at once


def test_one_that_is_slow_and_at_work_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says something ever again, longer than one that says nothing would be waited for; but not for ever."""
    monkeypatch.setenv("GIT_SSH_COMMAND", "sh -c 'while echo at work >&2; do sleep 0.05; done' --")
    monkeypatch.setenv("GIT_SSH_VARIANT", "ssh")
    monkeypatch.setattr(patience, "WHOLE", 1)
    repo = open_repository(sample(tmp_path / "here"))
    assert set_up(repo, "slow", "ssh://nobody.invalid/x", of_team=True)
    assert fetch_all(repo, ["slow"], lambda _: None, patience=2)["slow"].error == "not done within 2 seconds"


def test_the_reason_is_what_git_says_first() -> None:
    assert federation._reason(["", "fatal: early EOF", "fatal: x"]) == "early EOF"
    assert federation._reason(["remote: Repository not found.", "fatal: x"]) == "remote: Repository not found."


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
