"""A hook by `git hook run`, or by `git gov hooks run`, says and ends as it does when git itself runs it; nothing more is refused."""

import re

import pytest

from tests.kit.field import Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import git, hook
from tests.kit.servers import File

WAYS = '[[branches]]\nname = "main"\nmethods = ["merge", "squash"]\n'


@pytest.fixture
def alice(here: Field) -> Clone:
    """Returns the clone, with hooks, of a body that has carried feature/x."""
    here.alice.gov("hooks", "install")
    return here.alice


def ends(clone: Clone, name: str, command: tuple[str, ...]) -> set[int]:
    """Runs a hook in both ways and then what git runs it for, and returns how these ended: as allowed or not."""
    before = clone.git("for-each-ref", "refs/heads").stdout, clone.git("status", "--porcelain").stdout
    done = [
        clone.git("hook", "run", name, check=False).returncode,
        clone.gov("hooks", "run", name, check=False).returncode,
    ]
    assert before == (clone.git("for-each-ref", "refs/heads").stdout, clone.git("status", "--porcelain").stdout)
    return {*done, int(bool(clone.git(*command, check=False).returncode))}


def staged(clone: Clone, branch: str) -> None:
    clone.git("switch", "--quiet", branch)
    (clone.path / "new.txt").write_text("new\n", encoding="utf-8")
    clone.git("add", "new.txt")


@pytest.mark.as_installed
@pytest.mark.parametrize(("branch", "status"), [("main", 1), ("feature/x", 0)])
def test_a_commit(alice: Clone, branch: str, status: int) -> None:
    staged(alice, branch)
    assert ends(alice, "pre-commit", ("commit", "--message", "x")) == {status}


@pytest.mark.parametrize("words", [(), ("--all",), ("--only", "new.txt"), ("--amend",)], ids=" ".join)
def test_a_commit_in_whichever_way(alice: Clone, words: tuple[str, ...]) -> None:
    staged(alice, "main")
    before = alice.head("main")
    done = alice.git("commit", "--message", "x", *words, check=False)
    assert (done.returncode, "a commit to refs/heads/main" in done.stderr) == (1, True)
    assert alice.head("main") == before
    assert alice.git("diff", "--cached", "--name-only").stdout == "new.txt\n"


def test_what_is_ratified_is_committed_as_ever(alice: Clone) -> None:
    alice.git("merge", "--no-ff", "--no-commit", "feature/x")
    assert ends(alice, "pre-commit", ("commit", "--no-edit")) == {0}


def test_a_squash_that_is_ratified(fields: Fields, people: People, tmp_path_factory: pytest.TempPathFactory) -> None:
    body = fields.carried(tmp_path_factory.mktemp("squash") / "field", File(), charter_of(people, WAYS))
    body.alice.gov("hooks", "install")
    body.alice.git("switch", "--quiet", "main")
    body.alice.git("merge", "--squash", "feature/x")
    assert ends(body.alice, "pre-commit", ("commit", "--message", "By a host's words")) == {0}


@pytest.mark.as_installed
def test_a_push_that_is_refused(alice: Clone) -> None:
    alice.git("-c", "core.hooksPath=/dev/null", "commit", "--quiet", "--allow-empty", "--message", "x")
    assert ends(alice, "pre-push", ("push",)) == {1}


def test_a_push_that_is_not(alice: Clone) -> None:
    assert ends(alice, "pre-push", ("push",)) == {0}
    alice.gov("enact", "feature/x")
    assert ends(alice, "pre-push", ("push",)) == {0}


@pytest.mark.parametrize(
    ("setting", "made"),
    [
        (("push.default", "matching"), ("branch", "--force", "feature/x", "main")),
        (("push.default", "nothing"), ()),
        (("remote.origin.push", "refs/heads/feature/x:refs/heads/main"), ()),
        (("remote.origin.mirror", "true"), ()),
    ],
    ids=" ".join,
)
def test_what_would_be_pushed_is_what_git_would_push(
    alice: Clone, setting: tuple[str, str], made: tuple[str, ...]
) -> None:
    alice.git("config", *setting)
    if made:
        alice.git("-c", "core.hooksPath=/dev/null", *made)
    asked = alice.git("hook", "run", "pre-push", check=False)
    pushed = alice.git("push", check=False)
    assert bool(asked.returncode) == bool(pushed.returncode), (asked, pushed)
    found = re.findall(r"GOV-\d{3}", asked.stderr)
    assert not found or set(found) == set(re.findall(r"GOV-\d{3}", pushed.stderr))


def test_where_nothing_could_be_pushed(alice: Clone) -> None:
    alice.git("remote", "remove", "origin")
    done = alice.git("hook", "run", "pre-push", check=False)
    assert (done.returncode, "git push would not push" in done.stderr, "Traceback" in done.stderr) == (3, True, False)


@pytest.mark.parametrize("status", [0, 7])
def test_a_hook_that_was_there_before_is_run_too(here: Field, status: int) -> None:
    hook(here.alice.path, "pre-commit", f"#!/bin/sh\necho mine >&2\nexit {status}\n")
    here.alice.gov("hooks", "install")
    here.alice.git("switch", "--quiet", "feature/x")
    done = here.alice.gov("hooks", "run", "pre-commit", check=False)
    assert (done.returncode, done.stdout) == (status, "mine\n")


@pytest.mark.parametrize(("explain", "count"), [((), 0), (("--explain",), 1)])
def test_only_who_asks_is_told_of_rules(alice: Clone, explain: tuple[str, ...], count: int) -> None:
    staged(alice, "main")
    done = alice.gov("hooks", "run", "pre-commit", *explain, check=False)
    assert done.stdout.count("rules for refs/heads/main: refused") == count
    assert done.stdout.count("refused    ") == count
    assert alice.git("commit", "--message", "x", check=False).stderr.count("rules for") == 0


def test_hooks_of_a_server(here: Field) -> None:
    old, evil = here.at("refs/heads/main"), here.alice.head("main^{tree}")
    made = git("commit-tree", "-p", old, "-m", "x", evil, cwd=here.server).stdout.strip()
    rows = f"{old} {made} refs/heads/main\n"
    for words, stdin in ((("pre-receive", "--stdin"), rows), (("update", "refs/heads/main", old, made), "")):
        done = program("gov", "hooks", "run", *words, "--explain", cwd=here.server, check=False, input=stdin)
        assert (done.returncode, "GOV-101" in done.stdout, "rules for refs/heads/main" in done.stdout) == (
            1,
            True,
            True,
        )
    assert here.at("refs/heads/main") == old
