"""Behind gitolite: its rules say who may push what, ours what may come in; each refuses on its own, whatever it does to its hooks."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.env import isolate
from tests.kit.field import Clone, Field, Fields
from tests.kit.gitolite import Gitolite, gitolite
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import commit, git

CONF = """
repo gitolite-admin
    RW+ = alice

@members = alice bob carol

repo team bare
    -   refs/heads/frozen = bob
    RW+ refs/heads/ = @members
    RW  refs/tags/ = @members
    RW  refs/notes/gov/ = @members
    RW  refs/gov/inbox/ = @members
    -   VREF/NAME/secret = bob
    R = dave
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, people: People) -> Iterator[Gitolite]:
    folder = tmp_path_factory.mktemp("gitolite")
    with pytest.MonkeyPatch.context() as patch:
        isolate(folder / "keeper", patch)
        running = gitolite(folder, people, CONF)
        host = running.__enter__()
    yield host
    running.__exit__(None, None, None)


@pytest.fixture(scope="module")
def body(
    served: Gitolite, fields: Fields, people: People, programs: Path, tmp_path_factory: pytest.TempPathFactory
) -> Field:
    """Returns a body that was founded through gitolite, for all tests: each moves what the others do not look at."""
    root = tmp_path_factory.mktemp("field")
    with pytest.MonkeyPatch.context() as patch:
        isolate(root / "home", patch)
        patch.setattr(sys, "executable", str(programs / "python"))  # the hooks fork: a dozen starts take half the time
        return founded(Field(root, people, served), served.repository("team"), fields)


def founded(field: Field, bare: Path, fields: Fields) -> Field:
    field.server.symlink_to(bare)
    said = program("gov", "init", "--server", cwd=field.server).stdout
    assert "gitolite keeps hooks/" in said
    commit(field.alice.path, {"README.md": "# Sample\n"}, "Begin")
    commit(field.alice.path, {"x.txt": "x\n"}, "Add x", branch="feature/x")
    field.alice.git("push", "--quiet", "origin", "main", "feature/x")
    field.alice.git("switch", "--quiet", "main")
    field.alice.gov("init", *fields.roll(field.root, "team"))
    field.alice.sync()
    return field


def refused(body: Field, name: str, *refs: str) -> str:
    """Pushes from the founder's clone with the key of `name`; returns what was said on refusing it."""
    done = Clone(getattr(body.people, name), body.alice.path, body.transport).push(*refs)
    assert done.returncode != 0
    return done.stderr


def moved_by_nobody(body: Field) -> str:
    """Returns what pushes a commit to main beside every motion."""
    return body.alice.git("commit-tree", "-p", "main", "-m", "Quick", "main^{tree}").stdout.strip() + ":refs/heads/main"


def test_what_is_decided_comes_in_and_nothing_else(body: Field) -> None:
    assert "GOV-101" in refused(body, "bob", moved_by_nobody(body))
    name = body.carry("feature/x")
    assert body.refs("refs/gov/inbox/") == []
    assert "pushed to origin" in body.alice.gov("enact", name, "--push", "origin").stdout
    assert body.at("main^2") == body.alice.head("feature/x")
    assert "1 move of" in body.alice.gov("verify").stdout


def test_the_rules_of_gitolite_refuse_as_before(body: Field) -> None:
    assert "team dave DENIED" in refused(body, "dave", "feature/x:refs/heads/dave")
    assert "DENIED by refs/heads/frozen" in refused(body, "bob", "feature/x:refs/heads/frozen")
    body.alice.push("feature/x:refs/heads/frozen", check=True)
    secret = body.alice.tree("main", {"secret.txt": "s\n"})
    hidden = body.alice.git("commit-tree", "-p", "main", "-m", "A secret", secret).stdout.strip()
    assert "DENIED by VREF/NAME/secret" in refused(body, "bob", f"{hidden}:refs/heads/open")


def test_what_gitolite_does_to_its_hooks_takes_nothing_from_ours(served: Gitolite, body: Field) -> None:
    served.run("setup")
    states = program("gov", "hooks", "status", cwd=body.server).stdout.splitlines()
    assert [line.split()[1] for line in states] == ["installed"] * 3
    first = body.server / "hooks-gitgov" / "pre-receive"
    first.chmod(0o644)  # so that `update`, which gitolite has linked anew, is alone
    try:
        assert "GOV-101" in refused(body, "alice", moved_by_nobody(body))
        assert "DENIED by refs/heads/frozen" in refused(body, "bob", "main:refs/heads/frozen")
    finally:
        first.chmod(0o755)


def test_taken_away_they_leave_gitolite_as_it_was(served: Gitolite) -> None:
    bare = served.repository("bare")
    before = sorted(path.name for path in bare.rglob("*"))
    program("gov", "hooks", "install", "--server", cwd=bare)
    program("gov", "hooks", "uninstall", cwd=bare)
    assert sorted(path.name for path in bare.rglob("*")) == before
    assert git("config", "core.hooksPath", cwd=bare, check=False).stdout == ""
