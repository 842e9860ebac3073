"""`git quality dora` and `kpi` in a body that deploys by tags and by records."""

import json
from pathlib import Path

import pytest

from gitgov.chamber.acts import find_actor
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.threads import open_thread
from gitgov.core.instants import parse_instant
from gitgov.quality.events import DeploymentRecorded
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.measured import put_on_record
from tests.kit.people import People
from tests.kit.servers import File

SERVICES = """
[services.web]
tags = "web-*"

[services.db]
tags = "db-*"
"""


def grow(field: Field) -> None:
    """Merges feature/x by a decision, deploys it, and closes an incident; web is deployed, db never was."""
    alice = field.alice
    first = alice.head("main")
    chamber, january = alice.chamber(), parse_instant("2026-01-01T00:00:00Z")
    deployed = DeploymentRecorded(service="web", result="success", finished=january)
    open_thread(chamber, find_actor(chamber, str(alice.who.key_path)), deployed, first)
    field.carry("feature/x")
    alice.gov("enact", "feature/x", "--push", "origin")
    name = alice.quality("deploy", "origin/main", "--service", "web").stdout.split()[0]
    alice.quality("incident", "open", "It is down", "--service", "web", "--deployment", name)
    alice.quality("incident", "close")
    alice.quality("run", "main", "--failed")
    alice.quality("run", "main", "--attempt", "2")


@pytest.fixture
def alice(fields: Fields, people: People, tmp_path: Path) -> Clone:
    """Returns a clone of that body."""
    return fields.grown(tmp_path / "delivering", File(), grow, charter_of(people, MAIN_AND_TAGS + SERVICES)).alice


def test_what_is_deployed_is_one_of_several_services_and_goes_somewhere(alice: Clone) -> None:
    before = len(read_metrics(alice.chamber()).deployments)
    said = alice.quality("deploy", check=False).stderr
    assert said.startswith("error: of which service? ")
    assert "the charter has db, web\n  next: git quality deploy COMMIT --service NAME" in said
    nowhere = alice.quality("deploy", "--service", "web", "--environment", "", check=False).stderr
    assert nowhere.startswith("error: a deployment to nowhere\n")
    assert len(read_metrics(alice.chamber()).deployments) == before


def test_an_incident_is_of_what_the_deployment_that_caused_it_was_of(alice: Clone) -> None:
    alice.quality("incident", "open", "It is down again", "--deployment", "last")
    assert {each.body.service for each in read_metrics(alice.chamber()).incidents} == {"web"}


def test_the_five_metrics_of_each_application(alice: Clone) -> None:
    found = json.loads(alice.quality("dora", "--json").stdout)
    services = {each["service"]: {row["metric"]: row for row in each["metrics"]} for each in found["services"]}
    assert [*services] == ["web", "db"]
    web, db = services["web"], services["db"]
    assert len(web) == 5
    assert (web["change_fail_rate"]["value"], web["change_fail_rate"]["n"]) == ("1", 1)
    assert web["failed_deployment_recovery_time"]["n"] == 1
    assert "dora.dev" in web["change_lead_time"]["source"]
    assert {each["value"] for each in db.values()} == {None}
    only = alice.quality("dora", "--service", "db", "--since", "30d").stdout
    assert only.count("no data") == 10
    assert "web" not in only


def test_kpis(alice: Clone) -> None:
    found = {each["kpi"]: each for each in json.loads(alice.quality("kpi", "--json").stdout)["kpis"]}
    states = {name: each["state"] for name, each in found.items()}
    assert states == {
        "deployment_frequency/web": "red", "deployment_frequency/db": "no data", "lead_time": "green", "gate_pass_rate": "red",
        "decided_share": "green", "records_per_change": "no data",
    }  # fmt: skip
    assert (found["gate_pass_rate"]["part"], found["gate_pass_rate"]["n"]) == (1, 2)
    assert found["decided_share"]["objects"] == []


def test_a_bypass_is_listed_and_a_baseline_named(alice: Clone) -> None:
    alice.git("switch", "--quiet", "main")
    sneaked = alice.commit({"y": "y\n"}, "Nobody decided on it")
    alice.git("update-ref", "refs/remotes/origin/main", sneaked, env={"GITGOV": "off"}, check=False)
    record = put_on_record(alice, sneaked, "records_per_change", "12 {count}")
    said = alice.quality("kpi", "--baseline", record).stdout
    assert f"decided_share: {sneaked[:12]}" in said
    assert f"against 12 ({record[:12]})" in said
    assert next(line.split()[1] for line in said.splitlines() if line.startswith("records_per_change")) == "green"
    other = put_on_record(alice, sneaked, "code_coverage", "80 %")
    assert (
        "does not say how many records a change took" in alice.quality("kpi", "--baseline", other, check=False).stderr
    )


def test_names_that_are_none(alice: Clone) -> None:
    assert "the charter has no service 'x'" in alice.quality("dora", "--service", "x", check=False).stderr
    said = alice.quality("kpi", "--baseline", "none", check=False).stderr
    assert "no records of measurements are called 'none'" in said


def test_a_metric_of_services_is_named_with_them(alice: Clone) -> None:
    said = alice.quality("measure", "--metric", "rollback_rate", check=False).stderr
    assert "nothing here measures 'rollback_rate'\n  next: it does rollback_rate/web, rollback_rate/db; " in said
