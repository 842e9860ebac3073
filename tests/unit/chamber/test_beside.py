"""What reviews, bisections and packing are measured to be, on record beside them: both lines or, by the charter, the act alone."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from gitgov.chamber.acts import find_actor
from gitgov.chamber.bisecting import bisect
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.sprints import read_board
from gitgov.chamber.verify import verify
from gitgov.core.amounts import parse_amount
from gitgov.quality.events import Measured
from gitgov.quality.measured import Taken
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.servers import File

TEAM = f"""{MAIN_AND_TAGS}
[teams.core]
members = ["alice"]
scrum_master = "alice"
"""
SOMEBODY_ELSE = '\n[quality]\nmeasurers = ["ci"]\n'


def under_way(field: Field) -> None:
    """Core has begun S1: of A-1, which is a bug, and A-2 the first is in main, and something is in the way."""
    alice = field.alice
    alice.sprint("item", "add", "A-1", "Wrong", "--team", "core", "--type", "bug")
    alice.sprint("plan", "S1", "--item", "A-1:5", "--item", "A-2:3")
    alice.sprint("commit", "S1")
    alice.vote("aye")
    alice.motion("announce")
    alice.sprint("start", "S1", "--no-worktree")
    alice.sprint("standup", "--blocker", "no test machine")
    alice.commit({"store.txt": "store\n"}, "Store\n\nItem: A-1\n", branch="sprint/S1/core")
    alice.git("switch", "--quiet", "main")
    field.carry("sprint/S1/core", by=("alice",))
    alice.gov("enact", "sprint/S1/core", "--push", "origin")


def sprinting(fields: Fields, people: People, root: Path, further: str = "") -> Field:
    return fields.grown(root / "field", File(), under_way, charter_of(people, TEAM + further, members=("alice",)))


def taken(clone: Clone) -> list[Taken]:
    return list(read_metrics(clone.chamber()).taken)


def rows(each: Taken) -> dict[str, Measured]:
    return {row.metric: row for row in each.body.measures}


def test_a_review_puts_its_figures_on_record_on_the_tip_that_was_reviewed(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    alice = sprinting(fields, people, tmp_path).alice
    for item, sort in (("B-1", "Bug"), ("B-2", "story")):
        alice.sprint("item", "add", item, "Wrong", "--team", "core", "--type", sort)
    alice.sprint("item", "add", "B-3", "Of nobody", "--type", "bug")
    said = alice.sprint("review", "S1", "--record").stdout
    (found,) = taken(alice)
    assert found.subject == alice.head("main")
    assert {name: row.value for name, row in rows(found).items()} == {
        "velocity/core": "5", "carry_over/core": "0.5", "open_impediments/core": "1",
        "open_defects/core": "1",
    }  # fmt: skip
    share = rows(found)["carry_over/core"]
    assert (share.part, share.n, share.unit) == (1, 2, "1")
    assert "measured: velocity/core 5, carry_over/core 0.5, open_impediments/core 1, open_defects/core 1 (" in said
    assert verify(alice.chamber()).problems == []


def test_a_sprint_without_items_is_reviewed_and_its_share_has_no_data(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    alice = fields.founded(tmp_path / "field", File(), charter_of(people, TEAM, members=("alice",))).alice
    alice.sprint("item", "add", "A-1", "Store", "--team", "core")
    said = alice.sprint("plan", "S2", "--item", "A-1").stdout
    assert "  without an estimate: A-1; --item A-1:POINTS gives one\n  next: git sprint commit" in said
    assert "  next: git sprint plan S1 --team core --item ID:POINTS\n" in alice.sprint("plan", "S1").stdout
    alice.sprint("commit", "S1")
    early = alice.sprint("start", "S1", check=False).stderr
    assert "GOV-608" in early
    assert "by those whom it asks; then git motion announce M-" in early
    alice.vote("aye")
    alice.motion("announce")
    alice.sprint("start", "S1", "--no-worktree")
    said = alice.sprint("review", "S1", "--record").stdout
    assert (
        "measured: velocity/core 0, carry_over/core (no data), open_impediments/core 0, open_defects/core 0 (" in said
    )
    assert "sprint S1 of core is reviewed, and over" in said


def by_sprint(clone: Clone) -> tuple[list[int], int]:
    (past,) = json.loads(clone.sprint("forecast", "--by-sprint", "--left", "0", "--json").stdout)["past"]
    return past["finished"], past["days"]


def test_a_forecast_by_sprint_counts_what_reviews_say_whatever_the_planned_days(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    """A sprint is over by its review, or by its day; what the first one did counts for none that has it again."""
    alice = sprinting(fields, people, tmp_path).alice
    alice.sprint("plan", "S2", "--begins", "2020-01-01", "--ends", "2020-01-07", "--item", "A-1:5", "--item", "A-2:3")
    alice.sprint("commit", "S2")
    alice.vote("aye")
    alice.motion("announce")
    assert "ends a sprint" in alice.sprint("forecast", "--by-sprint", check=False).stderr
    alice.sprint("review", "S1", "--record")
    assert by_sprint(alice) == ([1], 14)
    assert "core finished 1 item in the last period of 14 days; " in alice.sprint("forecast", "--by-sprint").stdout
    assert (
        "an item is forecast by weeks" in alice.sprint("forecast", "--item", "A-2", "--by-sprint", check=False).stderr
    )
    alice.sprint("start", "S2", "--no-worktree")
    alice.commit({"a-2.txt": "2\n"}, "Two\n\nItem: A-2\n", branch="sprint/S2/core")
    alice.git("switch", "--quiet", "main")
    assert by_sprint(alice) == ([1, 0], 7)
    alice.sprint("review", "S2", "--record")
    assert by_sprint(alice) == ([1, 0], 7)


def test_where_others_measure_the_review_stands_alone_and_says_so(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    alice = sprinting(fields, people, tmp_path, SOMEBODY_ELSE).alice
    said = alice.sprint("review", "S1", "--record").stdout
    assert "not measured: GOV-704 alice does not measure here" in said
    assert taken(alice) == []
    (sprint,) = read_board(alice.chamber()).sprints
    assert sprint.review is not None


@pytest.mark.parametrize("command", [("review", "S1"), ("review", "S1", "--json")])
def test_a_review_that_is_only_shown_measures_nothing(
    fields: Fields, people: People, tmp_path: Path, command: tuple[str, ...]
) -> None:
    alice = sprinting(fields, people, tmp_path).alice
    alice.sprint(*command)
    assert taken(alice) == []


def test_a_bisection_is_measured_on_its_culprit(fresh: Field) -> None:
    bob = fresh.bob
    for number in range(4):
        bob.commit({"n": f"{number}\n"}, branch="line")
    chamber = bob.chamber()
    found = bisect(
        chamber, find_actor(chamber), "main", "line", ("sh", "-c", 'test "$(cat n 2>/dev/null || echo 0)" -lt 2')
    )
    (record,) = taken(bob)
    assert (record.id, record.subject) == (found.beside.events[0].id, found.body.culprit)
    assert rows(record)["bisect_runs"].value == str(found.body.runs)
    took = parse_amount(rows(record)["bisect_duration"].value)
    assert took > 0
    assert took.limit_denominator(1000) == took


def test_packing_is_measured_where_that_is_asked_for(fresh: Field) -> None:
    bob = fresh.bob
    bob.gov("maint")
    assert taken(bob) == []
    bob.commit({"n": "1\n"}, branch="line")
    said = bob.gov("maint", "--record").stdout
    assert said.startswith("packed: ")
    (record,) = taken(bob)
    assert record.subject == bob.head("HEAD")
    assert parse_amount(rows(record)["loose_objects"].value) < parse_amount(rows(record)["loose_objects_before"].value)
    assert parse_amount(rows(record)["pack_size"].value) > Fraction(0)
    assert rows(record)["maintenance_duration"].unit == "s"
    assert verify(bob.chamber()).problems == []


def test_packing_is_not_begun_where_nobody_could_sign(fresh: Field) -> None:
    bob = fresh.bob
    done = bob.gov("maint", "--record", "--key", fresh.people.eve.key_path, check=False)
    assert done.returncode == 1
    assert "GOV-402" in done.stderr
    assert "packed" not in done.stdout


def test_a_server_s_packing_is_recorded_by_a_member_s_key(fresh: Field) -> None:
    """On the commit that its HEAD names."""
    done = program("gov", "maint", "--record", "--key", str(fresh.people.bob.key_path), cwd=fresh.server)
    assert "maintenance_duration" in done.stdout
    fresh.bob.sync()
    (record,) = taken(fresh.bob)
    assert record.subject == fresh.at("main")
