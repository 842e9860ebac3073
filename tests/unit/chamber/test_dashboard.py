"""The page of a branch: joined from the ledger and from facts of git, and its verdicts are those of the gate."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from gitgov.chamber.dashboard import page_of
from gitgov.chamber.known import known_metrics
from gitgov.chamber.metrics import read_metrics
from gitgov.core.errors import BadInput
from gitgov.quality.measures import DELIVERY_MEASURES, MEASURES
from gitgov.quality.page.as_json import page_json
from gitgov.quality.page.exposition import open_metrics
from gitgov.quality.page.html import page_html
from tests.kit.field import Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

CHARTER = """
[rules]
second = false
debate = "0s"

[[branches]]
name = "main"
ctqs = ["code_coverage", "undefined"]

[teams.one]
members = ["alice"]
product_owner = "alice"
scrum_master = "alice"
paths = ["x.txt"]
"""
LCOV = "TN:\nSF:a.py\nDA:1,1\nDA:2,1\nDA:3,1\nDA:4,{last}\nend_of_record\n"
HOSTILE = "</script><script>window.hacked = 1</script>"


def carry(alice: Clone, kind: str) -> None:
    alice.vote("aye", kind)
    alice.motion("announce", kind)


def measure(alice: Clone, commit: str, *, covered: bool) -> None:
    (alice.path.parent / "coverage.info").write_text(LCOV.format(last=int(covered)), encoding="utf-8")
    alice.quality("measure", commit, "--from", "../coverage.info", "--metric", "code_coverage", "--record")


def defined(field: Field) -> None:
    field.alice.quality("define", "code_coverage", "--unit", "%", "--lower", "80", "--chart", "xmr", "--title", HOSTILE)
    carry(field.alice, "ctq")


@pytest.fixture
def alice(fields: Fields, people: People, tmp_path: Path) -> Clone:
    """Returns the clone of who is alone in a body that has defined what its main branch asks for."""
    return fields.grown(tmp_path / "field", File(), defined, charter_of(people, CHARTER, members=["alice"])).alice


def gates(alice: Clone) -> dict[str, str]:
    return {each.ctq: each.verdict for each in page_of(alice.chamber()).gates}


class TestGates:
    def test_nothing_measured_is_no_data_and_then_what_the_record_says_or_a_waiver_lets_in(self, alice: Clone) -> None:
        assert gates(alice) == {"code_coverage": "no data", "undefined": "no data"}
        measure(alice, "main", covered=False)
        assert gates(alice)["code_coverage"] == "missed"
        alice.quality("waive", "code_coverage", "--for", "7d", "-m", "until the tests are there")
        carry(alice, "waiver")
        assert gates(alice) == {"code_coverage": "waived", "undefined": "no data"}
        assert "code_coverage  nothing against it" in alice.quality("check", "main", check=False).stdout
        found = open_metrics(page_of(alice.chamber()))
        assert 'gitgov_gate_verdict{gate="main",ctq="code_coverage",verdict="waived"} 1\n' in found
        (waiver,) = page_of(alice.chamber()).waivers
        assert (waiver.state, waiver.ctq, waiver.why) == ("holds", "code_coverage", "until the tests are there")

    def test_of_a_merge_it_is_what_the_merge_brought_unless_itself_was_measured(self, alice: Clone) -> None:
        measure(alice, "feature/x", covered=True)
        alice.git("update-ref", "refs/heads/main", alice.merge("feature/x"))
        assert gates(alice)["code_coverage"] == "met"
        (found,) = [each for each in page_of(alice.chamber()).gates if each.ctq == "code_coverage"]
        assert found.objects[0] == alice.head("feature/x")
        assert len(found.objects) == 2
        measure(alice, "main", covered=False)
        assert gates(alice)["code_coverage"] == "missed"


def test_a_page_holds_every_measure_and_every_characteristic_and_no_data_is_null(alice: Clone) -> None:
    page = page_of(alice.chamber())
    assert {each.name for each in page.tiles} == {*MEASURES, *DELIVERY_MEASURES, "code_coverage"}
    assert (page.of, page.title) == (alice.head("main"), "Field: quality of main")
    shown = {each["name"]: each["figure"]["value"] for each in page_json(page)["tiles"]}
    assert shown["code_coverage"] is None
    assert shown["deployment_frequency"] is None
    assert page.charts == ()
    assert "<script>window.hacked" not in page_html(page)
    assert open_metrics(page).endswith("# EOF\n")


def test_the_order_of_work_is_told(alice: Clone) -> None:
    said: list[str] = []
    page_of(alice.chamber(), "main", said.append)
    assert said == ["reading what is on record", "looking at the history", "measuring", "drawing charts"]
    with pytest.raises(BadInput):
        page_of(alice.chamber(), "nowhere")


def test_what_is_retired_is_known_by_its_records_alone(alice: Clone) -> None:
    measure(alice, "main", covered=True)
    alice.quality("retire", "code_coverage")
    carry(alice, "ctq")
    chamber = alice.chamber()
    known = known_metrics(chamber, read_metrics(chamber).taken)
    assert (known["code_coverage"].held, len(known["code_coverage"].series)) == ((), 1)


def test_a_project_goes_through_its_tollgates(alice: Clone) -> None:
    alice.quality("project", "charter", "Cover", "--ctq", "code_coverage", "--goal", "80 %", "--due", "2099-01-01")
    alice.quality("project", "file", "-m", "scope")
    alice.quality("project", "review")
    (project,) = page_of(alice.chamber()).projects
    assert [each.state for each in project.tollgates[:2]] == ["moved", "to come"]
    carry(alice, "tollgate")
    alice.quality("project", "pass")
    (project,) = page_of(alice.chamber()).projects
    assert [each.state for each in project.tollgates[:3]] == ["passed", "open", "to come"]
    assert project.tollgates[0].at > 0


class TestVerbs:
    def test_nothing_is_left_where_a_page_cannot_be_written(self, alice: Clone, tmp_path: Path) -> None:
        (tmp_path / "page.html").mkdir()
        before = sorted(tmp_path.iterdir())
        done = alice.quality("dashboard", "--html", tmp_path / "page.html", check=False)
        assert (done.returncode, "cannot be written" in done.stderr, "Traceback" in done.stderr) == (2, True, False)
        assert sorted(tmp_path.iterdir()) == before

    def test_standard_output_holds_the_page_alone(self, alice: Clone) -> None:
        assert alice.quality("dashboard", "--html", "-").stdout.startswith("<!doctype html>")
        assert json.loads(alice.quality("dashboard", "--json", "-").stdout)["of"] == alice.head("main")

    @pytest.mark.parametrize(
        "line",
        [
            "dashboard", "dashboard --html x --json x", "export", "export --openmetrics --textfile x.prom",
            "export x --textfile y.prom", "chart code_coverage --svg x --png x", "chart nothing", "show nothing",
            "export --textfile x", "dashboard --html x --branch nowhere",
        ],
    )  # fmt: skip
    def test_what_makes_no_sense_is_refused_with_what_helps(self, alice: Clone, line: str) -> None:
        done = alice.quality(*line.split(), check=False)
        assert (done.returncode, done.stdout) == (2, "")
        assert "next: " in done.stderr
        assert not (alice.path / "x").exists()

    def test_words_of_people_drive_no_terminal(self, alice: Clone) -> None:
        alice.quality("define", "odd", "--unit", "\u202ex", "--lower", "1", "--title", "\u202e", "--chart", "xmr")
        carry(alice, "ctq")
        for line in ("show", "show odd", "chart odd"):
            said = alice.quality(*line.split()).stdout
            assert "\\u202ex" in said
            assert "\u202e" not in said

    def test_what_has_no_control_chart_is_drawn_as_it_is(self, alice: Clone) -> None:
        measure(alice, "main", covered=True)
        alice.quality("measure", "--metric", "batch_size", "--record")
        assert "Batch size (run, {count})" in alice.quality("chart", "batch_size").stdout

    def test_where_a_person_waits_a_line_says_what_is_done_and_goes_away(self, alice: Clone, tmp_path: Path) -> None:
        ours, theirs = os.openpty()
        with os.fdopen(theirs, "w") as stderr:
            done = subprocess.run(
                ["git-quality", "dashboard", "--html", str(tmp_path / "page.html")],
                cwd=alice.path,
                env={**os.environ, **alice.transport.env(alice.who)},
                stderr=stderr,
                stdout=subprocess.DEVNULL,
                check=False,
            )
            said = os.read(ours, 10_000).decode()
        os.close(ours)
        assert done.returncode == 0
        assert "looking at the history" in said
        assert said.endswith("\r\x1b[K")
