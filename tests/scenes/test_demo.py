"""The demo runs whatever the user's git is set to, leaves nothing behind, and fails by name when a step misbehaves."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.repo import commit, git, head, sample

DEMO = Path(__file__).parents[2] / "examples" / "demo"
UNFRIENDLY = """\
[commit]
    gpgSign = true
[tag]
    gpgSign = true
[gpg]
    program = /bin/false
[core]
    hooksPath = /nonexistent
    editor = /bin/false
    autocrlf = true
[init]
    templateDir = /nonexistent
[push]
    default = nothing
[pull]
    rebase = true
"""
# A demo whose programs fork, which takes a third of the time.
FORKED = """\
import sys
sys.executable = {python!r}
sys.path.insert(0, {demo!r})
import run
sys.exit(run.main(sys.argv[1:]))
"""
# One in which somebody takes the server's hooks away after the announcement.
SABOTAGE = """\
import shutil, sys
sys.executable = {python!r}
sys.path.insert(0, {demo!r})
import run
announce = run.announce
def sabotaged(play):
    announce(play)
    shutil.rmtree(play.stage.floor / "server.git" / "hooks")
run.STEPS[run.STEPS.index(announce)] = sabotaged
sys.exit(run.main(sys.argv[1:]))
"""


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def play(*args: str | Path, scratch: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, args)],
        cwd=scratch,
        env=os.environ | {"TMPDIR": str(scratch)} | env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("forks", [True, pytest.param(False, marks=pytest.mark.soak)])
def test_every_step_goes_as_it_should_on_a_repository_with_a_merge(
    tmp_path: Path, scratch: Path, home: Path, programs: Path, forks: bool
) -> None:
    script = ["-c", FORKED.format(demo=str(DEMO), python=str(programs / "python"))] if forks else [DEMO / "run.py"]
    repo = sample(tmp_path / "a repository")
    git("branch", "--move", "trunk", cwd=repo)
    merged = commit(repo, {"y.txt": "y\n"}, "Add y")
    git("merge", "--quiet", "--no-ff", "feature/x", cwd=repo)
    before = git("for-each-ref", cwd=repo).stdout, head(repo), git("count-objects", "-v", cwd=repo).stdout
    with (home / ".gitconfig").open("a") as config:
        config.write(UNFRIENDLY)
    done = play(*script, "--repo", repo, scratch=scratch, GIT_DIR="/nonexistent")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"git update-ref refs/heads/trunk {merged}" in done.stdout
    assert "All 12 steps went as they should" in done.stdout
    (home / ".gitconfig").unlink()
    assert before == (git("for-each-ref", cwd=repo).stdout, head(repo), git("count-objects", "-v", cwd=repo).stdout)
    assert list(scratch.iterdir()) == []


def test_a_step_that_misbehaves_is_named(tmp_path: Path, scratch: Path, programs: Path) -> None:
    repo = sample(tmp_path / "repository")
    script = SABOTAGE.format(demo=str(DEMO), python=str(programs / "python"))
    done = play("-c", script, "--repo", repo, scratch=scratch)
    assert done.returncode == 1
    assert "demo: step 7 misbehaved (Bob merges the ratified branch and slips something in" in done.stderr
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("repository", ["nowhere", "empty"])
def test_what_cannot_be_copied_is_said_at_once(repository: str, scratch: Path, tmp_path: Path) -> None:
    git("init", "--quiet", "empty", cwd=tmp_path)
    done = play(DEMO / "run.py", "--repo", tmp_path / repository, scratch=scratch)
    assert done.returncode == 2
    assert "make demo REPO=path" in done.stderr
    assert list(scratch.iterdir()) == []
