"""Hooks beside a folder that gitolite links anew: what it has there runs first, from where it is, and ours are gone without a trace."""

import os
from pathlib import Path

import pytest

from gitgov.git import gitolite, hookfiles
from gitgov.git.repository import Repository, open_repository
from tests.kit.repo import git, hook, run, sample, server

HOOKS = ("pre-receive", "update", "post-receive")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Returns a repository as gitolite makes one."""
    path = server(sample(tmp_path / "sample"), tmp_path / "team.git")
    theirs = hook(path, "theirs", "#!/bin/sh\n").parent / "theirs"
    common = tmp_path / ".gitolite" / "hooks" / "common" / "update"
    common.parent.mkdir(parents=True)
    theirs.rename(common)
    (path / "hooks" / "update").symlink_to(common)
    return path


def installed(bare: Path) -> Repository:
    repo = open_repository(bare)
    assert gitolite.stand_aside(repo, HOOKS)
    hookfiles.install(repo, HOOKS)
    return repo


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_its_link_stays_and_ours_are_what_git_runs(bare: Path) -> None:
    repo = installed(bare)
    assert names(bare / "hooks") == ["update"]
    assert (bare / "hooks" / "update").is_symlink()
    assert hookfiles.folder(repo).resolve() == (bare / "hooks-gitgov").resolve()
    assert set(hookfiles.status(repo, HOOKS).values()) == {"installed"}


def test_installing_again_changes_nothing(bare: Path) -> None:
    installed(bare)
    before = {path.name: path.read_bytes() for path in (bare / "hooks-gitgov").iterdir() if path.exists()}
    installed(bare)
    assert {path.name: path.read_bytes() for path in (bare / "hooks-gitgov").iterdir() if path.exists()} == before


@pytest.mark.parametrize("name", ["pre-receive", "post-update", "pre-auto-gc"])
def test_what_comes_into_its_folder_later_runs_by_its_own_name(bare: Path, name: str) -> None:
    """As its driver of several hooks asks for: it looks for `$0.*`, and whether `$0` is `hooks/pre-receive`."""
    installed(bare)
    path = bare / "hooks-gitgov" / name
    passing = path.with_name(name + hookfiles.EARLIER) if name in HOOKS else path
    run(passing, cwd=bare)  # nothing yet
    later = bare / "hooks" / name
    later.write_text('#!/bin/sh\ncat\necho "$0 $*"\nexit 3\n', encoding="utf-8")
    later.chmod(0o755)
    done = run(passing, "a b", "c", cwd=bare.parent, input="in\n", check=False)
    assert (done.stdout, done.returncode) == (f"in\nhooks/{name} a b c\n", 3)


def test_hooks_that_lay_in_its_folder_move_out_of_it(bare: Path) -> None:
    """An older version replaced its link, and gitolite then let nobody in."""
    repo = open_repository(bare)
    hookfiles.install(repo, HOOKS)
    assert not (bare / "hooks" / "update").is_symlink()
    installed(bare)
    assert names(bare / "hooks") == ["update"]
    assert (bare / "hooks" / "update").is_symlink()


def test_taken_away_they_leave_no_trace(bare: Path) -> None:
    before = names(bare)
    settings = git("config", "--list", "--local", cwd=bare).stdout
    repo = open_repository(bare)
    gitolite.stand_aside(repo, HOOKS)
    hookfiles.install(repo, HOOKS)
    hookfiles.uninstall(repo, HOOKS)
    gitolite.step_back(repo)
    assert names(bare) == before
    assert git("config", "--list", "--local", cwd=bare).stdout == settings


@pytest.mark.parametrize("target", [None, "there.sh", "../../.husky/update"])
def test_other_hooks_are_not_taken_for_its(tmp_path: Path, target: str | None) -> None:
    bare = server(sample(tmp_path / "sample"), tmp_path / "team.git")
    (bare / "hooks").mkdir(exist_ok=True)
    if target:
        (bare / "hooks" / "update").symlink_to(target)
    assert not gitolite.stand_aside(open_repository(bare), HOOKS)
    gitolite.step_back(open_repository(bare))
    assert not os.path.lexists(bare / "hooks-gitgov")
