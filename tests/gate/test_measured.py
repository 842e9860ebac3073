"""Measuring what a server has accepted: each step by itself, on record in the metrics room, signed by a member or not at all."""

import json
from pathlib import Path

import pytest

from gitgov.chamber.accepting import MOST, measure_here
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.open import open_chamber
from gitgov.quality.measured import Taken
from tests.kit.field import MAIN_AND_TAGS, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import commit, git
from tests.kit.servers import File

SQUASHED = MAIN_AND_TAGS.replace('["merge"]', '["merge", "squash"]')


def measuring(fields: Fields, people: People, root: Path, rules: str = "", rows: str = MAIN_AND_TAGS) -> Field:
    """Returns a body of one member, whose server measures by that member's key."""
    field = fields.founded(root / "field", File(), charter_of(people, rules + rows, members=("alice",)))
    git("config", "gov.measure", "true", cwd=field.server)
    git("config", "gov.key", str(people.alice.key_path), cwd=field.server)
    return field


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    return measuring(fields, people, tmp_path)


def ask(field: Field, branch: str) -> None:
    """Moves, votes on and announces a merge, and sends it."""
    field.alice.motion("merge", branch)
    field.alice.vote("aye", branch)
    field.alice.motion("announce", branch)
    field.alice.sync()


def taken(place: Path) -> list[Taken]:
    return list(read_metrics(open_chamber(place)).taken)


def values(each: Taken) -> dict[str, str]:
    return {row.metric: row.value for row in each.body.measures}


def test_the_merge_that_is_pushed_is_measured_and_who_pushed_reads_it(field: Field) -> None:
    ask(field, "feature/x")
    oid = field.alice.merge("feature/x")
    said = field.alice.push(f"{oid}:refs/heads/main", check=True).stderr
    (found,) = taken(field.server)
    assert (found.subject, found.by) == (oid, "alice")
    assert values(found).keys() == {"merge_time", "merge_files", "merge_lines", "merge_clean"}
    assert values(found)["merge_files"] == "1"
    assert values(found)["merge_clean"] == "1"
    assert f"gitgov: measured: main at {oid[:12]}: merge_time " in said
    field.alice.sync()
    assert [each.id for each in taken(field.alice.path)] == [found.id]
    assert "verified" in field.alice.gov("verify", "--from-scratch").stdout


def test_it_is_measured_once_and_what_is_missing_the_next_time(field: Field) -> None:
    git("config", "gov.measure", "false", cwd=field.server)
    ask(field, "feature/x")
    first = field.alice.merge("feature/x")
    field.alice.push(f"{first}:refs/heads/main", check=True)
    assert taken(field.server) == []
    git("config", "gov.measure", "true", cwd=field.server)
    field.alice.git("pull", "--quiet")
    commit(field.alice.path, {"y.txt": "y\n"}, "Add y", branch="feature/y")
    field.alice.git("switch", "--quiet", "main")
    field.alice.push("feature/y")
    ask(field, "feature/y")
    second = field.alice.merge("feature/y")
    field.alice.push(f"{second}:refs/heads/main", check=True)
    assert sorted(each.subject for each in taken(field.server)) == sorted(
        [first, second]
    )  # within a second in any order
    assert all(not told.records for told in measure_here(field.server))
    assert len(taken(field.server)) == 2


def test_what_the_queue_lays_is_measured_too(field: Field) -> None:
    git("config", "gov.queue", "true", cwd=field.server)
    field.alice.motion("merge", "feature/x")
    field.alice.vote("aye", "feature/x")
    field.alice.motion("announce", "feature/x")
    said = field.alice.gov("sync").stdout
    assert f"origin's queue: refs/heads/main is at {field.at('main')[:12]}" in said
    (found,) = taken(field.server)
    assert found.subject == field.at("main")


@pytest.mark.parametrize("key", ["none", "receipts"])
def test_without_a_members_key_nothing_is_recorded_and_nothing_else_suffers(field: Field, key: str) -> None:
    """The key of the server's receipts is nobody's on the roll."""
    if key == "none":
        git("config", "--unset", "gov.key", cwd=field.server)
    else:
        program("gov", "hooks", "install", "--receipts", cwd=field.server)
        git("config", "gov.key", str(field.server / "gitgov" / "keeper"), cwd=field.server)
    ask(field, "feature/x")
    oid = field.alice.merge("feature/x")
    said = field.alice.push(f"{oid}:refs/heads/main", check=True).stderr
    assert field.at("main") == oid
    assert taken(field.server) == []
    assert "gitgov: measured: main: no member's key signs here" in said


