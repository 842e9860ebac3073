"""The benchmarks run from end to end and report what they measured; how fast anything is, no test says."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.announcing import OPTIONS, chosen
from benchmarks.figure import Figure
from benchmarks.ledger_maker import Recipe, make
from benchmarks.members import body
from benchmarks.timing import Spread
from gitgov.chamber.indexing import listed
from gitgov.chamber.open import open_chamber
from gitgov.chamber.verify import verify
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import fold
from gitgov.tally.methods import METHODS
from tests.kit.repo import git, run

ROOT = Path(__file__).parents[3]


def bench(folder: Path, only: str) -> dict[str, Any]:
    """Runs `make bench`'s script as quickly as it can and returns its JSON."""
    report = folder / "report.json"
    quick = ["--quick", "--sizes", "100", "--motions", "10", "--repetitions", "1", "--only", only]
    done = run(
        sys.executable, ROOT / "benchmarks" / "run.py", *quick, "--json", report, "--dir", folder, cwd=folder
    )  # fmt: skip
    assert "| figure | measured | target |" in done.stdout
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    assert [path for path in folder.iterdir() if path.is_dir()] == [], "it cleans up"
    assert f"git {found['machine']['git']}" in done.stdout
    return found


@pytest.mark.parametrize("recipe", [Recipe(3), Recipe(3, batched=True), Recipe(3, enacted=True), Recipe(0, pending=2)])
def test_a_made_ledger_has_nothing_wrong_with_it(recipe: Recipe, tmp_path: Path) -> None:
    made = make(tmp_path / "made", body(5), recipe)
    report = verify(open_chamber(made.path), from_scratch=True)
    assert (report.problems, report.notices) == ([], [])
    assert report.events == made.events
    assert report.motions == recipe.motions + bool(recipe.motions) + recipe.pending
    assert report.moves == recipe.motions
    git("fsck", "--strict", cwd=made.path)


def test_it_has_as_many_events_and_open_motions_as_asked_for(tmp_path: Path) -> None:
    made = make(tmp_path / "made", body(5), Recipe.of_events(100))
    assert abs(made.events - 100) < 10
    waiting = [each.id for each in listed(open_chamber(made.path), everything=False) if each.settled == "voting"]
    assert waiting == list(made.pending)


def test_the_same_members_have_the_same_keys() -> None:
    assert [each.fingerprint for each in body(2)] == [each.fingerprint for each in body(2)]


@pytest.mark.soak
def test_commands_and_their_floors_are_timed(tmp_path: Path) -> None:
    found = bench(tmp_path, "vote,pre-receive,bulk,storage")
    names = [each["name"] for each in found["figures"]]
    assert "git vote aye, 100 events, to its floor" in names
    assert "pre-receive, 100 events, to its floor" in names
    assert any(name.startswith("git gov verify --from-scratch, 10 merges") for name in names)
    assert any(name.startswith("packed ledger, 10 motions, batched") for name in names)
    assert all(each["value"]["least"] <= each["value"]["middle"] <= each["value"]["most"] for each in found["figures"])


@pytest.mark.soak
def test_no_voter_of_a_crowd_is_lost(tmp_path: Path) -> None:
    found = bench(tmp_path, "one-clone,clones")
    recorded = {each["name"]: each for each in found["figures"] if each["unit"].startswith("of")}
    assert len(recorded) == 4
    for name, each in recorded.items():
        assert each["unit"] == f"of {each['value']['least']:g}", name


@pytest.mark.soak
def test_nobody_who_stands_up_in_a_crowd_is_lost(tmp_path: Path) -> None:
    found = bench(tmp_path, "standups")
    recorded = [each for each in found["figures"] if each["unit"] == "of 3"]
    assert [each["name"].split(": ")[1] for each in recorded] == ["recorded", "clones that hold all in the end"]
    assert all(each["value"]["least"] == 3 for each in recorded)


def test_every_method_is_timed(tmp_path: Path) -> None:
    found = bench(tmp_path, "choices")
    assert [each["name"].split(",")[0] for each in found["figures"]] == list(METHODS)
    assert all("1,000 ballots over 10 options" in each["name"] for each in found["figures"])


def test_a_choice_is_announced_and_its_growth_timed(tmp_path: Path) -> None:
    found = bench(tmp_path, "announcing")
    assert [each["name"] for each in found["figures"]] == [
        "folding a choice and its announcement, each of 100 ballots over 10 options, to each of 50 ballots"
    ]


def test_a_dashboard_is_timed_and_weighed(tmp_path: Path) -> None:
    found = bench(tmp_path, "dashboard")
    assert [(each["name"], each["unit"]) for each in found["figures"]] == [
        ("dashboard of 5 metrics x 20 points, written", "ms"),
        ("dashboard of 5 metrics x 20 points, its size", "B"),
    ]


def test_the_risk_of_a_history_is_timed(tmp_path: Path) -> None:
    found = bench(tmp_path, "risk")
    assert [each["name"] for each in found["figures"]] == ["risk of 300 commits in one pass, to git log --numstat"]


@pytest.mark.soak
def test_growth_is_timed_and_memory_is_taken(tmp_path: Path) -> None:
    found = bench(tmp_path, "growth,memory")
    names = [each["name"] for each in found["figures"]]
    assert "git gov verify --from-scratch, each of 30 merges to each of 10" in names
    assert [each["unit"] for each in found["figures"] if "memory" in each["name"]] == ["MiB", "x", "x"]


@pytest.mark.soak
def test_load_is_timed(tmp_path: Path) -> None:
    found = bench(tmp_path, "at-once,commits,conflicts,measuring,sprints,tally")
    names = [each["name"] for each in found["figures"]]
    assert any("branches" in name for name in names)
    assert "git sprint status, 3 teams x 2 items x 2 records, cold" in names
    assert "git vote status, 5 motions x 3 votes, p95 after git gov maint" in names
    assert all(
        each["met"] is None and each["value"]["most"] == 0 for each in found["figures"] if each["unit"] == "left"
    )
    assert "pre-receive, 3 pushes at once, 100 events, to as many in a row" in names
    assert "git push of 20 commits under one decision, to one of a single commit" in names


def test_each_member_of_a_made_choice_has_ranked_all_options() -> None:
    chain, events = chosen(12)
    floor = fold(chain, events)
    assert isinstance(floor, Floor)
    assert floor.out_of_order == ()
    assert floor.main.decision is not None
    assert [len(ballot.paper or ()) for ballot in floor.main.decision.counted] == [len(OPTIONS)] * 12


@pytest.mark.parametrize(
    ("value", "unit", "target", "met"),
    [
        (Spread(1.4, 1.3, 1.9), "x", 1.5, True),
        (Spread(1.6, 1.3, 1.9), "x", 1.5, False),
        (Spread(80, 80, 80), "of 80", 80, True),
        (Spread(80, 79, 80), "of 80", 80, False),
        (Spread(9, 9, 9), "ms", None, None),
    ],
)
def test_a_target_is_a_most_for_the_median_and_a_least_for_counts(
    value: Spread, unit: str, target: float | None, met: bool | None
) -> None:
    assert Figure("it", value, unit, target).met is met
