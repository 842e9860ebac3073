"""The hooks of a clone: an early word, and nothing in the way of ordinary work."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.kit.field import MAIN_AND_TAGS, RELEASES, Clone, Field, Fields, charter_of, interpreted
from tests.kit.people import People
from tests.kit.repo import git, hook
from tests.kit.servers import File


@pytest.fixture
def guarded(here: Field) -> Field:
    """Returns a body that has carried feature/x; all clones have hooks."""
    for clone in (here.alice, here.bob, here.carol):
        clone.gov("hooks", "install")
    return here


def refused(done: CompletedProcess[str], word: str) -> None:
    assert done.returncode != 0, done
    assert word in done.stderr, done
    assert "Traceback" not in done.stderr


class TestRefused:
    @pytest.mark.as_installed
    def test_a_merge_that_nobody_ratified(self, guarded: Field) -> None:
        alice = guarded.alice
        alice.commit({"y.txt": "y\n"}, branch="feature/y")
        alice.git("switch", "--quiet", "main")
        before = alice.head("main")
        refused(alice.git("merge", "--no-ff", "--no-edit", "feature/y", check=False), "is not ratified")
        assert alice.head("main") == before

    def test_a_fast_forward_that_nobody_ratified(self, guarded: Field) -> None:
        alice = guarded.alice
        alice.commit({"y.txt": "y\n"}, branch="feature/y")
        alice.git("switch", "--quiet", "main")
        done = alice.git("merge", "--ff-only", "feature/y", check=False)
        refused(done, "GOV-101")
        assert "git reset --merge" in done.stderr
        alice.git("reset", "--quiet", "--merge")
        assert alice.git("status", "--porcelain").stdout == ""

    @pytest.mark.parametrize(
        "command",
        [
            ("commit", "--allow-empty", "--message", "x"),
            ("reset", "--hard", "feature/x"),
            ("cherry-pick", "feature/x"),
            ("update-ref", "refs/heads/main", "feature/x"),
            ("update-ref", "-d", "refs/heads/main"),
            ("rebase", "--onto", "feature/x", "main~0", "main"),
            ("branch", "--force", "main", "feature/x"),
            ("branch", "-M", "feature/x", "main"),
            ("tag", "v9"),
            ("tag", "--annotate", "--message", "x", "v9"),
        ],
        ids=" ".join,
    )
    def test_other_ways_onto_main(self, guarded: Field, command: tuple[str, ...]) -> None:
        alice = guarded.alice
        if command[0] == "branch":
            alice.git("switch", "--quiet", "--detach")
        before = alice.git("for-each-ref", "refs/heads/main", "refs/tags").stdout
        done = alice.git(*command, check=False)
        assert done.returncode != 0, done
        assert alice.git("for-each-ref", "refs/heads/main", "refs/tags").stdout == before

    @pytest.mark.as_installed
    def test_a_push_that_the_server_would_refuse(self, guarded: Field) -> None:
        alice = guarded.alice
        evil = alice.git("commit-tree", "-p", "main", "-m", "evil", "main^{tree}").stdout.strip()
        done = alice.git("push", "origin", f"{evil}:main", check=False)
        refused(done, "the server would refuse")
        assert "remote:" not in done.stderr

    def test_the_refusal_names_what_helps(self, guarded: Field) -> None:
        alice = guarded.alice
        alice.commit({"y.txt": "y\n"}, branch="feature/y")
        alice.git("switch", "--quiet", "main")
        done = alice.git("merge", "--no-ff", "--no-edit", "feature/y", check=False)
        assert "next: git motion merge" in done.stderr

    @pytest.mark.as_installed
    def test_with_another_package_of_the_name_in_the_way(self, guarded: Field) -> None:
        """A hook runs in the work tree, in the environment of who types."""
        alice = guarded.alice
        (alice.path / "gitgov").mkdir()
        (alice.path / "gitgov" / "__init__.py").write_text("import os\nos._exit(0)\n", encoding="utf-8")
        env = {"PYTHONPATH": str(alice.path)}
        before = alice.head("main")
        refused(alice.git("commit", "--allow-empty", "--message", "x", check=False, env=env), "GOV-101")
        assert alice.head("main") == before

    def test_with_a_broken_interpreter(self, guarded: Field) -> None:
        interpreted(guarded.alice.path / ".git" / "hooks" / "reference-transaction", "/nowhere")
        before = guarded.alice.head("main")
        assert guarded.alice.git("commit", "--allow-empty", "-m", "x", check=False).returncode != 0
        assert guarded.alice.head("main") == before
        guarded.alice.commit({"y.txt": "y\n"}, branch="free")


class TestAllowed:
    @pytest.mark.as_installed
    def test_the_ratified_merge(self, guarded: Field) -> None:
        guarded.alice.git("merge", "--no-ff", "--no-edit", "feature/x")
        guarded.alice.git("push", "origin", "main")
        assert guarded.at("main") == guarded.alice.head("main")

    def test_enact(self, guarded: Field) -> None:
        guarded.alice.gov("enact", "feature/x", "--push", "origin")
        assert guarded.at("main") == guarded.alice.head("main")

    @pytest.mark.parametrize("rebase", ["--no-rebase", "--rebase", "--ff-only"])
    def test_pulling_what_the_server_accepted(self, guarded: Field, rebase: str) -> None:
        guarded.alice.gov("enact", "feature/x", "--push", "origin")
        guarded.bob.git("pull", "--quiet", rebase)
        assert guarded.bob.head("main") == guarded.at("main")

    def test_pulling_it_before_the_ledger_is_synced(self, here: Field) -> None:
        here.alice.gov("enact", "feature/x", "--push", "origin")
        dave = here.clone("dave")
        dave.sync()
        dave.gov("hooks", "install")
        dave.git("fetch", "--quiet")
        assert dave.git("merge", "--ff-only", "origin/main", check=False).returncode == 0

    def test_returning_to_what_the_server_has(self, guarded: Field) -> None:
        bob = guarded.bob
        bob.git("-c", "core.hooksPath=/dev/null", "commit", "--allow-empty", "--message", "oops")
        bob.git("reset", "--quiet", "--hard", "origin/main")
        assert bob.head("main") == guarded.at("main")

    @pytest.mark.parametrize(
        "work",
        [
            lambda each: each.commit({"a": "a\n"}, branch="free"),
            lambda each: each.git("gc", "--quiet"),
            lambda each: each.git("pack-refs", "--all"),
            lambda each: each.git("pack-refs", "--all", "--prune"),
            lambda each: each.git("fetch", "--quiet", "origin"),
            lambda each: each.git("fetch", "--quiet", "--prune", "--tags", "origin"),
            lambda each: each.git("stash", "list"),
            lambda each: each.git("branch", "copy", "main"),
            lambda each: each.git("branch", "-m", "feature/x", "feature/renamed"),
            lambda each: each.git("tag", "nightly"),
            lambda each: each.git("notes", "add", "-m", "note", "main"),
            lambda each: each.git("worktree", "add", "--quiet", "../tree", "-b", "tree"),
            lambda each: each.git("checkout", "--quiet", "--detach"),
            lambda each: each.git("remote", "prune", "origin"),
            lambda each: each.git("update-ref", "refs/heads/main", "main"),
            lambda each: each.git("commit-tree", "main^{tree}", "-m", "x"),
            lambda each: each.git("reflog", "expire", "--all", "--expire=now"),
            lambda each: each.git("repack", "-adq"),
        ],
    )
    def test_ordinary_work(self, guarded: Field, work: Callable[[Clone], object]) -> None:
        guarded.alice.git("branch", "--quiet", "--force", "feature/x", "origin/feature/x")
        work(guarded.alice)
        guarded.alice.git("fsck", "--no-progress")
        assert guarded.alice.gov("verify").returncode == 0

    def test_packed_and_then_judged_as_before(self, guarded: Field) -> None:
        alice = guarded.alice
        alice.git("gc", "--quiet", "--prune=now")
        assert alice.git("commit", "--allow-empty", "-m", "x", check=False).returncode != 0
        assert alice.git("update-ref", "-d", "refs/heads/main", check=False).returncode != 0
        alice.git("merge", "--no-ff", "--no-edit", "feature/x")

    def test_rebasing_a_branch(self, guarded: Field) -> None:
        alice = guarded.alice
        for number in range(3):
            alice.commit({f"{number}": "x\n"}, branch="long")
        alice.git("rebase", "--quiet", "--onto", "feature/x", "main", "long")
        assert len(alice.git("rev-list", "feature/x..long").stdout.split()) == 3

    def test_a_repository_without_a_body(self, guarded: Field, tmp_path: Path) -> None:
        """As where core.hooksPath is shared by all repositories of a user."""
        other = tmp_path / "other"
        git("init", "--quiet", other, cwd=tmp_path)
        git("config", "core.hooksPath", guarded.alice.path / ".git" / "hooks", cwd=other)
        git("commit", "--quiet", "--allow-empty", "--message", "free", cwd=other)
        git("branch", "--force", "other", cwd=other)


class TestWorktrees:
    def test_a_linked_worktree_is_guarded_too(self, guarded: Field) -> None:
        alice = guarded.alice
        alice.git("switch", "--quiet", "feature/x")
        alice.git("worktree", "add", "--quiet", "../tree", "main")
        tree = guarded.root / "tree"
        before = alice.head("main")
        refused(git("commit", "--allow-empty", "--message", "x", cwd=tree, check=False), "GOV-101")
        assert alice.head("main") == before
        git("merge", "--no-ff", "--no-edit", "feature/x", cwd=tree)

    def test_from_a_subfolder(self, guarded: Field) -> None:
        deep = guarded.alice.path / "deep"
        deep.mkdir()
        refused(git("commit", "--allow-empty", "--message", "x", cwd=deep, check=False), "GOV-101")

    def test_with_the_git_folder_elsewhere(self, guarded: Field) -> None:
        env = guarded.alice.transport.env(guarded.alice.who) | {
            "GIT_DIR": str(guarded.alice.path / ".git"),
            "GIT_WORK_TREE": str(guarded.alice.path),
        }
        done = git("commit", "--allow-empty", "--message", "x", cwd=guarded.root, check=False, env=env)
        refused(done, "GOV-101")

    def test_with_the_git_folder_in_another_repository(self, here: Field) -> None:
        """Of `git clone --separate-git-dir`: hooks, settings and verdicts are this clone's, and the other is left alone."""
        other, apart = here.root / "other", here.alice.path.with_name("apart")
        git("init", "--quiet", other, cwd=here.root)
        git("commit", "--quiet", "--allow-empty", "--message", "other", cwd=other)
        here.alice.git("clone", "--quiet", "--separate-git-dir", other / "inner.git", here.server, apart)
        clone = Clone(here.alice.who, apart, here.alice.transport)
        clone.gov("sync")
        clone.gov("hooks", "install")
        assert not (other / ".git" / "hooks").exists()
        assert "verified" in clone.gov("verify", "main").stdout
        refused(clone.git("commit", "--allow-empty", "--message", "x", check=False), "GOV-101")
        clone.git("-c", "core.hooksPath=none", "commit", "--allow-empty", "--message", "evil")
        done = clone.gov("check", "origin/main", "HEAD", "refs/heads/main", check=False)
        assert done.returncode == 1, done
        assert clone.head()[:12] in done.stdout


