"""`git quality measure` and its neighbours, given what is wrong: one line says what it is, and the next what helps."""

import json
from pathlib import Path

import pytest

from gitgov.chamber.metrics import read_metrics
from tests.kit.field import MAIN_AND_TAGS, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

LCOV = "SF:a.py\nDA:1,1\nDA:2,0\nLF:2\nLH:1\nend_of_record\n"


def define(field: Field) -> None:
    """Defines coverage as a share of 1, and not in the unit in which tools give it."""
    field.settle("define", "code_coverage", "--unit", "1", "--lower", "0.8", "--owner", "bob")


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that measures."""
    return fields.grown(tmp_path / "measuring", File(), define, charter_of(people, MAIN_AND_TAGS))


@pytest.mark.parametrize("further", [(), ("--record",)])
def test_what_is_given_in_another_unit_than_the_definitions_is_refused(field: Field, further: tuple[str, ...]) -> None:
    (field.alice.path / "lcov.info").write_text(LCOV, encoding="utf-8")
    found = field.alice.quality("measure", "--from", "lcov.info", *further, check=False)
    assert found.returncode == 2
    said = " ".join(found.stderr.split())
    assert "code_coverage is measured in '%' (lcov: lcov.info), and M-" in said
    assert "defines it in '1'" in said
    assert "git quality define code_coverage --unit %" in said


def test_what_nobody_asked_for_by_name_is_shown_in_its_own_unit(field: Field) -> None:
    field.settle("define", "merge_duration", "--unit", "d", "--upper", "3", "--owner", "bob")
    assert "merge_duration" in field.alice.quality("measure").stdout
    assert "defines it in 'd'" in field.alice.quality("measure", "--metric", "merge_duration", check=False).stderr
    assert "defines it in 'd'" in field.alice.quality("measure", "--record", check=False).stderr


def test_the_runs_of_a_file_are_recorded_once_each_on_its_commit(field: Field) -> None:
    alice = field.alice
    here, gone = alice.head(), "f" * 40

    def line(**said: object) -> str:
        fields = {"kind": "ci-run", "commit": here, "result": "success", "finished": "2026-11-20T10:02:00Z"}
        return json.dumps(fields | said)

    lines = [line(), line(attempt=2, result="failure"), line(commit=gone), line(attempt=3, result="cancelled")]
    (alice.path / "runs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    first = alice.quality("run", "--from", "runs.jsonl").stdout
    assert first.startswith("2 runs recorded\n  1 left out: cancelled\n  1 left out: of a commit that is not here\n")
    assert "0 runs recorded\n" in alice.quality("run", "--from", "runs.jsonl").stdout
    runs = read_metrics(alice.chamber()).runs
    assert sorted((each.subject, each.body.attempt, each.body.result) for each in runs) == [
        (here, 1, "success"),
        (here, 2, "failure"),
    ]
