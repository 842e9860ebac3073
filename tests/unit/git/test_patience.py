"""A git that asks a remote: what says nothing is given up, what is at work or judges a push is waited for."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Container
from pathlib import Path
from types import SimpleNamespace
from typing import IO

import pytest

from gitgov.core.errors import BadInput
from gitgov.git import patience, transfer
from gitgov.git.patience import Way, patience_of
from gitgov.git.repository import open_repository
from gitgov.git.transfer import NotHeardError, Remote
from tests.kit.repo import git, sample


@pytest.mark.parametrize(("told", "seconds"), [("", 30), ("5", 5), ("0", None), ("x", None), ("99999", None)])
def test_patience_is_a_setting(told: str, seconds: int | None) -> None:
    if seconds is None:
        with pytest.raises(BadInput, match="no number of seconds"):
            patience_of({"gov.patience": told})
    else:
        assert patience_of({"gov.patience": told}) == seconds


@pytest.mark.parametrize("way", ["git", "http"])
def test_lines_are_neither_fetched_from_nor_pushed_to_what_never_answers(tmp_path: Path, way: str) -> None:
    here = sample(tmp_path / "here")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        git("remote", "add", "mute", f"{way}://127.0.0.1:{silent.getsockname()[1]}/x.git", cwd=here)
        git("config", "gov.patience", "1", cwd=here)
        repo, remote = open_repository(here), Remote("mute")
        with pytest.raises(NotHeardError) as fetched:
            transfer.fetch(repo, remote)
        with pytest.raises(NotHeardError) as pushed:
            transfer.submit(repo, remote, repo.tip("refs/heads/main"), "1")
    for failed in (fetched.value, pushed.value):
        assert failed.what == "not heard: no answer within 1 seconds"
        assert "the next git gov sync mute sends it" in failed.remedy


class Slow:
    """A git that is looked at every ten seconds, ends at the last look, and says something at some of them."""

    def __init__(self, said: IO[bytes], looks: int, speaks: Container[int]) -> None:
        self.said, self.looks, self.speaks = said, looks, speaks
        self.look = 0

    def ended(self, _seconds: float) -> bool:
        self.look += 1
        if self.look in self.speaks:
            self.said.write(b"Writing")
            self.said.flush()
        return self.look == self.looks


@pytest.mark.parametrize(
    ("way", "looks", "speaks", "late"),
    [
        (Way.FETCH, 9, (), "no answer within 30 seconds"),
        (Way.FETCH, 9, (1,), "no answer within 30 seconds"),
        (Way.FETCH, 50, range(99), ""),
        (Way.FETCH, 70, range(99), "not done within 600 seconds"),
        (Way.PUSH, 9, (), "no answer within 30 seconds"),
        (Way.PUSH, 50, (1,), ""),
        (Way.PUSH, 70, (1,), "no answer within 600 seconds"),
        (Way.PUSH, 70, range(99), ""),
    ],
)
def test_what_is_at_work_is_waited_for_and_longest_a_server_that_judges_a_push(
    way: Way, looks: int, speaks: Container[int], late: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryFile() as said:
        child = Slow(said, looks, speaks)
        monkeypatch.setattr(patience, "time", SimpleNamespace(monotonic=lambda: child.look * 10.0))
        assert patience._given_up(child.ended, said, 30, way) == late


def test_what_a_server_says_of_a_push_is_heard_without_progress(tmp_path: Path) -> None:
    here, there = sample(tmp_path / "here"), sample(tmp_path / "there")
    hook = there / ".git" / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\necho "gitgov: queue: judged" >&2\n', encoding="utf-8")
    hook.chmod(0o755)
    git("remote", "add", "origin", there, cwd=here)
    repo = open_repository(here)
    said = transfer.submit(
        repo, Remote("origin"), git("commit-tree", "-m", "x", "HEAD^{tree}", cwd=here).stdout.strip(), "1"
    )
    assert [row.rstrip() for row in said.splitlines() if row] == ["remote: gitgov: queue: judged"]


def test_progress_is_not_told_as_what_is_wrong() -> None:
    rows = [
        "remote: Enumerating objects: 3, done.", "Receiving objects:  33% (1/3)", "Total 2 (delta 0)",
        "Delta compression using up to 2 threads", "remote: Fatal error: no disk", "fatal: early EOF",
    ]  # fmt: skip
    left = ["remote: Fatal error: no disk", "fatal: early EOF"]
    assert [row for row in rows if not patience._PROGRESS.match(row)] == left
