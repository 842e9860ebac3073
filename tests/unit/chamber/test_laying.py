"""A team's branch, work tree and packs in several clones: they begin at what was pushed, and nothing goes apart in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitgov.chamber.sprints import read_board
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.repo import commit, git, head, sample
from tests.kit.servers import File

AT = "https://packs.example/"
TEAMS = f"""{MAIN_AND_TAGS}
[teams.all]
members = ["alice"]
scrum_master = "alice"

[teams.core]
parent = "all"
members = ["bob", "carol"]
product_owner = "carol"
scrum_master = "bob"
paths = ["README.md", "core/"]
packs = {{ web = "{AT}web" }}

[teams.late]
parent = "all"
members = ["carol"]
scrum_master = "carol"

[teams.ops]
parent = "all"
members = ["bob"]
scrum_master = "bob"
"""
BRANCH = "sprint/S1/core"


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Core has committed itself to its sprint, and all know that; nobody has started it."""
    found = fields.grown(tmp_path / "field", File(), committed, charter_of(people, TEAMS))
    sample(found.root / "web")
    git("config", "--global", f"url.{found.root.as_uri()}/.insteadOf", AT, cwd=found.root)
    return found


def committed(found: Field) -> None:
    commit_to("core", found.bob, found.carol)
    for each in (found.bob, found.alice):
        each.gov("sync")


def commit_to(team: str, *people: Clone) -> None:
    """Plans a team's sprint and has it committed to by its people; the first one plans."""
    for words in (("plan", "S1", "--item", f"{team}-1:5"), ("commit", "S1")):
        people[0].sprint(*words, "--team", team)
    for each in people:
        each.gov("sync")
        each.vote("aye", "--sync")
    people[-1].motion("announce", "--sync")


def started(who: Clone, *words: str) -> str:
    return who.sprint("start", "S1", "--team", "core", *words).stdout


def pushed(who: Clone, name: str = "x") -> str:
    """Commits something in a work tree of core, and pushes it."""
    place = who.path / "sprints" / "core"
    made = commit(place, {name: name}, "Work")
    git("push", "--quiet", "--no-verify", "origin", BRANCH, cwd=place)
    return made


def test_every_clone_pins_what_is_on_record_by_the_same_commit(field: Field) -> None:
    """The pack has moved since."""
    pin = head(field.root / "web", "main")
    assert f"domain_packs/web: pinned to {pin[:12]}" in started(field.bob, "--sync")
    commit(field.root / "web", {"later": "x"}, "Later", "main")
    field.carol.gov("sync")
    assert f"domain_packs/web: pinned to {pin[:12]}" in started(field.carol)
    assert field.carol.head(BRANCH) == field.bob.head(BRANCH)
    assert head(field.carol.path / "sprints" / "core" / "domain_packs" / "web") == pin
    (sprint,) = read_board(field.carol.chamber()).sprints
    assert [(each.by, each.body.commit) for each in sprint.packs] == [("bob", pin)]


def test_a_pin_that_is_not_to_be_had_leaves_nothing_staged(field: Field) -> None:
    started(field.bob, "--sync")
    git("commit", "--quiet", "--amend", "-m", "Another", cwd=field.root / "web")
    git("reflog", "expire", "--expire=now", "--all", cwd=field.root / "web")
    git("gc", "--quiet", "--prune=now", cwd=field.root / "web")
    git("branch", "-D", "feature/x", cwd=field.root / "web")
    git("gc", "--quiet", "--prune=now", cwd=field.root / "web")
    field.carol.gov("sync")
    said = field.carol.sprint("start", "S1", "--team", "core", check=False)
    assert said.returncode == 3
    assert "is not to be had from" in said.stdout
    assert git("diff", "--cached", cwd=field.carol.path / "sprints" / "core").stdout == ""


def test_a_start_goes_on_from_what_the_team_has_pushed(field: Field) -> None:
    started(field.bob, "--sync")
    tip = pushed(field.bob)
    field.carol.gov("sync")
    field.carol.git("fetch", "--quiet")
    assert f"it goes on from origin/{BRANCH}, which it follows" in started(field.carol)
    place = field.carol.path / "sprints" / "core"
    assert head(place) == tip
    later = pushed(field.bob, "y")
    git("pull", "--quiet", cwd=place)
    assert head(place) == later
    assert "warning" not in started(field.carol)


def test_a_branch_that_is_behind_or_has_gone_apart_is_told_and_records_no_pin(field: Field) -> None:
    started(field.bob, "--sync")
    pushed(field.bob)
    field.carol.gov("sync")
    started(field.carol)
    field.carol.git("fetch", "--quiet")
    place = field.carol.path / "sprints" / "core"
    assert f"warning: it is 1 commit behind origin/{BRANCH}: git -C {place} pull" in started(field.carol)
    git("checkout", "--quiet", "feature/x", cwd=place / "domain_packs" / "web")
    git("commit", "--quiet", "-m", "Another pin", "--", "domain_packs/web", cwd=place)
    said = started(field.carol)
    assert f"it has gone apart from origin/{BRANCH}: 1 commit only here, 1 only there: git -C {place} pull" in said
    pin = head(field.root / "web", "main")
    assert f"{pin[:12]} is on record, and the team's branch here is not what was pushed" in said
    git("pull", "--quiet", "--rebase", cwd=place)
    started(field.carol)
    (sprint,) = read_board(field.carol.chamber()).sprints
    assert [each.body.commit for each in sprint.packs] == [head(field.root / "web", "feature/x")]


