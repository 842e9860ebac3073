"""Forecasts from what has reached the target: it counts when it came there, not when it was written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitgov.chamber.acts import find_actor
from gitgov.chamber.forecasting import how_many, past_of, periods_until, records_of, when, when_item
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.planning import target_tip
from gitgov.chamber.sprints import read_board
from gitgov.chamber.threads import open_thread
from gitgov.core.errors import BadInput
from gitgov.git.arrivals import arrivals
from gitgov.sprints.events import ItemAdded
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.servers import File

TEAMS = f"""{MAIN_AND_TAGS}
[teams.core]
members = ["bob"]
scrum_master = "bob"
[teams.web]
members = ["carol"]
scrum_master = "carol"
"""
WEEK = 7 * 86_400


@pytest.fixture
def alice(fields: Fields, people: People, tmp_path: Path) -> Clone:
    field: Field = fields.founded(tmp_path / "field", File(), charter_of(people, TEAMS))
    return field.alice


def at(clone: Clone, now: int) -> Chamber:
    return open_chamber(clone.path, now=lambda: now)


def add(clone: Clone, now: int, item: str, **said: object) -> None:
    chamber = at(clone, now)
    body = ItemAdded.model_validate({"item": item, "title": item, "team": "core", **said})
    open_thread(chamber, find_actor(chamber), body, target_tip(chamber)[1])


def land(clone: Clone, now: int, *items: str) -> None:
    """Writes a commit for each item on a branch, a year before, and merges it into main at an instant."""
    clone.git("switch", "-q", "-c", f"work-{now}", "main")
    for item in items:
        dated = {"GIT_COMMITTER_DATE": f"{now - 52 * WEEK} +0000"}
        clone.git("commit", "-q", "--allow-empty", "-m", item, "--trailer", f"Item: {item}", env=dated)
    clone.git("switch", "-q", "main")
    dated = {"GIT_COMMITTER_DATE": f"{now} +0000"}
    clone.git("merge", "-q", "--no-ff", "-m", "Merge", f"work-{now}", env=dated)
    clone.git("update-ref", "refs/remotes/origin/main", "main")


def test_what_a_team_finished_in_each_week_and_what_follows(alice: Clone) -> None:
    start = open_chamber(alice.path).now()
    for number in range(8):
        add(alice, start, f"C-{number}", value=1, criticality=1, risk=1, points=1)
    add(alice, start, "W-1", team="web", needs=["C-7"], points=2, value=20, criticality=1, risk=1)
    land(alice, start + WEEK // 2, "C-0", "C-1", "stranger\x01")
    land(alice, start + 2 * WEEK + 5, "C-2", "W-0")
    chamber = at(alice, start + 3 * WEEK)
    records = records_of(chamber, read_board(chamber))
    past = past_of(chamber, records, "core", "week")
    assert (past.throughput.finished, past.days, past.left) == ((2, 0, 1), 7, 5)
    assert 3 <= when(past, past.left).at(50) <= when(past, past.left).at(95)
    assert 0 <= how_many(past, 2).at(95) <= how_many(past, 2).at(50) <= 4
    assert periods_until(chamber, "2999-01-01", 7) > 1_000
    with pytest.raises(BadInput, match="W-9"):
        when_item(chamber, records, "W-9")
    with pytest.raises(BadInput, match="web has finished 0 items"):
        when_item(chamber, records, "W-1")
    ends, pasts = when_item(chamber, records, "C-7")
    assert (ends.at(50) >= 1, [*pasts]) == (True, ["core"])
    with pytest.raises(BadInput, match="no whole sprint"):
        past_of(chamber, records, "core", "sprint")
    by_wsjf = program("sprint", "item", "list", "--wsjf", "--json", cwd=alice.path, env=alice.transport.env(alice.who))
    assert [(each["item"], each["wsjf"]) for each in json.loads(by_wsjf.stdout)][:3] == [
        ("C-7", "3.0"),
        ("W-1", "11.0"),
        ("C-0", "3.0"),
    ]


def test_an_item_arrives_with_the_first_parent_that_brings_it(alice: Clone) -> None:
    start = open_chamber(alice.path).now()
    base = alice.head("main")
    land(alice, start, "C-0")
    land(alice, start + 5, "C-0", "C-1")
    tip = alice.head("main")
    repo = open_chamber(alice.path).repo
    assert arrivals(repo, "Item", base, tip) == arrivals(repo, "Item", "", tip) == {"C-0": start, "C-1": start + 5}
    assert arrivals(repo, "Item", tip, tip) == {}
