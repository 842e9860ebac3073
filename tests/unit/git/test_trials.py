"""Tests are tried in a folder that is thrown away, with limits, and nothing of it is left: not by a kill, nor by what they do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gitgov.core.errors import BadInput
from gitgov.git.checks import FAILS, LATE, PASSES
from gitgov.git.diffs import change_between
from gitgov.git.reading import files_of
from gitgov.git.repository import Repository, open_repository
from gitgov.git.throwaway import PREFIX, sweep
from gitgov.git.trials import Altered, Trial, patched, run_tests, trying
from tests.kit.repo import commit, git, head, sample

ROOT = Path(__file__).parents[3]
NEW = """diff --git a/{0} b/{0}
new file mode 100644
--- /dev/null
+++ b/{0}
@@ -0,0 +1 @@
+x
"""
LINK = NEW.replace("100644", "120000")


@pytest.fixture
def below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Returns the folder below which trials are made."""
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr("tempfile.tempdir", None)
    return place


@pytest.fixture
def repo(tmp_path: Path, below: Path) -> Iterator[Repository]:
    """Yields a small repository, and sees that nothing was left in it, nor beside it."""
    place = sample(tmp_path / "repo")
    before = sorted(place.rglob("*"))
    yield open_repository(place)
    assert sorted(place.rglob("*")) == before
    assert list(below.iterdir()) == []


def tried(repo: Repository, *command: str, seconds: int = 60, patch: str = "") -> Trial:
    tip = head(repo.cwd, "feature/x")
    with trying(repo, tip) as place:
        tree = patched(place, tip, patch.encode())[0] if patch else tip
        return run_tests(place, tree, command, seconds)


def test_a_command_sees_the_head_and_the_patch_and_no_repository(repo: Repository) -> None:
    assert tried(repo, "sh", "-c", "ls -A; git rev-parse HEAD 2>/dev/null || true")[:2] == (PASSES, 0)
    assert tried(repo, "cat", "x.txt").said == "x"
    assert tried(repo, "cat", "tests/a.txt", patch=NEW.format("tests/a.txt"))[:2] == (PASSES, 0)
    found = tried(repo, "sh", "-c", "echo one; echo two >&2; exit 7")
    assert (found.verdict, found.status, found.said) == (FAILS, 7, "two")


def test_a_command_is_no_shell_text(repo: Repository) -> None:
    assert tried(repo, "echo", "$HOME; touch y", "`id`").said == "$HOME; touch y `id`"
    with pytest.raises(BadInput, match="cannot be started"):
        tried(repo, "no-such-command")