def test_over_file_the_key_of_who_pushes_signs_nothing_there(field: Field) -> None:
    git("config", "--unset", "gov.key", cwd=field.server)
    field.alice.git("config", "--global", "gov.key", field.people.alice.key_path)
    ask(field, "feature/x")
    field.alice.push(f"{field.alice.merge('feature/x')}:refs/heads/main", check=True)
    assert taken(field.server) == []


def test_a_member_who_does_not_measure_is_refused_and_the_merge_stays(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    field = measuring(fields, people, tmp_path, rows=MAIN_AND_TAGS + '\n[quality]\nmeasurers = ["ci"]\n')
    ask(field, "feature/x")
    oid = field.alice.merge("feature/x")
    said = field.alice.push(f"{oid}:refs/heads/main", check=True).stderr
    assert field.at("main") == oid
    assert taken(field.server) == []
    assert "alice does not measure here" in said


def test_a_squash_is_timed_from_the_head_that_was_decided_on(fields: Fields, people: People, tmp_path: Path) -> None:
    field = measuring(fields, people, tmp_path, rows=SQUASHED)
    ask(field, "feature/x")
    field.alice.gov("enact", "feature/x", "--method", "squash", "--push", "origin")
    (found,) = taken(field.server)
    assert values(found).keys() == {"merge_time", "merge_files", "merge_lines"}
    assert values(found)["merge_time"]


def test_who_enacts_measures_where_that_is_wanted_in_the_clone(field: Field) -> None:
    git("config", "gov.measure", "false", cwd=field.server)
    field.alice.git("config", "gov.measure", "true")
    ask(field, "feature/x")
    said = field.alice.gov("enact", "feature/x", "--push", "origin").stdout
    assert f"  measured: main at {field.at('main')[:12]}: merge_time " in said
    (found,) = taken(field.server)
    assert (found.subject, found.by) == (field.at("main"), "alice")


def test_so_does_who_runs_the_queue(field: Field) -> None:
    git("config", "gov.measure", "false", cwd=field.server)
    field.alice.git("config", "gov.measure", "true")
    ask(field, "feature/x")
    (done,) = json.loads(field.alice.gov("queue", "--push", "origin", "--json").stdout)
    assert len(done["measured"]) == 1
    (found,) = taken(field.server)
    assert found.subject == field.at("main")


def test_at_most_so_many_steps_are_measured_at_once(fields: Fields, people: People, tmp_path: Path) -> None:
    field = measuring(fields, people, tmp_path)
    tip = field.at("main")
    for number in range(MOST + 3):
        tree = f"{tip}^{{tree}}"
        tip = git("commit-tree", "-p", tip, "-m", f"Step {number}", tree, cwd=field.server).stdout.strip()
    git("update-ref", "refs/heads/main", tip, cwd=field.server)
    (told,) = [each for each in measure_here(field.server) if each.ref == "refs/heads/main"]
    assert len(told.records) == MOST
    assert told.records[-1][0] == tip


def test_a_push_of_other_refs_measures_nothing(field: Field) -> None:
    assert "measured" not in field.alice.push("feature/x:refs/heads/copy", check=True).stderr


def test_it_is_asked_for_with_the_hooks(field: Field) -> None:
    git("config", "--unset", "gov.measure", cwd=field.server)
    said = program("gov", "hooks", "install", "--measure", cwd=field.server).stdout
    assert "what comes into protected branches is measured (gov.measure), and signed with gov.key" in said
    assert git("config", "gov.measure", cwd=field.server).stdout == "true\n"
    git("config", "--unset", "gov.key", cwd=field.server)
    assert (
        "once this repository's own gov.key names"
        in program("gov", "hooks", "install", "--measure", cwd=field.server).stdout
    )


def test_the_doctor_looks_for_a_key_that_may(fields: Fields, people: People, tmp_path: Path) -> None:
    def said(field: Field) -> str:
        return program("gov", "doctor", cwd=field.server, check=False).stdout

    field = measuring(fields, people, tmp_path)
    assert "ok    what comes in is measured here (gov.measure), by alice" in said(field)
    git("config", "--unset", "gov.key", cwd=field.server)
    assert "look  what comes in is measured here (gov.measure)\n      git config gov.key FILE" in said(field)
    others = measuring(fields, people, tmp_path / "others", rows=MAIN_AND_TAGS + '\n[quality]\nmeasurers = ["ci"]\n')
    assert "look  what comes in is measured here" in said(others)
