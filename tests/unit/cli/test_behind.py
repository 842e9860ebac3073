"""What is behind a figure: every number opens what it was taken from, and what was left out of it."""

from __future__ import annotations

import json
from fractions import Fraction

from gitgov.cli.behind import FIRST, behind, behind_json
from gitgov.quality.meaning import meaning_of
from gitgov.quality.measures import ALL
from gitgov.quality.measures.accepted import STEP_MEASURES
from gitgov.quality.reading import Excluded, Reading, Sample
from gitgov.quality.sources import SOURCES
from gitgov.quality.sources.lines import LINES, Covered, coverage
from gitgov.quality.sources.row import Metric, share
from tests.kit.field import Field


def named(number: int) -> str:
    """Returns an id that its first digits tell from others."""
    return f"{number:012x}{0:028x}"


EVERY = Reading(
    "merge_duration",
    "h",
    Fraction(1, 3),
    12,
    "median",
    tuple(Sample(Fraction(each, 3), named(each), 1_700_000_000 + each) for each in range(12)),
    (Excluded("it brought no commits", tuple(named(each) for each in range(50, 61))),),
    inferred=(named(1),),
)


def test_every_metric_that_is_taken_or_read_is_defined_somewhere() -> None:
    assert all(meaning_of(name) for name in (*ALL, *STEP_MEASURES))
    assert all(meaning_of(f"{name}/web") for name in ALL)
    given = [(each.name, row.name) for row in SOURCES.values() for each in row.gives]
    assert all(meaning_of(name, kind) for name, kind in given)
    assert meaning_of("performance_regression", "hyperfine")
    assert meaning_of("documentation")
    assert meaning_of("no_such_metric") is None


def test_the_first_objects_are_named_and_how_many_more_there_are() -> None:
    rows = list(behind(EVERY, "git and the ledger"))
    assert sum(row.endswith(("Z", "inferred")) for row in rows) == FIRST
    assert "  and 2 more: --json names all" in rows
    assert rows[3] == f"  {named(1)[:12]}  0.333 h  2023-11-14T22:13:21Z  inferred"
    assert rows[-1].startswith(f"left out, 11 objects: it brought no commits: {named(50)[:12]}, ")
    assert rows[-1].endswith(" and 1 more")


def test_an_observation_of_a_share_counts_or_does_not_and_is_no_share() -> None:
    """A test that passed is not 1 % of anything; a file of which 1 % was run is."""
    passed = share(Metric("test_pass_rate", "%", "Tests that passed."), ["a::t1", "a::t2"], ["a::t3"])
    assert list(behind(passed, "junit: x.xml"))[2:] == ["  a::t1  yes", "  a::t2  yes", "  a::t3  no"]
    files = coverage(LINES, {"a.py": Covered(1, 100), "b.py": Covered(0, 1)})
    assert list(behind(files, "lcov: x"))[2:] == ["  a.py  1 %", "  b.py  0 %"]


def test_json_names_all_exactly() -> None:
    found = behind_json(EVERY, "git and the ledger")
    assert [each["object"] for each in found["samples"]] == [each.object for each in EVERY.samples]
    assert found["samples"][1]["value"] == "1/3"
    assert len(found["excluded"][0]["objects"]) == 11


def test_what_others_have_written_is_shown_and_never_obeyed() -> None:
    name = "tests/\x1b[31mred\n.py"
    reading = Reading(
        "tests", "{count}", Fraction(1), 1, "count", (Sample(Fraction(1), name),), (Excluded(name, (name,)),)
    )
    assert not any("\x1b" in row or "\n" in row for row in behind(reading, f"junit: {name}"))


def test_a_command_tells_of_each_figure_of_a_repository(here: Field) -> None:
    here.alice.gov("enact", "feature/x", "--push", "origin")
    said = here.alice.quality("measure", "--metric", "merge_duration", "--why").stdout
    assert "Time from the first commit of a change to its merge" in said
    assert f"    {here.alice.head('main')[:12]}  " in said
    found = json.loads(here.alice.quality("measure", "--why", "--json").stdout)["measures"]
    assert {each["metric"] for each in found} >= {"merge_duration", "conflict_rate", "decided_share"}
    for each in found:
        assert len(each["why"]["samples"]) == each["n"]
        assert sum(len(left["objects"]) for left in each["why"]["excluded"]) == each["left_out"]
    assert "why" not in json.loads(here.alice.quality("measure", "--json").stdout)["measures"][0]
