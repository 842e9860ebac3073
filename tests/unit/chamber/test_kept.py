"""Nothing that was ratified is lost, whatever git throws away."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.chamber.verify import verify
from gitgov.git.keeping import HEADS
from tests.kit.field import Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.repo import clone as cloned
from tests.kit.repo import git
from tests.kit.servers import File

BOTH = '[[branches]]\nname = "main"\nmethods = ["merge", "squash"]\n'


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that has carried feature/x, squashed it into main, and deleted the branch everywhere."""
    field = fields.carried(tmp_path / "field", File(), charter_of(people, BOTH))
    field.alice.gov("enact", "feature/x", "--push", "origin", "--method", "squash")
    field.alice.push("--delete", "feature/x", check=True)
    field.alice.git("branch", "--quiet", "-D", "feature/x")
    return field


def swept(folder: Path) -> None:
    """Throws away whatever git does not hold to be needed."""
    for words in ("reflog expire --expire=now --all", "gc --quiet --prune=now", "prune --expire=now"):
        git(*words.split(), cwd=folder)


def test_a_ratified_head_outlives_its_branch(field: Field, tmp_path: Path) -> None:
    head = field.alice.head(
        "origin/feature/x" if field.alice.git("branch", "-r", "--list", "*/x").stdout else HEADS + "^"
    )
    for each in (field.alice, field.bob):
        each.git("fetch", "--quiet", "--prune")
        each.sync()
    for folder in (field.alice.path, field.bob.path, field.server):
        swept(folder)
        assert git("cat-file", "-t", head, cwd=folder).stdout.strip() == "commit"
        assert git("for-each-ref", "--contains", head, "--format=%(refname)", cwd=folder).stdout.split()[0] == HEADS
    assert verify(field.alice.chamber(), from_scratch=True).problems == []

    late = Clone(field.people.carol, tmp_path / "late", field.transport)
    cloned(f"file://{field.server}", late.path, late.who)
    late.sync()
    assert verify(late.chamber(), from_scratch=True).problems == []


def test_what_is_in_a_protected_branch_is_kept_by_that(fields: Fields, people: People, tmp_path: Path) -> None:
    field = fields.carried(tmp_path / "field", File(), charter_of(people, BOTH))
    assert field.refs(HEADS) == [HEADS]
    assert field.alice.head(f"{HEADS}^") == field.alice.head("feature/x")
    field.bob.git("update-ref", "-d", HEADS)
    field.alice.gov("enact", "feature/x", "--push", "origin", "--method", "merge")
    field.bob.git("pull", "--quiet")
    field.bob.sync()
    assert field.bob.git("for-each-ref", HEADS).stdout == ""
