"""`git sprint status` says from memory what it would say by the law: no more than nothing has changed, and no longer than time lets it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from gitgov.chamber.answers import remember, remembered
from gitgov.chamber.derived import INDEX
from gitgov.cli import going, standings
from gitgov.core.errors import BadInput
from gitgov.git.repository import Repository, open_repository
from tests.kit.field import MAIN_AND_TAGS, Clone, Fields, charter_of
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import git, sample
from tests.kit.servers import File

ROWS = [{"team": "core"}]
TEAM = f"""{MAIN_AND_TAGS}
[teams.solo]
members = ["bob"]
scrum_master = "bob"
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return open_repository(sample(tmp_path / "repo"))


def test_an_answer_holds_until_its_time_is_over(repo: Repository) -> None:
    remember(repo, "it", ROWS, until=100)
    assert remembered(repo.cwd, "it", 99) == ROWS
    assert remembered(repo.cwd, "it", 100) is None
    assert remembered(repo.cwd, "another", 99) is None


@pytest.mark.parametrize(
    "change",
    [
        ("update-ref", "refs/notes/gov/sprints", "HEAD"),
        ("branch", "new"),
        ("config", "gov.genesis", "0" * 64),
        ("config", "remote.origin.url", "/elsewhere"),
    ],
)
def test_whatever_has_changed_has_the_law_asked(repo: Repository, change: tuple[str, ...]) -> None:
    remember(repo, "it", ROWS, until=100)
    git(*change, cwd=repo.cwd)
    assert remembered(repo.cwd, "it", 99) is None


@pytest.mark.parametrize("data", ["", "{}", "[", '"x"'])
def test_what_is_damaged_is_not_given_again(repo: Repository, data: str) -> None:
    remember(repo, "it", ROWS, until=100)
    with sqlite3.connect(repo.state / INDEX) as base:
        base.execute("UPDATE answers SET data = ?", (data,))
    base.close()
    assert remembered(repo.cwd, "it", 99) is None


def sprint(clone: Clone, *words: str) -> str:
    return program("sprint", *words, cwd=clone.path, env=clone.transport.env(clone.who)).stdout


def test_from_memory_it_says_the_same_and_what_is_new_it_hears(
    fields: Fields, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bob = fields.founded(tmp_path / "field", File(), charter_of(people, TEAM)).bob
    assert "no sprint is planned" in sprint(bob, "status")
    sprint(bob, "plan", "S1", "--item", "A-1:5")
    sprint(bob, "commit", "S1")
    bob.vote("aye")
    bob.motion("announce")
    sprint(bob, "start", "--no-worktree")
    sprint(bob, "standup", "--done", "The schema", "--blocker", "No disk")
    first = sprint(bob, "status", "--json")
    (row,) = json.loads(first)
    assert (row["phase"], row["impediments"][0]["waits_for"], row["commit"]) == ("under way", "bob", bob.head("main"))
    monkeypatch.chdir(bob.path)
    with monkeypatch.context() as patch:
        patch.setattr(standings, "standings", None)
        going.status(as_json=True)
        assert capsys.readouterr().out == first
        with pytest.raises(BadInput, match="the charter has no team 'another'"):
            going.status(team="another")
    sprint(bob, "standup", "--blocker", "No key")
    assert "2 impediments are in the way" in bob.sprint("unblock", check=False).stderr
    sprint(bob, "unblock", "no DISK")
    assert "No key" in sprint(bob, "status")
    assert "No disk" not in sprint(bob, "status")


def test_who_plans_the_next_sprint_still_works_in_this_one_and_what_is_in_the_way_outlives_it(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    bob = fields.founded(tmp_path / "field", File(), charter_of(people, TEAM)).bob
    _under_way(bob, "S1")
    assert "(under 1h; with solo: bob)" in sprint(bob, "status")
    sprint(bob, "plan", "S2", "--item", "A-2:3")
    assert "stood up in sprint S1 of solo" in sprint(bob, "standup", "--done", "The index")
    assert "heard on sprint S1" in sprint(bob, "feedback", "--from", "the shop", "-m", "Faster")
    sprint(bob, "retro", "add", "--well", "Pairing")
    (row,) = json.loads(sprint(bob, "status", "--json"))
    assert (row["sprint"], row["planned"]["sprint"], row["planned"]["phase"]) == ("S1", "S2", "planned")
    assert "planned: sprint S2" in sprint(bob, "status")
    sprint(bob, "commit")
    bob.vote("aye")
    bob.motion("announce")
    assert "next, once S1 is reviewed: git sprint start S2 --team solo" in sprint(bob, "status")
    assert "sprint S1" in sprint(bob, "show")
    assert "sprint S1 of solo is reviewed" in sprint(bob, "review", "--record")
    assert "sprint S2 of solo begins" in sprint(bob, "start", "--no-worktree")
    sprint(bob, "standup", "--blocker", "No disk")
    for said in (sprint(bob, "status"), sprint(bob, "sync")):
        assert (said.count("No disk"), "from S1; with solo: bob" in said) == (2, True)
    (row,) = json.loads(sprint(bob, "status", "--json"))
    assert {each["sprint"] for each in row["impediments"]} == {"S1", "S2"}


def _under_way(clone: Clone, name: str) -> None:
    """Plans a sprint, has it committed to and started, and raises an impediment in it."""
    sprint(clone, "plan", name, "--item", "A-1:5")
    sprint(clone, "commit")
    clone.vote("aye")
    clone.motion("announce")
    sprint(clone, "start", "--no-worktree")
    sprint(clone, "standup", "--blocker", "No disk")
