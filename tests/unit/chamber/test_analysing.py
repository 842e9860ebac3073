"""What analyses need of the ledger: the work of teams, and what bisections have found."""

from pathlib import Path

import pytest

from gitgov.chamber.analysing import culprits_until, team_conflicts
from gitgov.chamber.measuring import Scope, facts_at
from tests.kit.field import MAIN_AND_TAGS, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

TEAMS = """
[teams.one]
members = ["alice"]
product_owner = "alice"
scrum_master = "alice"
paths = ["x.txt"]

[teams.two]
members = ["bob"]
product_owner = "bob"
scrum_master = "bob"
paths = ["two/"]
"""
EVER = 10**10


@pytest.fixture
def teams(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body of two teams."""
    return fields.founded(tmp_path / "teams", File(), charter_of(people, MAIN_AND_TAGS + TEAMS))


def test_merges_and_conflicts_by_team(teams: Field) -> None:
    """S4-150: the first team's merge conflicts with nothing; that of the second team's branch is its own whatever it touches."""
    alice = teams.alice
    alice.commit({"other.txt": "o\n"}, branch="sprint/S1/two")
    alice.git("switch", "--quiet", "main")
    for branch in ("feature/x", "sprint/S1/two"):
        teams.carry(branch)
        alice.gov("enact", branch, "--push", "origin")
    chamber = alice.chamber()
    found = team_conflicts(chamber, facts_at(chamber, "main", Scope("refs/heads/main", until=EVER)))
    assert [(each.team, each.merges, each.conflicts) for each in found] == [
        ("one", (alice.head("main~1"),), ()),
        ("two", (alice.head("main"),), ()),
    ]


def test_what_bisections_have_found(teams: Field) -> None:
    """S4-148."""
    alice = teams.alice
    good = alice.commit({"lib": "ok\n"}, "Ok", branch="work")
    bad = alice.commit({"lib": "broken\n", "doc": "d\n"}, "Break it")
    alice.commit({"more": "m\n"}, "More")
    for what in ("-e", "-f"):  # the same asked twice within a second is one record
        alice.git("gov", "bisect", "--good", good, "--bad", "work", "--", "test", "!", what, "doc")
    chamber = alice.chamber()
    found = culprits_until(chamber, EVER)
    assert [(each.commit, each.paths) for each in found] == [(bad, ("doc", "lib"))] * 2
    assert culprits_until(chamber, found[0].at - 1) == ()
