"""Wherever git works, gitgov does: with -C, in worktrees, subfolders and bare repositories; in processes of its own."""

from pathlib import Path

import pytest

from tests.kit.field import Clone, Field
from tests.kit.forge import lines
from tests.kit.repo import git

pytestmark = pytest.mark.as_installed


def typed(clone: Clone, *args: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Runs git, and so our program, in a process of its own; it must succeed."""
    return git(*args, cwd=cwd, env=clone.transport.env(clone.who) | (env or {})).stdout


@pytest.fixture
def clone(fresh: Field) -> Clone:
    fresh.alice.motion("merge", "feature/x")
    return fresh.alice


def test_as_subcommands_of_git(clone: Clone) -> None:
    assert "you are alice" in typed(clone, "gov", "status", cwd=clone.path)
    assert "merge feature/x" in typed(clone, "motion", "list", cwd=clone.path)
    assert "alice votes aye" in typed(clone, "vote", "aye", cwd=clone.path)
    assert len(lines(clone.path, "votes")) == 1


def test_from_elsewhere_with_c(clone: Clone, tmp_path: Path) -> None:
    assert "you are alice" in typed(clone, "-C", clone.path, "gov", "status", cwd=tmp_path)


def test_with_git_dir(clone: Clone, tmp_path: Path) -> None:
    shown = typed(clone, f"--git-dir={clone.path / '.git'}", "gov", "status", cwd=tmp_path)
    assert "you are alice" in shown
    shown = typed(clone, "gov", "status", cwd=tmp_path, env={"GIT_DIR": str(clone.path / ".git")})
    assert "you are alice" in shown


def test_git_dir_goes_before_the_folder_that_one_stands_in(clone: Clone, fresh: Field) -> None:
    """As git itself does: else a vote lands in the wrong ledger."""
    shown = typed(clone, "vote", "aye", cwd=fresh.bob.path, env={"GIT_DIR": str(clone.path / ".git")})
    assert "alice votes aye" in shown
    assert len(lines(clone.path, "votes")) == 1
    assert lines(fresh.bob.path, "votes") == []


def test_git_dir_may_be_relative(clone: Clone) -> None:
    """And the folder that one stands in another than children run in."""
    deep = clone.path / "deep"
    deep.mkdir()
    assert "alice votes aye" in typed(clone, "--git-dir=../.git", "vote", "aye", cwd=deep)
    env = {"GIT_DIR": f"{clone.path.name}/.git"}
    assert "alice votes nay" in typed(clone, "vote", "nay", cwd=clone.path.parent, env=env)
    assert len(lines(clone.path, "votes")) == 2


def test_git_dir_may_be_a_bare_repository_or_that_of_a_worktree(clone: Clone, fresh: Field, tmp_path: Path) -> None:
    clone.sync()
    shown = typed(clone, f"--git-dir={fresh.server}", "motion", "list", cwd=tmp_path)
    assert "merge feature/x" in shown
    clone.git("worktree", "add", "--quiet", "../tree", "feature/x")
    for place in (fresh.root / "tree" / ".git", clone.path / ".git" / "worktrees" / "tree"):
        assert "you are alice" in typed(clone, f"--git-dir={place}", "gov", "status", cwd=tmp_path)


@pytest.mark.parametrize("place", ["", "nowhere"])
def test_a_git_dir_that_is_none_is_no_reason_to_look_elsewhere(clone: Clone, place: str) -> None:
    env = clone.transport.env(clone.who) | {"GIT_DIR": place}
    done = git("gov", "status", cwd=clone.path, env=env, check=False)
    assert done.returncode == 2
    assert "cannot open the repository" in done.stderr


def test_work_tree_and_common_folder_may_be_named(clone: Clone, fresh: Field) -> None:
    """A branch that is enacted takes the named work tree with it."""
    for who in (fresh.people.bob, fresh.people.carol):
        clone.vote("aye", "--key", who.key_path)
    clone.vote("aye")
    (clone.path / ".git").rename(fresh.root / "git")
    env = {"GIT_DIR": "git", "GIT_COMMON_DIR": "git", "GIT_WORK_TREE": clone.path.name}
    typed(clone, "gov", "enact", "feature/x", cwd=fresh.root, env=env)
    assert (clone.path / "x.txt").exists()
    del env["GIT_COMMON_DIR"]  # git itself takes it for relative to the work tree
    assert typed(clone, "status", "--porcelain", cwd=fresh.root, env=env) == ""


def test_from_an_alias(clone: Clone) -> None:
    """Git then names the repository in the environment where it is a worktree."""
    clone.git("config", "alias.st", "!git gov status")
    clone.git("worktree", "add", "--quiet", "../tree", "feature/x")
    for place in (clone.path, clone.path.parent / "tree"):
        assert "you are alice" in typed(clone, "st", cwd=place)


def test_from_a_subfolder(clone: Clone) -> None:
    deep = clone.path / "deep" / "er"
    deep.mkdir(parents=True)
    assert "you are alice" in Clone(clone.who, deep, clone.transport).gov("status").stdout


def test_in_a_worktree(clone: Clone, fresh: Field) -> None:
    clone.git("worktree", "add", "--quiet", "../tree", "feature/x")
    tree = Clone(clone.who, fresh.root / "tree", clone.transport)
    tree.vote("aye")
    assert len(lines(clone.path, "votes")) == 1
    tree.sync()
    for who in (fresh.people.bob, fresh.people.carol):
        tree.vote("aye", "--key", who.key_path)
    tree.gov("enact", "feature/x", "--push", "origin")
    assert fresh.at("main") == clone.head("main")
    assert (clone.path / "x.txt").exists()


def test_in_a_bare_repository(clone: Clone, fresh: Field) -> None:
    clone.sync()
    server = Clone(fresh.people.alice, fresh.server, clone.transport)
    assert "; no signing key is configured here" in server.gov("status").stdout
    server.git("config", "gov.key", fresh.people.eve.key_path)
    assert "not on the roll with the key configured here" in server.gov("status").stdout
    assert "merge feature/x" in server.motion("list").stdout
    assert server.gov("verify").returncode == 0
    server.vote("aye", "--key", fresh.people.alice.key_path)
    assert len(lines(fresh.server, "votes")) == 1


def test_with_a_relative_key(clone: Clone, fresh: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    (clone.path / "my-key").write_bytes(fresh.people.alice.key_path.read_bytes())
    (clone.path / "my-key").chmod(0o600)
    clone.git("config", "gov.key", "my-key")
    clone.vote("aye")
    assert len(lines(clone.path, "votes")) == 1


def test_the_reader_of_a_pipe_may_leave(clone: Clone) -> None:
    done = git(
        "-c", "alias.first=!git gov log | head -c 1; exit ${PIPESTATUS:-0}", "first", cwd=clone.path, check=False
    )
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_doctor_looks(clone: Clone) -> None:
    done = clone.gov("doctor", check=False)
    assert done.returncode == 1
    assert "hooks not installed" in done.stdout
    clone.gov("hooks", "install")
    assert clone.gov("doctor").returncode == 0


def test_maint_packs(clone: Clone) -> None:
    clone.gov("maint")
    assert len(list((clone.path / ".git" / "objects").glob("??/*"))) < 5
    assert "merge feature/x" in clone.motion("list").stdout


def test_a_record_can_be_checked_with_stock_ssh_keygen(clone: Clone, tmp_path: Path) -> None:
    record = clone.gov("log", "-n", "1").stdout.split()[1]
    (tmp_path / "payload").write_text(clone.gov("show", "--payload", record).stdout, encoding="utf-8")
    (tmp_path / "payload.sig").write_text(clone.gov("show", "--sshsig", record).stdout, encoding="utf-8")
    (tmp_path / "allowed").write_text(f"alice {clone.who.pub}\n", encoding="utf-8")
    script = "ssh-keygen -Y verify -n gitgov -I alice -f allowed -s payload.sig <payload"
    done = git("-c", f"alias.check=!cd {tmp_path} && {script}", "check", cwd=clone.path)
    assert 'Good "gitgov" signature for alice' in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", ["gov log", "motion list --json"])
def test_what_cannot_be_written_is_no_success(clone: Clone, command: str) -> None:
    """The process ends without the interpreter's own farewell, so it has to look for itself."""
    script = f'alias.full=!git {command} >/dev/full 2>err; code=$?; cat err; exit "$code"'
    done = git("-c", script, "full", cwd=clone.path, env=clone.transport.env(clone.who), check=False)
    assert done.returncode == 3
    assert "No space left on device" in done.stdout
    assert "Traceback" not in done.stdout
