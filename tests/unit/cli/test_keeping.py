"""What `git gov hooks` and `init --server` say about hooks and folders that others use too."""

from pathlib import Path

import pytest

from tests.kit.programs import program
from tests.kit.repo import git, hook, sample

MINE = "#!/bin/sh\nexit 0\n"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return sample(tmp_path / "repo")


def said(repo: Path, *words: str) -> list[str]:
    return program("gov", *words, cwd=repo).stdout.splitlines()[1:]


class TestEarlierHooks:
    def test_one_that_runs_and_one_that_never_did(self, repo: Path) -> None:
        hook(repo, "pre-push", MINE)
        hook(repo, "pre-merge-commit", MINE).chmod(0o644)
        assert said(repo, "hooks", "install") == [
            "  your own pre-push still runs, before ours",
            "  your own pre-merge-commit did not run, not being executable, and does not now",
        ]

    def test_on_a_server(self, tmp_path: Path, repo: Path) -> None:
        git("clone", "--quiet", "--bare", repo, "server.git", cwd=tmp_path)
        server = tmp_path / "server.git"
        assert said(server, "init", "--server") == []
        (server / "hooks" / "update").unlink()
        hook(server, "update", MINE)
        assert said(server, "init", "--server") == ["  your own update still runs, before ours"]


class TestAServer:
    def test_a_work_tree_is_none(self, repo: Path) -> None:
        done = program("gov", "init", "--server", cwd=repo, check=False)
        assert done.returncode == 2
        assert f"{repo} has a work tree" in done.stderr
        assert "next: git gov init --server in a bare one" in done.stderr
        assert not list((repo / ".git" / "hooks").glob("pre-receive"))

    def test_unless_its_keeper_says_so(self, repo: Path) -> None:
        program("gov", "hooks", "install", "--server", cwd=repo)
        assert (repo / ".git" / "hooks" / "pre-receive").exists()


class TestStatus:
    def test_of_a_server_with_a_work_tree(self, repo: Path) -> None:
        program("gov", "hooks", "install", "--server", cwd=repo)
        shown = program("gov", "hooks", "status", cwd=repo).stdout.splitlines()
        assert [row.split() for row in shown] == [
            [name, "installed"] for name in ("pre-receive", "update", "post-receive")
        ]
        assert "hooks are installed" in program("gov", "doctor", cwd=repo, check=False).stdout

    def test_of_a_clone(self, repo: Path) -> None:
        hook(repo, "pre-receive", MINE)
        names = [row.split()[0] for row in program("gov", "hooks", "status", cwd=repo).stdout.splitlines()]
        assert names == ["reference-transaction", "pre-commit", "pre-merge-commit", "pre-push"]
        assert "hooks not installed: reference" in program("gov", "doctor", cwd=repo, check=False).stdout


class TestFolders:
    @pytest.mark.parametrize("place", ["/dev/null", "/dev/null/hooks"])
    def test_what_is_none(self, repo: Path, place: str) -> None:
        git("config", "core.hooksPath", place, cwd=repo)
        done = program("gov", "hooks", "install", cwd=repo, check=False)
        assert done.returncode == 2
        assert f"core.hooksPath is {place}" in done.stderr
        assert "next: git config --show-origin core.hooksPath" in done.stderr

    def test_in_the_work_tree(self, repo: Path) -> None:
        git("config", "core.hooksPath", ".husky", cwd=repo)
        (notice,) = said(repo, "hooks", "install")
        assert notice.startswith(f"  {repo / '.husky'} is in the work tree (core.hooksPath): commit none of them")
        (notice,) = said(repo, "hooks", "uninstall")
        assert notice == f"  for every repository that shares {repo / '.husky'} (core.hooksPath)"

    def test_what_cannot_be_written_is_named(self, repo: Path) -> None:
        (repo / ".git" / "hooks" / "pre-push.new").mkdir(parents=True)
        done = program("gov", "hooks", "install", cwd=repo, check=False)
        assert done.returncode == 3
        assert "hooks/pre-push: Is a directory" in done.stderr

    def test_shared(self, repo: Path, tmp_path: Path) -> None:
        git("config", "core.hooksPath", tmp_path / "shared", cwd=repo)
        assert said(repo, "hooks", "install") == [
            f"  every repository that shares {tmp_path / 'shared'} (core.hooksPath) runs them"
        ]
        assert "shares" in said(repo, "hooks", "uninstall")[0]

    def test_a_repositorys_own(self, repo: Path) -> None:
        assert said(repo, "hooks", "install") == said(repo, "hooks", "uninstall") == []
