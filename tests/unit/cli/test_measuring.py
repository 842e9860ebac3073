"""`git quality measure` and its neighbours, given what is wrong: one line says what it is, and the next what helps."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gitgov.chamber.kinds import every_kind
from gitgov.chamber.metrics import read_metrics
from gitgov.ledger.misfits import SHAPES
from gitgov.procedure.motions.ctq import Ctq
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


def test_one_that_is_defined_in_another_unit_does_not_stop_the_others(field: Field) -> None:
    (field.alice.path / "ju.xml").write_text('<testsuite><testcase name="a" time="2"/></testsuite>', encoding="utf-8")
    field.settle("define", "test_duration", "--unit", "min", "--upper", "5")
    found = field.alice.quality("measure", "--from", "ju.xml", "--record", check=False)
    assert found.returncode == 2
    assert "error: test_duration is measured in 's' (junit: ju.xml), and M-" in " ".join(found.stderr.split())
    assert "test_pass_rate" in found.stdout
    [taken] = read_metrics(field.alice.chamber()).taken
    assert "test_duration" not in {each.metric for each in taken.body.measures}


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


@pytest.mark.parametrize(
    ("typed", "said", "helps"),
    [
        (("measure", "--from", "gone.xml"), "gone.xml is no file that is here", "name a file"),
        (("measure", "--from", "."), ". is a folder", "name a file"),
        (("measure", "--from", "large"), "large is larger than 64 MiB", "have the tool write less"),
        (("measure", "--from", "empty"), "empty is empty", "its run may have failed"),
        (("measure", "--from", "garbage"), "garbage: this is no file that is read here", "the formats are junit"),
        (("measure", "--from", "bytes"), "bytes: not XML: unclosed token", "as the tool wrote it"),
        (("measure", "--from", "\udcff"), "\\udcff is no file that is here", "name a file"),
        (("measure", "--docstrings", "gone"), "gone is no folder", "--docstrings DIR"),
        (("measure", "--branch", "gone"), "there is no branch 'gone' here", "git branch -a"),
        (("measure", "--baseline", "old.json"), "--baseline compares with the benchmarks of a file", "--from FILE"),
        (("measure", "--metric", "foo"), "nothing here measures 'foo'", "shows what there is"),
        (("measure", "zzz"), "no such commit here: 'zzz'", "git branch -a"),
        (("define", "My Cov", "--lower", "1"), "'My Cov': it takes small letters", "--lower 80"),
        (("define", "cov", "--lower", "1e9"), "lower '1e9': it takes a number, such as 80, 2.5 or 1/3", "--lower 80"),
        (("define", "cov", "--unit", "u" * 300), "unit is longer than 20 characters", "--unit %"),
        (("define", "cov", "--lower", "\x1b[31m"), "'\\x1b[31m': it takes a number", "--lower 80"),
        (("define", "y", "--measure", "code_coverage", "--path", "be/", "--unit", "s", "--lower", "3"),
         "y is measured as code_coverage, which is given in '%', and not in 's'", "git quality define y --unit %"),
        (("define", "lead_time/shop", "--lower", "1"), "which is given in 'd', and not in ''", "--unit d"),
        (("define", "cov", "--lower", "1", "--path", "../x"), "paths, entry 1: not a path within the repository: '../x'", "write"),
        (("define", "cov", "--lower", "1", "--chart", "pie"), "chart 'pie': it takes 'xmr', 'log-xmr'", "--lower 80"),
        (("measure", "--from", "bench.json", "--baseline", "garbage"), "garbage, compared as hyperfine: this is not", "the formats"),
        (("measure", "--from", "lcov.info", "--baseline", "bench.json"), "there are no benchmarks to compare with bench.json", "pytest-benchmark or hyperfine"),
        (("control", "cov"), "no quality characteristic 'cov' is defined", "git quality define cov --lower N"),
        (("improve", "code_coverage", "--change", "x", "--problem", "y", "--target", "1", "--review", "2027-13-01"),
         "review: not a day: '2027-13-01'", "write"),
        (("run", "--name", "a\nb"), "name 'a\\nb': it takes one line", "git quality run"),
        (("run", "--from", "garbage"), "garbage: this is not records of CI runs", "the formats are"),
        (("deploy", "--at", "yesterday"), "not an instant: 'yesterday'", "2026-11-20T10:00:00Z"),
        (("deploy", "--at", "2999-01-01T00:00:00Z"), "2999-01-01T00:00:00Z is yet to come", "what has happened"),
        (("deploy", "--started", "2999-01-01T00:00:00Z"), "2999-01-01T00:00:00Z is yet to come", "what has happened"),
        (("deploy", "--at", "1999-01-01T00:00:00Z"), "was made, which says 2026-11-20T10:00:00Z", "without --at it is now"),
        (("run", "--at", "2999-01-01T00:00:00Z"), "2999-01-01T00:00:00Z is yet to come", "what has happened"),
        (("run", "--at", "1999-01-01T00:00:00Z"), "1999-01-01T00:00:00Z is before", "without --at it is now"),
        (("run", "--name", " "), "a run without a name", "--name NAME"),
        (("incident", "open", "x", "--at", "2999-01-01T00:00:00Z"), "2999-01-01T00:00:00Z is yet to come", "happened"),
        (("improve", "nosuch"), "no quality characteristic 'nosuch' is defined", "git quality define nosuch"),
        (("improve", "code_coverage", "--change", "x", "--problem", "y", "--target", "0.7", "--review", "2999-01-01"),
         "0.7 would not meet code_coverage: at least", "within its limits"),
        (("project", "charter", "P", "--ctq", "code_coverage", "--goal", "g", "--due", "2020-01-01"),
         "2020-01-01 is over", "--due DAY"),
        (("define", "code_coverage", "--chart", "xmr", "--gate-after", "30"), "--gate-after '30' is more than 20", "git quality define --help"),
        (("define", "code_coverage", "--subgroup", "x"), "--subgroup 'x' is no whole number", "git quality define --help"),
        (("run", "--attempt", "0"), "--attempt '0' is less than 1", "git quality run --help"),
        (("analyze", "--by", "nosuch", "--metric", "m"), "--by 'nosuch': it takes 'team'", "git quality analyze --help"),
        (("define", "code_coverage", "--chart", "ewma", "--rules", "nelson"), "no run rules apply to ewma", "--rules"),
        (("deploy", "--incident", "open"), "no incident is open", "git quality incident open TITLE"),
        (("incident", "open", " "), "an incident without a title", "git quality incident open TITLE"),
        (("incident", "open", "down", "--deployment", "last"), "no deployment is on record", "git quality deploy"),
        (("incident", "close"), "no incident is open", "git quality incident open TITLE"),
        (("dora", "--since", "2099-01-01"), "2099-01-01 is yet to come", "name a time that is over"),
        (("analyze", "--since", "2026-99-01"), "not a time: '2026-99-01'", "write a day as"),
        (("dashboard", "--html", "gone/x.html"), "cannot be written", "in a folder that is there"),
        (("chart", "nope"), "nothing is defined or on record as 'nope'", "there are: code_coverage"),
    ],
)  # fmt: skip
def test_what_a_newcomer_types_wrongly(field: Field, typed: tuple[str, ...], said: str, helps: str) -> None:
    here = field.alice.path
    (here / "empty").touch()
    (here / "garbage").write_text("garbage\n", encoding="utf-8")
    (here / "bytes").write_bytes(b"\xff\xfe\0")
    (here / "lcov.info").write_text(LCOV, encoding="utf-8")
    (here / "bench.json").write_text('{"results": [{"command": "x", "mean": 1, "median": 1}]}', encoding="utf-8")
    with (here / "large").open("wb") as large:
        large.truncate(70_000_000)
    done = field.alice.quality(*typed, check=False)
    assert done.returncode == 2, done
    assert done.stdout == ""
    what, _, following = done.stderr.partition("\n  next: ")
    assert said in what
    assert helps in following
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[sipoc", "filed.toml: not TOML: "),
        ("[other]\n", "filed.toml: nothing that can be filed: other"),
        ("[sipoc]\nprocess = ['x']\n", "filed.toml: sipoc.suppliers is missing"),
        ("[[house.needs]]\ntext = 'x'\nweight = 6\nbears = {}\n", "filed.toml: house.needs.weight, entry 1 6 is more than 5"),
        ("[[house.needs]]\ntext = 'x'\nweight = 5\nbears = { a = 2 }\n", "filed.toml: house.needs.bears.a, entry 1 2: it takes 0, 1, 3 or 9"),
        ("[[failures.modes]]\nmode = 'x'\nwhy = 'y'\nseverity = 1\noccurrence = 1\ndetection = 1\n", "failures.modes.why, entry 1 'y' is not known here"),
        ("[finding]\ntitle = 'x'\nsaid = 'y'\nevidence = 1\n", "filed.toml: finding.evidence 1 is no list"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_filed_is_named_with_the_place(field: Field, text: str, said: str) -> None:
    alice = field.alice
    alice.quality("project", "charter", "P", "--ctq", "code_coverage", "--goal", "g", "--due", "2099-03-31")
    (alice.path / "filed.toml").write_text(text, encoding="utf-8")
    done = alice.quality("project", "file", "--file", "filed.toml", check=False)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_file_of_deployments_and_incidents_alone_records_nothing_and_says_so(field: Field) -> None:
    alice = field.alice
    common = {"result": "success", "finished": "2999-11-20T10:02:00Z", "commit": alice.head()}
    records = [
        {"kind": "ci-run", **common},
        {"kind": "deployment", **common},
        {"kind": "incident", "id": "i", "opened": "2026-11-20T10:02:00Z"},
    ]
    (alice.path / "all.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    assert alice.quality("run", "--from", "all.jsonl").stdout == (
        "0 runs recorded\n"
        "  1 left out: of a time that is yet to come\n"
        "  1 deployment left out, as no runs; git quality deploy records one\n"
        "  1 incident left out, as no runs; git quality incident open records one\n"
    )


def test_a_run_that_ended_before_its_commit_was_made_or_has_yet_to_end_is_left_out(field: Field) -> None:
    alice = field.alice
    common = {"kind": "ci-run", "result": "success", "commit": alice.head()}
    ended = ["1999-11-20T10:02:00Z", "2999-11-20T10:02:00Z"]
    runs = [{**common, "finished": each, "attempt": number} for number, each in enumerate(ended, 1)]
    (alice.path / "runs.jsonl").write_text("\n".join(map(json.dumps, runs)), encoding="utf-8")
    assert alice.quality("run", "--from", "runs.jsonl").stdout == (
        "0 runs recorded\n"
        "  1 left out: of a time before its commit was made\n"
        "  1 left out: of a time that is yet to come\n"
    )
    told = alice.quality("measure", "--from", "runs.jsonl", "--metric", "build_success_rate", "--why").stdout
    assert "1 of 1" in told
    assert "left out, 1 object: of a time that is yet to come" in " ".join(told.split())


def test_two_projects_of_one_name_and_a_tollgate_of_nothing(field: Field) -> None:
    further = ("--ctq", "code_coverage", "--goal", "g", "--due", "2999-01-01")
    field.alice.quality("project", "charter", "P", *further)
    for name in ("P", "p", " P "):
        again = field.alice.quality("project", "charter", name, *further, check=False)
        assert "error: there is a project 'P' already" in again.stderr
    nameless = field.alice.quality("project", "charter", " ", *further, check=False)
    assert nameless.stderr.startswith("error: a project without a name\n")
    assert "nothing is filed in define: " in field.alice.quality("project", "review").stdout
    field.alice.quality("project", "file", "-m", "Scope")
    assert "nothing is filed" not in field.alice.quality("project", "review").stdout


def test_a_project_whose_name_is_the_beginning_of_another_is_found_by_it(field: Field) -> None:
    further = ("--ctq", "code_coverage", "--goal", "g", "--due", "2999-01-01")
    for name in ("Speed", "Speed of builds"):
        field.alice.quality("project", "charter", name, *further)
    assert field.alice.quality("project", "show", "speed").stdout.startswith("Speed  (")
    assert field.alice.quality("project", "show", "builds").stdout.startswith("Speed of builds  (")
    said = field.alice.quality("project", "file", "-m", "x", check=False).stderr
    assert "error: 2 projects are under way" in said
    assert "name one: PROJECT is its name or the beginning of its id" in said


def test_where_nothing_is_committed_that_is_said(field: Field) -> None:
    alice = field.alice
    alice.git("switch", "--quiet", "--orphan", "fresh")
    said = alice.quality("measure", check=False).stderr
    assert said == "error: nothing is committed here yet\n  next: git commit makes the first commit\n"


def test_what_words_stand_for_is_a_pattern_that_there_is() -> None:
    patterns = {pattern for kind in (*every_kind().values(),) for pattern in _patterns(kind.body.model_json_schema())}
    assert SHAPES.keys() - patterns - {*_patterns(Ctq.model_json_schema())} == set()


def _patterns(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        schema = [*schema.values()]
    if isinstance(schema, list):
        for each in schema:
            yield from _patterns(each)


def test_a_ref_of_which_nothing_is_asked_is_told_and_one_that_is_nowhere_is_wrong(field: Field) -> None:
    field.alice.git("branch", "aside")
    for each in ("aside", "main"):
        said = field.alice.quality("check", "--for", each).stdout
        assert said == f"the charter asks for no quality characteristic of what comes to refs/heads/{each}\n"
    wrong = field.alice.quality("check", "--for", "gone", check=False)
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("error: refs/heads/gone is not here, and the charter protects no such ref\n")


ASKING = MAIN_AND_TAGS.replace('methods = ["merge"]', 'methods = ["merge"]\nctqs = ["code_coverage"]', 1)


def test_the_gate_is_asked_of_the_protected_branch_whatever_is_checked_out(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    alice = fields.founded(tmp_path / "asking", File(), charter_of(people, ASKING)).alice
    alice.git("symbolic-ref", "--delete", "refs/remotes/origin/HEAD", check=False)
    alice.git("switch", "--quiet", "-c", "feat", "origin/main")
    alice.git("branch", "-D", "main")
    done = alice.quality("check", check=False)
    assert done.returncode == 1
    assert done.stdout.startswith("code_coverage  GOV-190")


def test_where_only_patterns_are_protected_the_ref_has_to_be_named(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    patterns = ASKING.replace('name = "main"', 'name = "release/*"')
    alice = fields.founded(tmp_path / "patterns", File(), charter_of(people, patterns)).alice
    said = alice.quality("check", check=False)
    assert said.returncode == 2
    assert "the charter asks for characteristics of refs/heads/release/*" in said.stderr
