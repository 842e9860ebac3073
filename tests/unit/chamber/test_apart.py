"""Linked work trees: hooks and notes work inside, and one that claims to be a sprint's and is not stands among the doctor's findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.chamber.apart import uncommitted
from gitgov.chamber.open import open_chamber
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.repo import git
from tests.kit.servers import File

CORE = """
[teams.core]
members = ["alice"]
scrum_master = "alice"
"""


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    return fields.founded(tmp_path / "field", File(), charter_of(people, MAIN_AND_TAGS + CORE))


def tree(field: Field, branch: str, *words: str) -> Clone:
    """Adds a linked work tree on a branch, and returns it as a clone."""
    place = field.root / branch.replace("/", "-")
    field.alice.git("worktree", "add", "--quiet", place, *(words or ("-b", branch)))
    return Clone(field.alice.who, place, field.transport)


def strays(clone: Clone) -> list[str]:
    """Returns the names of the work trees that are found, as seen from a clone."""
    return [what.split()[3].rpartition("/")[2] for what, _ in uncommitted(open_chamber(clone.path))]


def test_a_branch_is_of_no_sprint_until_its_team_has_committed_itself(field: Field) -> None:
    alice = field.alice
    alice.sprint("item", "add", "C-1", "Store", "--team", "core", "--points", "5")
    planned, odd = tree(field, "sprint/S1/core"), tree(field, "sprint/2024-Q1")
    tree(field, "hotfix")
    tree(field, "main", "--detach")
    assert strays(alice) == strays(planned) == ["sprint-2024-Q1", "sprint-S1-core"]
    alice.sprint("plan", "S1", "--item", "C-1")
    assert strays(alice) == ["sprint-2024-Q1", "sprint-S1-core"]
    alice.sprint("commit", "S1")
    alice.vote("aye")
    assert strays(alice) == ["sprint-2024-Q1", "sprint-S1-core"]
    alice.motion("announce")
    assert strays(alice) == strays(odd) == ["sprint-2024-Q1"]
    alice.git("worktree", "remove", planned.path)
    alice.sprint("start", "S1")
    assert strays(alice) == ["sprint-2024-Q1"]
    alice.git("worktree", "remove", odd.path)
    assert strays(alice) == []


def test_a_commitment_that_was_lost_is_none(field: Field) -> None:
    alice = field.alice
    alice.sprint("item", "add", "C-1", "Store", "--team", "core", "--points", "5")
    alice.sprint("plan", "S1", "--item", "C-1")
    alice.sprint("commit", "S1")
    alice.vote("nay")
    alice.motion("announce")
    tree(field, "sprint/S1/core")
    assert strays(alice) == ["sprint-S1-core"]


def test_the_doctor_names_it_and_writes_nothing(field: Field) -> None:
    odd = tree(field, "sprint/2024-Q1")
    before = field.alice.git("for-each-ref").stdout
    done = odd.gov("doctor", check=False)
    assert (done.returncode, f"look  the work tree {odd.path} is on sprint/2024-Q1" in done.stdout) == (1, True)
    assert "git sprint plan" in done.stdout
    assert field.alice.git("for-each-ref").stdout == before


def test_nobody_is_told_of_what_is_checked_out_in_the_main_one(field: Field) -> None:
    field.alice.git("switch", "--quiet", "--create", "sprint/mine")
    assert strays(field.alice) == []


def test_a_body_without_teams_is_told_nothing(fresh: Field) -> None:
    assert strays(tree(fresh, "sprint/2024-Q1")) == []


def test_hooks_and_notes_work_inside(field: Field) -> None:
    inside = tree(field, "sprint/2024-Q1")
    inside.gov("hooks", "install")
    states = inside.gov("hooks", "status").stdout.split()
    assert set(states[1::2]) == {"installed"}
    assert states == field.alice.gov("hooks", "status").stdout.split()
    inside.commit({"x.txt": "x\n"}, "On a branch of its own")
    name = inside.motion("merge", "sprint/2024-Q1").stdout.split()[0]
    for each in ("alice", "bob"):
        inside.vote("aye", name, "--key", getattr(field.people, each).key_path)
    inside.motion("announce", name)
    assert name in field.alice.motion("list").stdout
    main = tree(field, "beside", "--detach")
    main.git("switch", "--quiet", "--ignore-other-worktrees", "main")
    (main.path / "new.txt").write_text("new\n", encoding="utf-8")
    main.git("add", "new.txt")
    for words in (("hook", "run", "pre-commit"), ("commit", "--message", "x")):
        done = git(*words, cwd=main.path, check=False)
        assert (done.returncode, "GOV-101" in done.stderr) == (1, True), words
    explained = main.gov("hooks", "run", "pre-commit", "--explain", check=False)
    assert (explained.returncode, "rules for refs/heads/main: refused" in explained.stdout) == (1, True)
    main.git("rm", "--quiet", "--force", "new.txt")
    inside.gov("enact", name, "--push", "origin")
    assert field.at("main") == field.alice.head("main")