class TestChained:
    ECHO = '#!/bin/sh\n{{ echo "$0" "$@"; cat; }} >>{log}\nexit {status}\n'

    def earlier(self, field: Field, name: str, status: int = 0) -> Path:
        """Installs a hook that writes down its arguments and input, and ours after it."""
        log = field.root / "log"
        field.alice.gov("hooks", "uninstall")
        hook(field.alice.path, name, self.ECHO.format(log=log, status=status))
        field.alice.gov("hooks", "install")
        return log

    def test_pre_push_gets_arguments_and_input(self, guarded: Field) -> None:
        log = self.earlier(guarded, "pre-push")
        guarded.alice.git("push", "origin", "feature/x:refs/heads/copy")
        text = log.read_text(encoding="utf-8")
        assert " origin " in text
        assert f"refs/heads/feature/x {guarded.alice.head('feature/x')} refs/heads/copy {'0' * 40}\n" in text

    def test_its_refusal_counts(self, guarded: Field) -> None:
        self.earlier(guarded, "pre-push", status=7)
        assert guarded.alice.git("push", "origin", "feature/x:refs/heads/copy", check=False).returncode != 0
        assert guarded.at("refs/heads/copy") == ""

    def test_ours_still_refuses_after_it(self, guarded: Field) -> None:
        self.earlier(guarded, "pre-push")
        evil = guarded.alice.git("commit-tree", "-p", "main", "-m", "evil", "main^{tree}").stdout.strip()
        refused(guarded.alice.git("push", "origin", f"{evil}:main", check=False), "the server would refuse")

    def test_reference_transaction_gets_every_phase(self, guarded: Field) -> None:
        log = self.earlier(guarded, "reference-transaction")
        guarded.alice.git("branch", "another", "main")
        text = log.read_text(encoding="utf-8")
        assert " prepared\n" in text
        assert " committed\n" in text
        assert text.count("refs/heads/another") == 2

    def test_a_server_hook(self, guarded: Field) -> None:
        log = guarded.root / "log"
        for name in ("pre-receive", "update", "post-receive"):
            path = guarded.server / "hooks" / name
            path.with_name(f"{name}.before-gitgov").write_text(self.ECHO.format(log=log, status=0), encoding="utf-8")
            path.with_name(f"{name}.before-gitgov").chmod(0o755)
        guarded.alice.gov("enact", "feature/x", "--push", "origin")
        text = log.read_text(encoding="utf-8")
        assert f"{'0' * 40} " in text
        assert "update.before-gitgov refs/heads/main" in text
        assert guarded.at("main") == guarded.alice.head("main")


