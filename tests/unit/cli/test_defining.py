"""`git quality define`: what a definition keeps, and what a pack leaves alone."""

import json
from pathlib import Path

import pytest

from gitgov.chamber.defining import definitions
from tests.kit.field import Field, Fields
from tests.kit.measured import put_on_record
from tests.kit.servers import File


def define(field: Field) -> None:
    """Defines coverage with all that a team may decide about it."""
    field.settle(
        "define",
        "code_coverage",
        "--unit",
        "%",
        "--lower",
        "75",
        "--owner",
        "alice",
        "--chart",
        "xmr",
        "--gate-after",
        "3",
    )


@pytest.fixture
def field(fields: Fields, tmp_path: Path) -> Field:
    """Returns a body that has defined coverage."""
    return fields.grown(tmp_path / "defining", File(), define)


def test_a_pack_leaves_alone_what_is_defined_and_says_so(field: Field) -> None:
    before = definitions(field.alice.chamber())["code_coverage"]
    said = field.alice.quality("define", "--pack", "starter").stdout
    assert said.startswith(f"code_coverage is defined already, by {before.motion.name}, and stays as it is\n")
    assert said.count("I move to define") == 4
    assert "define the quality characteristic code_coverage" not in said


def test_a_name_that_nothing_measures_is_told(field: Field) -> None:
    wanting = field.alice.quality("define", "cov_be", "--unit", "%", "--lower", "80", "--path", "be/").stdout
    assert "nothing here measures cov_be: --measure METRIC" in wanting
    told = field.alice.quality(
        "define", "cov_be", "--unit", "%", "--lower", "80", "--measure", "code_coverage", "--path", "be/"
    ).stdout
    assert "measured as code_coverage of a part, asked only of changes below be/" in told
    size = field.alice.quality("define", "pack_size", "--unit", "By", "--chart", "xmr").stdout
    assert "nothing here measures" not in size, "it is of the whole, and the upkeep of repositories records it"
    for each, unit in (
        ("code_coverage/be", "%"),
        ("merge_duration", "h"),
        ("performance_regression", "%"),
        ("documentation", "%"),
        ("change_lead_time/web", "h"),
    ):
        of_part = field.alice.quality("define", each, "--unit", unit, "--lower", "80", "--path", "be/").stdout
        assert "nothing here measures" not in of_part


def test_a_pack_takes_nothing_beside_it(field: Field) -> None:
    said = field.alice.quality("define", "--pack", "starter", "--owner", "bob", check=False)
    assert said.returncode == 2
    assert "a pack defines all that it moves as it is: owner cannot be given" in said.stderr


def test_a_record_says_how_many_signals_are_on_the_side_where_more_is_better(field: Field) -> None:
    alice = field.alice
    for number in range(8):
        put_on_record(alice, alice.commit({"a.py": f"{number}\n"}), "code_coverage", f"{85 + number % 2} %")
    alice.commit({"a.py": "more\n"})
    (alice.path / "lcov.info").write_text("SF:a.py\nDA:1,1\nend_of_record\n", encoding="utf-8")
    measured = json.loads(alice.quality("measure", "--from", "lcov.info", "--metric", "code_coverage", "--json").stdout)
    row = measured["measures"][0]
    assert (row["value"], row["signals"], row["recent"], row["better"]) == ("100", ["N1"], 1, 1)


def test_what_is_defined_so_already_is_not_moved_again(field: Field) -> None:
    motion = definitions(field.alice.chamber())["code_coverage"].motion.name
    for same in ((), ("--lower", "75"), ("--owner", "alice", "--gate-after", "3")):
        done = field.alice.quality("define", "code_coverage", *same, check=False)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"error: code_coverage is defined so already, by {motion}\n  next: ")
    field.alice.quality("define", "code_coverage", "--lower", "76")


def test_what_nothing_can_meet_is_not_moved(field: Field) -> None:
    done = field.alice.quality("define", "code_coverage", "--lower", "120", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no measurement can reach --lower 120 %: code_coverage is never more than 100 %" in done.stderr
    field.alice.quality("define", "performance_regression", "--unit", "%", "--upper", "120")