def test_a_command_is_told_nothing_of_the_environment(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET_TOKEN", "GIT_DIR_OF_MINE", "OPENAI_API_KEY", "https_proxy", "SSH_AUTH_SOCK", "PYTHONSTARTUP"):
        monkeypatch.setenv(name, "canary")
    assert tried(repo, "sh", "-c", "env | grep canary").status == 1
    assert tried(repo, "sh", "-c", 'test "$HOME" = "$TMPDIR" && test -z "$(ls -A "$HOME")"').verdict == PASSES


def test_what_takes_too_long_is_ended_with_all_that_it_started(repo: Repository, tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    found = tried(repo, "sh", "-c", f"sleep 600 & echo $! >'{mark}'; wait", seconds=1)
    assert (found.verdict, found.status) == (LATE, -1)
    assert ended(int(mark.read_text()))


def test_a_command_has_limits(repo: Repository) -> None:
    most = "import resource as r; print(r.getrlimit(r.RLIMIT_DATA)[0], r.getrlimit(r.RLIMIT_FSIZE)[0], r.getrlimit(r.RLIMIT_CORE)[0])"
    assert tried(repo, sys.executable, "-c", most).said == f"{4 << 30} {512 << 20} 0"
    assert tried(repo, sys.executable, "-c", "bytearray(5 << 30)").said == "MemoryError"


def test_what_a_test_makes_read_only_is_thrown_away_too(repo: Repository) -> None:
    assert tried(repo, "sh", "-c", "mkdir d && touch d/f && chmod 500 d && mkfifo said && cat x.txt").verdict == PASSES


def ended(pid: int) -> bool:
    """Whether a process is gone, or waits for nobody but its parent to take note; looks for a while."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        os.sched_yield()
        subprocess.run(["true"], check=True)
    return False


KILLED = """
import sys
from pathlib import Path
from gitgov.git.repository import open_repository
from gitgov.git.trials import run_tests, trying
with trying(open_repository(Path(sys.argv[1])), sys.argv[2]) as place:
    run_tests(place, sys.argv[2], ["sh", "-c", "echo $$ >" + sys.argv[3] + ".new; mv " + sys.argv[3] + ".new " + sys.argv[3] + "; sleep 600"], 600)
"""


def test_what_a_killed_run_has_left_the_next_one_removes(repo: Repository, below: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    command = [sys.executable, "-c", KILLED, repo.cwd, head(repo.cwd, "feature/x"), mark]
    with subprocess.Popen([str(each) for each in command], cwd=ROOT) as child:
        while not mark.exists():
            assert child.poll() is None
        (left,) = below.glob(f"{PREFIX}*")
        assert sweep(below) == 0, "it is at work"
        child.send_signal(signal.SIGKILL)
    assert ended(int(mark.read_text())), "what it started ends with it"
    assert left.is_dir()
    tried(repo, "true")
    assert not left.exists()


def test_what_is_not_ours_is_left_alone(below: Path, tmp_path: Path) -> None:
    (below / f"{PREFIX}theirs").mkdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "lock").touch()
    (below / f"{PREFIX}link").symlink_to(outside)
    assert sweep(below) == 0
    assert (outside / "lock").exists()


def test_a_patch_is_what_git_makes_of_it(repo: Repository) -> None:
    tip = head(repo.cwd, "feature/x")
    with trying(repo, tip) as place:
        assert patched(place, tip, NEW.format("tests/a.py").encode())[1] == (Altered("tests/a.py", 0, 0o100644),)
        both = NEW.format("tests/a.py") + NEW.format("tests/b.py").replace("100644", "100755")
        assert [each.after for each in patched(place, tip, both.encode())[1]] == [0o100644, 0o100755]
        gone = "diff --git a/x.txt b/x.txt\ndeleted file mode 100644\n--- a/x.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
        assert patched(place, tip, gone.encode())[1] == (Altered("x.txt", 0o100644, 0),)


@pytest.mark.parametrize(
    "patch", ["", "no patch", NEW.format("../a.py"), NEW.format(".git/hooks/x"), NEW.format("tests/.GIT/x"), NEW.format("x.txt"),
              NEW.format("/etc/x").replace("a//", "a/"), LINK.format("tests") + NEW.format("tests/a.py"), NEW.format("tests/git~1/x")],
)  # fmt: skip
def test_these_do_not_apply(repo: Repository, patch: str) -> None:
    tip = head(repo.cwd, "feature/x")
    with trying(repo, tip) as place, pytest.raises(ValueError, match=r".+"):
        print(patched(place, tip, patch.encode()))


HIDING = {".gitattributes": "*.py -diff\n* binary\n", "a.py": "import os\nos.system('x')\n"}


def test_attributes_hide_nothing(tmp_path: Path) -> None:
    place = sample(tmp_path / "repo")
    tip = head(place)
    commit(place, HIDING, "Hide", branch="hide")
    repo = open_repository(place)
    change = change_between(repo, tip, head(place, "hide"))
    assert "+os.system('x')" in change.patch
    assert change.files["a.py"].lines == {1, 2}
    (read,) = (each for each in files_of(repo, tip, head(place, "hide"), 1_000) if each.path == "a.py")
    assert read.added == ((1, "import os"), (2, "os.system('x')"))


def test_files_of_a_change_as_they_are_read(tmp_path: Path) -> None:
    place = sample(tmp_path / "repo")
    commit(place, {"a": "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "moved": "x\ny\n", "large": "x" * 2_000}, "First")
    tip = head(place)
    git("mv", "moved", "there", cwd=place)
    (place / "bin").write_bytes(b"\x00\x01")
    (place / "link").symlink_to("../..")
    (place / "run").write_text("#!/bin/sh\n")
    (place / "run").chmod(0o755)
    git("add", ".", cwd=place)
    commit(place, {"a": "1\n2\n3\n4\n5\n6\n7\n8\nnine\n", "large": "y" * 2_000}, "Second")
    found = {each.path: each for each in files_of(open_repository(place), tip, head(place), 1_000)}
    assert (found["a"].added, found["a"].shown, found["a"].removed) == (((9, "nine"),), frozenset({6, 7, 8, 9}), 1)
    assert (found["there"].added, found["there"].text) == ((), "x\ny\n")
    assert (found["moved"].mode, found["moved"].text, found["moved"].removed) == (0, None, 2)
    assert (found["bin"].binary, found["bin"].text, found["bin"].size) == (True, None, 2)
    assert (found["large"].binary, found["large"].text, found["large"].size) == (False, None, 2_000)
    assert (found["link"].mode, found["link"].text) == (0o120000, "../..")
    assert (found["run"].mode, found["run"].old_mode) == (0o100755, 0)