def test_hooks_status_tells(guarded: Field) -> None:
    assert guarded.alice.gov("hooks", "status").stdout.split() == [
        *("reference-transaction", "installed"),
        *("pre-commit", "installed"),
        *("pre-merge-commit", "installed"),
        *("pre-push", "installed"),
    ]
    guarded.alice.gov("hooks", "uninstall")
    assert "absent" in guarded.alice.gov("hooks", "status", "--json").stdout
    guarded.alice.git("commit", "--allow-empty", "--message", "free again")


class TestStrays:
    """What came into a clone past its hooks, and nobody ratified: it may go again."""

    @pytest.fixture
    def strayed(self, fields: Fields, people: People, tmp_path: Path) -> Field:
        """Returns a body in whose alice's clone there are two tags and a branch that were not decided, and a commit on main."""
        field = fields.carried(tmp_path / "field", File(), charter_of(people, MAIN_AND_TAGS + RELEASES))
        alice = field.alice
        alice.git("tag", "--annotate", "--message", "x", "v2", "feature/x")
        alice.git("tag", "v3")
        alice.git("branch", "--quiet", "release/9", "feature/x")
        alice.git("branch", "--quiet", "release/1", "main")
        alice.commit({"evil.txt": "evil\n"})
        alice.gov("hooks", "install")
        return field

    def test_tags_and_a_branch_that_no_remote_has(self, strayed: Field) -> None:
        """But not one that could be made again, since a protected branch holds it; `tests/attacks` has a released tag."""
        alice = strayed.alice
        alice.git("tag", "--delete", "v2", "v3")
        alice.git("branch", "--quiet", "--delete", "--force", "release/9")
        refused(alice.git("branch", "--delete", "--force", "release/1", check=False), "GOV-131")

    def test_a_branch_that_a_remote_has_is_put_back_as_the_refusal_says(self, strayed: Field) -> None:
        alice = strayed.alice
        alice.git("switch", "--quiet", "--detach")
        done = alice.git("branch", "--delete", "--force", "main", check=False)
        refused(done, "git switch main, and git reset --keep origin/main")
        alice.git("switch", "--quiet", "main")
        alice.git("reset", "--quiet", "--keep", "origin/main")
        assert alice.head("main") == alice.head("origin/main")
