"""Planning and committing as it is typed: what is another team's is left to it, and a plan is put to the vote once."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from gitgov.cli.sprinting import _tell
from gitgov.sprints.proposal import Proposal
from tests.kit.field import MAIN_AND_TAGS, Clone, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

TEAMS = f"""{MAIN_AND_TAGS}
[teams.core]
members = ["bob"]
scrum_master = "bob"
[teams.web]
members = ["carol"]
scrum_master = "bob"
"""


@pytest.fixture
def bob(fields: Fields, people: People, tmp_path: Path) -> Clone:
    return fields.founded(tmp_path / "field", File(), charter_of(people, TEAMS)).bob


def test_a_plan_that_is_before_the_team_or_carried_is_not_moved_again(bob: Clone) -> None:
    bob.sprint("plan", "S1", "--team", "core", "--item", "A-1:5")
    first = bob.sprint("commit", "S1", "--team", "core").stdout.split()[0]
    for said in (
        f"{first} is about this plan of sprint S1: it waits for its vote",
        f"{first} is about this plan of sprint S1: it is carried",
    ):
        again = bob.sprint("commit", "--team", "core", check=False)
        assert (again.returncode, "GOV-667" in again.stderr, said in again.stderr) == (1, True, True)
        bob.vote("aye", first, check=False)
        bob.motion("announce", first, check=False)
    bob.sprint("plan", "S1", "--team", "core", "--item", "A-1:3")
    assert "I move to commit core to sprint S1" in bob.sprint("commit", "--team", "core").stdout


def test_who_plans_anew_is_told_of_the_motion_about_the_plan_that_was_replaced(bob: Clone) -> None:
    bob.sprint("plan", "S1", "--team", "core", "--item", "A-1:5")
    first = bob.sprint("commit", "--team", "core").stdout.split()[0]
    told = f"  {first} is about a plan that was replaced: git motion withdraw {first}, by bob\n"
    assert told in bob.sprint("plan", "--team", "core", "--goal", "Kept").stdout
    again = bob.sprint("commit", "--team", "core").stdout
    assert (told in again, again.count("replaced")) == (True, 1)
    bob.motion("withdraw", first)
    assert "replaced" not in bob.sprint("plan", "S2", "--team", "core").stdout


def test_who_leads_several_teams_says_once_of_which_one_it_is(bob: Clone) -> None:
    refused = bob.sprint("plan", "S1", "--item", "A-1:5", check=False)
    assert (refused.returncode, "bob is in core, web" in refused.stderr, "gov.team" in refused.stderr) == (
        2,
        True,
        True,
    )
    bob.git("config", "gov.team", "web")
    assert "sprint S1 of web" in bob.sprint("plan", "S1", "--item", "A-1:5").stdout
    assert "sprint S1 of core" in bob.sprint("plan", "S1", "--item", "A-2:5", "--team", "core").stdout
    bob.git("config", "gov.team", "nobody")
    assert "the charter has no team 'nobody'" in bob.sprint("commit", check=False).stderr


def test_a_plan_that_was_lost_may_be_moved_again(bob: Clone) -> None:
    bob.sprint("plan", "S1", "--team", "core", "--item", "A-1:5")
    bob.sprint("commit", "--team", "core")
    bob.vote("nay")
    bob.motion("announce")
    assert "I move to commit core to sprint S1" in bob.sprint("commit", "--team", "core").stdout


def test_of_several_commitments_who_is_in_one_team_announces_its_own(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    teams = TEAMS.replace('members = ["carol"]\nscrum_master = "bob"', 'members = ["carol"]\nscrum_master = "carol"')
    field = fields.founded(tmp_path / "field", File(), charter_of(people, teams))
    for who, team in ((field.bob, "core"), (field.carol, "web")):
        who.gov("sync")
        who.sprint("plan", "S1", "--item", f"{team}-1:5")
        who.sprint("commit", "S1")
        who.vote("aye", "sprint", "--sync")
    field.bob.gov("sync")
    assert "commit core to sprint S1" in field.bob.motion("announce", "sprint").stdout
    assert "commit web to sprint S1" in field.carol.motion("announce").stdout


@pytest.mark.parametrize(("worth", "told"), [(2, True), (3, True), (4, False)])
def test_a_proposal_that_is_worth_less_than_what_was_chosen_is_not_told(
    worth: int, told: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    _tell("core", Proposal(("A-1",), 5, Fraction(3), Fraction(3)), ["P-1"], worth)
    assert ("  proposed: A-1 (5 points, value 3); " in capsys.readouterr().out) == told
