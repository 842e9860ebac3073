"""`git quality analyze` on a branch of a real repository, and on what is on record."""

import json
from pathlib import Path

import pytest

from tests.kit.dated import Dated
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.measured import put_on_record
from tests.kit.people import People
from tests.kit.servers import File

TEAMS = """
[teams.web]
members = ["alice"]
product_owner = "alice"
scrum_master = "alice"
paths = ["web/"]

[teams.db]
members = ["bob"]
product_owner = "bob"
scrum_master = "bob"
paths = ["db/"]
"""


def grow(field: Field) -> None:
    """Lets a branch grow by six merges of each team: those of web take fifty hours more, those of db come in at once."""
    made = Dated(field.root / "work.git")
    made.commit("work", {"x": "x\n"}, 0)
    for place in range(12):
        team, took = ("web", 51) if place % 2 else ("db", 1)
        made.commit(f"b{place}", {f"{team}/{place}": "1\n"}, 100 + 10 * place - took - place / 10, upon="work")
        made.merge("work", f"b{place}", 100 + 10 * place)
    field.alice.git("fetch", "--quiet", str(made.path), "work:work")


@pytest.fixture
def alice(fields: Fields, people: People, tmp_path: Path) -> Clone:
    """Returns the clone of somebody whose team is slow."""
    return fields.grown(tmp_path / "slow", File(), grow, charter_of(people, MAIN_AND_TAGS + TEAMS)).alice


def test_the_slow_team_is_named_first(alice: Clone) -> None:
    """S4-020."""
    found = json.loads(alice.quality("analyze", "--ref", "work", "--json").stdout)
    top = found["bottlenecks"][0]
    assert (top["kind"], top["name"], [each["n"] for each in top["groups"]]) == ("team", "web", [6, 6])
    assert [each["pattern"] for each in found["antipatterns"]] == []
    assert found["stages"][0]["n"] == 0
    said = alice.quality("analyze", "--ref", "work").stdout.splitlines()
    assert said[1:3] == [
        "bottlenecks",
        "  team web: +50.1 h (49.5 to 50.7 h; n 6 and 6; p 0.0043, Mann-Whitney, exact; effect 1.00)",
    ]
    assert "  insufficient data: no change was moved in that time" in said


def test_bounds_of_anti_patterns(alice: Clone) -> None:
    found = json.loads(alice.quality("analyze", "--ref", "work", "--long", "1", "--mega", "1", "--json").stdout)
    assert {(each["pattern"], each["amount"]) for each in found["antipatterns"]} == {("long-lived branch", 2)}
    assert len(found["antipatterns"]) == 6


def test_a_metric_by_team_and_before_and_after_a_day(alice: Clone) -> None:
    found = json.loads(
        alice.quality("analyze", "--ref", "work", "--metric", "merge_duration", "--by", "team", "--json").stdout
    )
    assert [(each["between"], each["shift"]["value"] > 0) for each in found["comparisons"]] == [
        (["all others", "db"], False),
        (["all others", "web"], True),
    ]
    split = ("--split", "2023-11-21T06:13:20Z")
    after = alice.quality(
        "analyze", "--ref", "work", "--metric", "merge_duration", "--metric", "conflict_rate", *split
    ).stdout
    assert "merge_duration, before 2023-11-21T06:13:20Z and from then on: no difference is shown: " in after
    assert (
        "conflict_rate, before 2023-11-21T06:13:20Z and from then on: insufficient data: nothing that differs" in after
    )


def test_different_metrics_are_not_compared_with_each_other(alice: Clone) -> None:
    for place in range(10):
        oid = alice.head(f"work~{9 - place}")
        for metric, seconds in (("test_duration", 100 + place), ("benchmark_mean", 1 + place)):
            put_on_record(alice, oid, metric, f"{seconds} s")
    typed = ("analyze", "--ref", "work", "--metric", "test_duration", "--metric", "benchmark_mean")
    found = json.loads(alice.quality(*typed, "--json").stdout)
    assert (found["parts"], found["alike"]) == ([], {"s": {"p": None, "test": None}})
    assert "Kruskal" not in alice.quality(*typed).stdout


def test_means_where_they_are_asked_for(alice: Clone) -> None:
    metric = ("analyze", "--ref", "work", "--metric", "merge_duration", "--by", "team", "--json")
    ranks, means = (json.loads(alice.quality(*metric, *more).stdout) for more in ((), ("--means",)))
    assert {each["test"].partition(",")[0] for each in ranks["comparisons"]} == {"Mann-Whitney"}
    assert {each["test"].partition(",")[0] for each in means["comparisons"]} == {"Welch"}


def test_recorded_parts_are_ranked(alice: Clone) -> None:
    """S4-049, S4-087: what takes longest comes first, and what is on record shows how it goes."""
    for place in range(10):
        oid = alice.head(f"work~{9 - place}")
        for part, seconds in (("unit", 10 + place), ("e2e", 100 + 10 * place)):
            put_on_record(alice, oid, f"test_duration/{part}", f"{seconds} s")
    found = json.loads(alice.quality("analyze", "--ref", "work", "--metric", "test_duration", "--json").stdout)
    assert [(each["metric"], each["n"], each["value"]) for each in found["metrics"]] == [
        ("test_duration/e2e", 10, "145"),
        ("test_duration/unit", 10, "14.5"),
    ]
    assert found["alike"]["s"]["p"] < 0.001
    assert [(each["metric"], each["p"] < 0.001) for each in found["parts"]] == [("test_duration", True)]
    assert (
        "recorded, the newer half against the older one\n  test_duration/e2e"
        in alice.quality("analyze", "--ref", "work").stdout
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--split", "2026-11-20"), "nothing is said to compare"),
        (("--means",), "nothing is said to compare"),
        (("--metric", "x"), "nothing was observed of 'x' in that time"),
        (("--ref", "gone"), "there is no branch 'gone' here"),
        (("--metric", "merge_duration", "--split", "2026-11-20", "--by", "team"), "two ways to compare"),
        (("--since", "soon"), "not a time: 'soon'"),
    ],
)
def test_what_cannot_be_is_refused(alice: Clone, typed: tuple[str, ...], said: str) -> None:
    done = alice.quality("analyze", *typed, check=False)
    assert done.returncode == 2
    assert f"error: {said}" in done.stderr


def test_what_a_measurer_calls_a_unit_drives_no_terminal(alice: Clone) -> None:
    for place in range(2):
        put_on_record(alice, alice.head(f"work~{place}"), "size", "5 h\u202ex")
    for typed in ((), ("--metric", "size")):
        said = alice.quality("analyze", "--ref", "work", *typed).stdout
        assert "\u202e" not in said
        assert "5 h\\u202ex" in said


def test_a_body_without_teams_compares_none(tmp_path: Path, fields: Fields) -> None:
    done = fields.founded(tmp_path / "no_teams", File()).alice.quality(
        "analyze", "--metric", "merge_duration", "--by", "team", check=False
    )
    assert (done.returncode, "error: the charter has no teams to compare" in done.stderr) == (2, True)
