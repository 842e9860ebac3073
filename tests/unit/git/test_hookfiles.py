"""Installing hooks beside others, and taking them away without a trace."""

import os
from pathlib import Path

import pytest

from gitgov.core.errors import BadInput
from gitgov.git import hookfiles
from gitgov.git.repository import open_repository
from tests.kit.repo import git, hook, run, sample

HOOKS = ("reference-transaction", "pre-merge-commit", "pre-push")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return sample(tmp_path / "repo")


def install(repo: Path) -> list[str]:
    return hookfiles.install(open_repository(repo), HOOKS)


def uninstall(repo: Path) -> list[str]:
    return hookfiles.uninstall(open_repository(repo), HOOKS)


def content(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Returns every file of a folder with its mode."""
    return {path.name: (path.read_bytes(), path.lstat().st_mode) for path in sorted(folder.iterdir())}


def test_installed_they_are_executable_and_known(repo: Path) -> None:
    assert install(repo) == []
    folder = repo / ".git" / "hooks"
    assert {path.name for path in folder.iterdir()} == set(HOOKS)
    assert all(os.access(path, os.X_OK) for path in folder.iterdir())
    assert set(hookfiles.status(open_repository(repo), HOOKS).values()) == {"installed"}


def test_taken_away_nothing_is_left(repo: Path) -> None:
    install(repo)
    assert sorted(uninstall(repo)) == sorted(HOOKS)
    assert content(repo / ".git" / "hooks") == {}
    assert uninstall(repo) == []


@pytest.mark.parametrize(
    ("script", "mode"),
    [
        ("#!/bin/sh\nexit 0\n", 0o755),
        ("#!/bin/sh\r\nexit 0\r\n", 0o700),
        ("#!/usr/bin/env bash\n# é\n", 0o750),
        ("not executable, as git leaves it alone\n", 0o644),
        ("", 0o755),
    ],
)
def test_a_hook_that_was_here_is_restored_byte_for_byte(repo: Path, script: str, mode: int) -> None:
    path = hook(repo, "pre-push", script)
    path.write_bytes(script.encode())
    path.chmod(mode)
    before = content(path.parent)
    assert install(repo) == ["pre-push"]
    assert content(path.parent) != before
    uninstall(repo)
    assert content(path.parent) == before


@pytest.mark.parametrize("target", ["there.sh", "nowhere.sh"])
def test_a_hook_that_is_a_link_stays_one(repo: Path, target: str) -> None:
    """Hook managers install links; one may dangle for a while, as on another branch."""
    folder = repo / ".git" / "hooks"
    folder.mkdir(exist_ok=True)
    (folder / "there.sh").write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    (folder / "pre-push").symlink_to(target)
    install(repo)
    uninstall(repo)
    assert (folder / "pre-push").readlink() == Path(target)


def test_samples_are_left_alone(repo: Path) -> None:
    path = hook(repo, "pre-push.sample", "#!/bin/sh\n")
    before = content(path.parent)
    install(repo)
    uninstall(repo)
    assert content(path.parent) == before


def test_installing_again_changes_nothing(repo: Path) -> None:
    hook(repo, "pre-push", "#!/bin/sh\nexit 0\n")
    install(repo)
    before = content(repo / ".git" / "hooks")
    assert install(repo) == ["pre-push"]
    assert content(repo / ".git" / "hooks") == before


def test_an_older_shim_is_replaced(repo: Path) -> None:
    install(repo)
    path = repo / ".git" / "hooks" / "pre-push"
    path.write_text(path.read_text(encoding="utf-8").replace("python='", "python='/old"), encoding="utf-8")
    assert hookfiles.status(open_repository(repo), HOOKS)["pre-push"] == "outdated"
    install(repo)
    assert hookfiles.status(open_repository(repo), HOOKS)["pre-push"] == "installed"


def test_a_hook_that_another_tool_put_over_ours_is_not_swallowed(repo: Path) -> None:
    hook(repo, "pre-push", "#!/bin/sh\n# mine\n")
    install(repo)
    hook(repo, "pre-push", "#!/bin/sh\n# newer\n")
    with pytest.raises(BadInput, match="both"):
        install(repo)
    assert hookfiles.status(open_repository(repo), HOOKS)["pre-push"] == "other"
    assert "pre-push" not in uninstall(repo)


@pytest.mark.parametrize("setting", ["shared", "{repo}/elsewhere"])
def test_core_hooks_path_is_respected(repo: Path, setting: str) -> None:
    git("config", "core.hooksPath", setting.format(repo=repo), cwd=repo)
    install(repo)
    folder = repo / setting.format(repo=repo)
    assert {path.name for path in folder.iterdir()} == set(HOOKS)
    assert not (repo / ".git" / "hooks").exists()
    uninstall(repo)
    assert content(folder) == {}


def test_from_a_subfolder_and_from_a_worktree(repo: Path) -> None:
    git("worktree", "add", "--quiet", repo.parent / "tree", "feature/x", cwd=repo)
    (repo / "deep" / "er").mkdir(parents=True)
    for place in (repo / "deep" / "er", repo.parent / "tree"):
        hookfiles.install(open_repository(place), HOOKS)
        assert {path.name for path in (repo / ".git" / "hooks").iterdir()} == set(HOOKS)
        hookfiles.uninstall(open_repository(place), HOOKS)


def test_the_shim_is_one_that_dash_and_bash_can_read(tmp_path: Path) -> None:
    path = tmp_path / "shim"
    path.write_text(hookfiles.shim(), encoding="utf-8")
    for shell in ("sh", "bash"):
        run(shell, "-n", path, cwd=tmp_path)


def test_a_server_keeps_what_it_had_configured(repo: Path) -> None:
    git("config", "receive.maxInputSize", "5m", cwd=repo)
    hookfiles.configure_server(open_repository(repo))
    assert git("config", "receive.maxInputSize", cwd=repo).stdout.strip() == "5m"
    assert git("config", "core.fsync", cwd=repo).stdout.strip() == "loose-object,reference"


@pytest.mark.parametrize(("mode", "does"), [(0o755, True), (0o700, True), (0o644, False)])
def test_only_an_executable_hook_runs(repo: Path, mode: int, does: bool) -> None:
    hook(repo, "pre-push", "#!/bin/sh\nexit 0\n").chmod(mode)
    install(repo)
    assert hookfiles.runs(open_repository(repo), "pre-push") is does
    assert not hookfiles.runs(open_repository(repo), "pre-merge-commit")


@pytest.mark.parametrize(
    ("setting", "place"),
    [
        ("", "own"),
        (".git/hooks", "own"),
        (".husky", "tree"),
        ("{repo}/hooks", "tree"),
        ("{repo}/../shared", "elsewhere"),
    ],
)
def test_where_the_folder_lies(repo: Path, setting: str, place: str) -> None:
    if setting:
        git("config", "core.hooksPath", setting.format(repo=repo), cwd=repo)
    assert hookfiles.place(open_repository(repo)) == place
    (repo / "deep").mkdir()
    assert hookfiles.place(open_repository(repo / "deep")) == place