def test_what_does_not_go_on_from_where_the_sprint_began_is_left_alone(field: Field) -> None:
    field.carol.git("switch", "--quiet", "--orphan", "strange")
    strange = field.carol.commit({"z": "z"})
    field.carol.push(f"strange:{BRANCH}", check=True)
    field.carol.git("switch", "--quiet", "main")
    field.bob.git("fetch", "--quiet")
    assert f"origin/{BRANCH} does not go on from where the sprint began: left alone" in started(field.bob)
    assert field.bob.git("merge-base", BRANCH, strange, check=False).returncode == 1


def test_what_is_in_the_way_is_told_before_a_branch_is_made(field: Field) -> None:
    place = field.bob.path / "sprints" / "core"
    place.mkdir(parents=True)
    (place / "mine").write_text("mine", encoding="utf-8")
    said = field.bob.sprint("start", "S1", "--team", "core", check=False).stderr
    assert f"{place} is there already, with something else\n  next: move it elsewhere" in said
    assert field.bob.git("branch", "--list", BRANCH).stdout == ""
    (place / "mine").unlink()
    assert "all of the project is in it: README.md names no folder" in started(field.bob)
    field.bob.git("worktree", "remove", "--force", place)
    field.bob.git("switch", "--quiet", BRANCH)
    said = field.bob.sprint("start", "S1", "--team", "core", check=False).stderr
    assert f"{BRANCH} is checked out in {field.bob.path}\n  next: git -C {field.bob.path} switch main;" in said
    field.bob.git("switch", "--quiet", "main")
    field.bob.git("worktree", "add", "--quiet", field.root / "aside", BRANCH)
    said = field.bob.sprint("start", "S1", "--team", "core", check=False).stderr
    assert f"next: git -C {field.root / 'aside'} switch --detach;" in said


def test_one_call_starts_and_makes_the_branches_of_all_teams(field: Field) -> None:
    """Core and ops have committed themselves, late has only planned; who calls is in none of them."""
    commit_to("ops", field.bob)
    field.carol.sprint("plan", "S1", "--team", "late", "--item", "L-1:3", "--sync")
    field.alice.gov("sync")
    for state in ("begins", "is under way"):
        said = field.alice.sprint("start", "S1", "--all").stdout
        assert f"sprint S1 of core {state}\n" in said
        assert f"sprint S1 of ops {state}\n" in said
        assert "sprint S1 of late has not begun\n  GOV-608 late has not committed itself" in said
        made = field.alice.git("for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads/sprint/S1")
        base = field.alice.head("main")
        assert made.stdout.splitlines() == [f"{BRANCH} {base}", f"sprint/S1/ops {base}"]
        assert not (field.alice.path / "sprints").exists()
    field.alice.gov("sync")
    field.bob.gov("sync")
    field.bob.sprint("start", "S1", "--all")
    assert sorted(each.name for each in (field.bob.path / "sprints").iterdir()) == ["core", "ops"]
    shown = json.loads(field.bob.sprint("status", "--json").stdout)
    assert shown
    assert "by its name" in field.alice.sprint("start", "--all", check=False).stderr
    assert "no team has planned a sprint S9" in field.alice.sprint("start", "S9", "--all", check=False).stderr


def test_what_two_teams_have_planned_is_worked_on_by_the_one_that_begins(field: Field) -> None:
    """Ops has committed itself before core began, late has only planned."""
    field.bob.sprint("plan", "S1", "--team", "ops", "--item", "core-1:5")
    field.bob.sprint("commit", "S1", "--team", "ops")
    field.bob.vote("aye")
    field.bob.motion("announce")
    field.carol.sprint("plan", "S1", "--team", "late", "--item", "core-1:5")
    why = "GOV-668 core works on core-1 in sprint S1"
    said = field.bob.sprint("start", "S1", "--all", "--sync").stdout
    assert "sprint S1 of core begins\n" in said
    assert f"sprint S1 of ops has not begun\n  {why}\n" in said
    assert why in field.bob.sprint("start", "--team", "ops", check=False).stderr
    field.carol.gov("sync")
    assert why in field.carol.sprint("commit", "--team", "late", check=False).stderr


def test_a_start_that_records_nothing_new_exchanges_lines_all_the_same(field: Field) -> None:
    assert "origin: " not in started(field.carol)
    assert "sprint S1 of core is under way\norigin: sent 2, received " in started(field.carol, "--sync")
    assert "origin: sent 0, received " in field.carol.sprint("start", "S1", "--all", "--sync").stdout
    field.bob.gov("sync")
    (sprint,) = read_board(field.bob.chamber()).sprints
    assert (bool(sprint.started), len(sprint.packs)) == (True, 1)


def test_the_next_sprint_begins_once_the_one_under_way_is_reviewed(field: Field) -> None:
    started(field.bob)
    field.bob.sprint("plan", "S2", "--team", "core", "--item", "core-2:5")
    assert "sprint S1 of core is under way\n" in field.bob.sprint("start", "--team", "core").stdout
    why = "GOV-669 sprint S1 of core is under way: S2 begins once it is reviewed"
    early = field.bob.sprint("start", "S2", "--team", "core", check=False)
    assert (early.returncode, why in early.stderr) == (1, True)
    assert "next: git sprint review S1 --record --team core" in early.stderr
    assert f"sprint S2 of core has not begun\n  {why}\n" in field.bob.sprint("start", "S2", "--all").stdout
    field.bob.sprint("review", "S1", "--record", "--team", "core")
    assert "GOV-608" in field.bob.sprint("start", "--team", "core", check=False).stderr
    assert "sprint S1 of core is over\n  GOV-666 " in field.bob.sprint("start", "S1", "--all").stdout
    assert "; integration/S1 is not made\n" in field.bob.sprint("integrate", "S1").stdout
