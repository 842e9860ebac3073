"""What `git sprint pi` shows, as JSON: the graph is what was declared, and above several trains only what crosses them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.kit.field import MAIN_AND_TAGS, Clone, Fields, charter_of
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.servers import File

TEAMS = f"""{MAIN_AND_TAGS}
[teams.solution]
product_owner = "alice"
[teams.back]
parent = "solution"
scrum_master = "alice"
[teams.core]
parent = "back"
members = ["bob"]
scrum_master = "bob"
[teams.store]
parent = "back"
members = ["bob"]
scrum_master = "bob"
[teams.front]
parent = "solution"
scrum_master = "alice"
[teams.web]
parent = "front"
members = ["carol"]
scrum_master = "carol"
"""


@pytest.fixture
def alice(fields: Fields, people: People, tmp_path: Path) -> Clone:
    clone = fields.founded(tmp_path / "field", File(), charter_of(people, TEAMS)).alice
    for train in ("back", "front"):
        pi(clone, "plan", "PI1", "--team", train, "--begins", "2026-12-01", "--iterations", "3")
    pi(clone, "objective", "O-1", "Kept", "--team", "core")
    pi(clone, "value", "O-1", "8", "--team", "core")
    pi(clone, "place", "C-1", "--team", "core", "--in", "1", "--points", "9")
    pi(clone, "need", "Rows", "--team", "core", "--from", "store", "--by", "1", "--for", "C-1", "--item", "S-1")
    forms = pi(clone, "need", "Forms", "--team", "web", "--from", "core", "--by", "2", "--item", "C-1")[:8]
    pi(clone, "promise", forms, "--in", "2", "--owner", "bob")
    pi(clone, "sync-point", "demo", "2000-01-01", "--team", "back", "--team", "front", "--train", "front")
    return clone


def pi(clone: Clone, *words: str, code: int = 0) -> str:
    done = program("sprint", "pi", *words, cwd=clone.path, env=clone.transport.env(clone.who), check=False)
    assert done.returncode == code, done.stderr
    return done.stdout


def shown(clone: Clone, *words: str) -> Any:
    return json.loads(pi(clone, *words, "--json"))


def test_what_is_shown_as_json_is_what_was_recorded(alice: Clone) -> None:
    graph = shown(alice, "deps", "PI1", "--train", "back")
    edges = [
        (each["provider"], each["consumer"], each["item"], each["for"], each["status"])
        for each in graph["dependencies"]
    ]
    assert edges == [("store", "core", "S-1", "C-1", "open")]
    assert (graph["critical_path"], graph["circles"], graph["hot_spots"]) == (["S-1", "C-1"], [], [])
    board = shown(alice, "board", "PI1", "--train", "back")
    assert [(each["team"], each["capacity"], each["load"]) for each in board["teams"]] == [
        ("core", [8, 8, 0], [9, 0, 0]),
        ("store", [8, 8, 0], [0, 0, 0]),
    ]
    said = shown(alice, "show", "PI1", "--train", "back")
    assert (said["capacity"], said["load"], said["unresolved"], said["planned_value"]) == (32, 9, 1, 8)
    assert (said["phase"], said["confidence"], said["predictability"]) == ("planned", None, "0")
    assert "core has 9 points in iteration 1, and can do 8" in pi(alice, "show", "PI1", "--train", "back")


def test_above_several_trains_only_what_crosses_them(alice: Clone) -> None:
    (across,) = shown(alice, "board", "PI1", "--train", "solution")
    assert (across["provider_train"], across["consumer_train"], across["provider"], across["status"]) == (
        "back",
        "front",
        "core",
        "promised",
    )
    assert pi(alice, "show", "PI1", "--train", "solution").count("\n") == 1
    (point,) = shown(alice, "sync-points", "PI1", "--train", "front")
    assert (point["missing"], point["overdue"]) == (["back", "front"], True)
    pi(alice, "in-step", "demo", "--team", "back")
    (point,) = shown(alice, "sync-points", "PI1", "--train", "front")
    assert (point["missing"], point["kept"]) == (["front"], ["back"])


def test_what_is_not_there_is_said_in_a_line(alice: Clone) -> None:
    for words in (
        ("show", "PI9"),
        ("promise", "ffff", "--in", "1"),
        ("value", "O-9", "3"),
        ("vote", "3"),
        ("close-vote",),
        ("place", "X-1", "--team", "core", "--in", "1"),
        ("objective", "O 1", "text", "--team", "core"),
        ("objective", "O-1", "two\nlines", "--team", "core"),
        ("roam", "forgotten"),
    ):
        pi(alice, *words, code=2)


def test_the_graph_of_an_increment_is_exported_as_it_waits(alice: Clone) -> None:
    """Store's S-1 stands in no iteration, and web's need names no item of its own: its team in the iteration stands for that."""
    dot = alice.sprint("export", "--increment", "PI1", "--train", "back", "--to", "dot").stdout
    assert ('  "S-1" -> "C-1";\n' in dot, '"S-1" [style=dashed];' in dot) == (True, True)
    mermaid = alice.sprint("export", "--increment", "PI1", "--train", "front", "--to", "mermaid").stdout
    assert 'subgraph t0["web"]\n    n0["web#64;2: iteration 2 (0)"]' in mermaid
    assert "n1 --> n0" in mermaid
    said = alice.sprint("export", "--team", "core").stdout
    assert "## back\\: increment PI1" in said
    assert "front" not in said
    refused = alice.sprint("export", "S1", "--increment", "PI1", check=False)
    assert (refused.returncode, "exported by itself" in refused.stderr) == (2, True)


def test_an_increment_that_is_planned_anew_moves_in_calendars(alice: Clone) -> None:
    before = alice.sprint("export", "--increment", "PI1", "--train", "back", "--to", "ical").stdout
    pi(alice, "plan", "PI1", "--team", "back", "--begins", "2026-12-08", "--iterations", "3")
    after = alice.sprint("export", "--increment", "PI1", "--train", "back", "--to", "ical").stdout
    uids = [[row for row in text.splitlines() if row.startswith("UID:")] for text in (before, after)]
    assert uids[0] == uids[1] != []
    assert ("DTSTART;VALUE=DATE:20261201" in before, "DTSTART;VALUE=DATE:20261208" in after) == (True, True)
    assert after.count("SEQUENCE:1") == 3


def test_the_motion_that_ratifies_a_plan_carries_the_strategy_by_which_it_lands(alice: Clone) -> None:
    assert shown(alice, "show", "PI1", "--train", "back")["strategy"] is None
    text = "Core lands first\n  2  store, upon it\n"
    moved = alice.sprint("pi", "commit", "PI1", "--train", "back", "--strategy", "-", stdin=text.encode()).stdout
    assert ", landing by the strategy “Core lands first”." in moved
    assert shown(alice, "show", "PI1", "--train", "back")["strategy"] == text
    for said in (alice.motion("show").stdout, alice.motion("minutes").stdout):
        assert "  2  store, upon it\n" in said
