"""A characteristic of a part of a repository: defined by paths, measured by the report of the whole, asked for by the gate."""

import json
from pathlib import Path

import pytest

from tests.kit.field import MAIN_AND_TAGS, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

LCOV = "SF:be/a.py\nDA:1,1\nDA:2,1\nend_of_record\nSF:{top}/be/b.py\nDA:1,0\nDA:2,1\nend_of_record\nSF:fe/c.py\nDA:1,0\nend_of_record\n"
ASKING = MAIN_AND_TAGS.replace('methods = ["merge"]', 'methods = ["merge"]\nctqs = ["cov_be", "test_duration/e2e"]', 1)


def define(field: Field) -> None:
    """Defines two characteristics of parts: one by paths, and one of which nothing tells what it is but who measures."""
    said = ("--unit", "%", "--lower", "70", "--measure", "code_coverage", "--path", "be/")
    field.settle("define", "cov_be", *said)
    field.settle("define", "test_duration/e2e", "--unit", "s", "--upper", "600")
    field.settle("define", "odd/e2e", "--unit", "s", "--upper", "600")


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that asks for what is of a part."""
    return fields.grown(tmp_path / "parts", File(), define, charter_of(people, ASKING))


def test_the_gate_goes_by_what_a_report_says_of_a_part(field: Field) -> None:
    alice = field.alice
    alice.commit({"be/a.py": "1\n2\n"}, branch="part")
    (alice.path / "lcov.info").write_text(LCOV.format(top=alice.path.resolve()), encoding="utf-8")
    asked = alice.quality("check", check=False).stdout
    assert asked.count("GOV-191") == 2
    assert "--from FILE --as test_duration/e2e for what a tool has measured" in asked

    said = alice.quality("measure", "--from", "lcov.info", "--record").stdout
    assert "cov_be           75 %" in said
    junit = '<testsuite><testcase name="a" time="2.5"/></testsuite>'
    (alice.path / "e2e.xml").write_text(junit, encoding="utf-8")
    told = json.loads(
        alice.quality("measure", "--from", "e2e.xml", "--as", "test_duration/e2e", "--record", "--why", "--json").stdout
    )
    [measured] = told["measures"]
    assert (measured["metric"], measured["value"], measured["judged"]) == ("test_duration/e2e", "2.5", "met")
    assert measured["source"] == "junit: e2e.xml, as test_duration/e2e"
    assert measured["why"]["definition"].startswith("Seconds that the tests took")
    assert alice.quality("check").stdout.count("nothing against it") == 2


def test_a_part_is_measured_anew_where_it_is_another_part(field: Field) -> None:
    alice = field.alice
    alice.commit({"be/a.py": "1\n2\n"}, branch="part")
    (alice.path / "lcov.info").write_text("SF:be/a.py\nDA:1,1\nend_of_record\n", encoding="utf-8")
    alice.quality("measure", "--from", "lcov.info", "--record")
    assert "cov_be  nothing against it" in alice.quality("check", check=False).stdout
    field.settle("define", "cov_be", "--path", "be/", "--path", "lib/")
    assert "cov_be  GOV-191" in alice.quality("check", check=False).stdout


@pytest.mark.parametrize(
    ("typed", "said", "helps"),
    [
        (("--metric", "cov_be"), "nothing here measures 'cov_be'", "--from FILE that gives code_coverage of files below be/"),
        (("--metric", "cov_be", "--from", "fe.info"), "nothing here measures 'cov_be'", "or --as cov_be"),
        (("--metric", "cov_be", "--from", "file.info"), "nothing here measures 'cov_be'", "or --as cov_be"),
        (("--metric", "test_duration/e2e"), "nothing here measures", "--from FILE --as test_duration/e2e"),
        (("--as", "cov_be"), "--as says which part a report is of", "--from FILE --as CTQ"),
        (("--as", "gone", "--from", "fe.info"), "no quality characteristic 'gone' is defined", "git quality define gone"),
        (("--as", "test_duration/e2e", "--from", "fe.info"), "fe.info has no test_duration, as which test_duration/e2e", "that gives test_duration; docs"),
        (("--as", "odd/e2e", "--from", "fe.info"), "is measured as odd, and nothing here measures that", "--measure METRIC"),
    ],
)  # fmt: skip
def test_what_says_nothing_of_a_part_is_told_with_what_helps(
    field: Field, typed: tuple[str, ...], said: str, helps: str
) -> None:
    (field.alice.path / "fe.info").write_text("SF:fe/a.py\nDA:1,1\nend_of_record\n", encoding="utf-8")
    (field.alice.path / "file.info").write_text("SF:be\nDA:1,1\nend_of_record\n", encoding="utf-8")
    done = field.alice.quality("measure", *typed, check=False)
    assert done.returncode == 2
    what, _, following = done.stderr.partition("\n  next: ")
    assert said in what
    assert helps in following
