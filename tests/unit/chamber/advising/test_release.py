"""The case of a release on real bodies: what came since the last, what the gate would miss, and how deployments have gone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gitgov.advice.advisers.release import ADVISER
from gitgov.advice.answer import Case
from gitgov.chamber import clock
from gitgov.chamber.advising.release import case
from gitgov.chamber.judge import judge_one
from gitgov.chamber.open import open_chamber
from gitgov.core.errors import BadInput
from gitgov.core.instants import show_instant
from gitgov.gate.facts import RefUpdate
from tests.kit.field import Field, Fields, charter_of
from tests.kit.measured import put_on_record
from tests.kit.people import People
from tests.kit.saying import holds
from tests.kit.servers import File

CHARTER = """
[[branches]]
name = "main"

[[tags]]
name = "v*"
roles = ["release"]
ctqs = ["defects"]
advice = ["risk"]

[sprints]
candidates = "v*-rc*"

[services.web]
paths = ["web/"]

[services.rest]
paths = ["x.txt", "db/"]
"""


def shipped(field: Field) -> None:
    """Defines two characteristics, of which one is critical, releases v1 past the hooks, and merges two branches by decision."""
    alice = field.alice
    field.settle("define", "defects", "--unit", "{count}", "--upper", "0")
    field.settle("define", "coverage", "--unit", "%", "--lower", "80", "--critical")
    alice.git("tag", "-m", "One", "v1", "main", env={"GIT_COMMITTER_DATE": f"@{clock.now()} +0000"})
    alice.git("tag", "-m", "Not one of these", "w9", "feature/x", env={"GIT_COMMITTER_DATE": "@9999999999 +0000"})
    field.carry("feature/x")
    alice.gov("enact", "feature/x", "--push", "origin")
    alice.git("fetch", "--quiet")
    alice.git("switch", "--quiet", "-c", "more", "origin/main")
    alice.commit({"web/a": "a\n", "db/migrations/1": "b\n"}, "More\tof it")
    field.carry("more")
    alice.gov("enact", "more", "--push", "origin")
    alice.git("fetch", "--quiet")


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns that body; only carol may sign."""
    return fields.grown(tmp_path / "field", File(), shipped, charter_of(people, CHARTER, roles={"carol": "release"}))


def advised(field: Field, tag: str = "v2", commit: str = "origin/main") -> Case:
    found = case(open_chamber(field.alice.path), tag, commit)
    holds(ADVISER, found)
    return found


def codes(found: Case) -> list[str]:
    return [each["code"] for each in found.facts["lacks"]]


def test_what_came_since_the_last_release(field: Field) -> None:
    found = advised(field)
    facts: Any = found.facts
    assert (facts["last"], facts["since"]) == ("v1", field.alice.head("v1^{commit}"))
    assert facts["change"]["paths"] == ["db/migrations/1", "web/a", "x.txt"]
    assert facts["change"]["touched"] == ["rest", "web"]
    assert facts["change"]["schema"] == ["db/migrations/1"]
    assert facts["change"]["commits"] == 4
    assert sorted(each["text"].split(" (")[0] for each in facts["decided"]) == ["merge feature/x", "merge more"]
    assert facts["signers"] == ["carol"]
    assert codes(found) == ["GOV-191", "GOV-195"]
    assert [each["state"] for each in facts["critical"]] == ["no data"]
    assert (found.answer.verdict, found.answer.choice) == ("wait", "hold")
    assert {each["motion"] for each in facts["decided"]} < {*found.answer.cites}


def test_what_is_critical_by_its_last_record_whoever_waived_it(field: Field) -> None:
    alice = field.alice
    record = put_on_record(alice, alice.head("origin/main"), "coverage", "70 %")
    put_on_record(alice, alice.head("origin/main"), "defects", "0 {count}")
    found = advised(field)
    assert (found.answer.verdict, found.answer.choice) == ("no-go", "hold")
    assert record in found.answer.cites
    field.settle("waive", "coverage", "--for", "7d", "-m", "It is urgent")
    assert advised(field).answer.verdict == "no-go"
    better = put_on_record(alice, alice.head("origin/main"), "coverage", "81 %", lambda: clock.now() + 60)
    found = advised(field)
    assert (found.answer.verdict, found.answer.choice) == ("wait", "blue-green")
    assert codes(found) == ["GOV-195"]
    assert better in found.answer.cites


def test_a_candidate_that_no_sprint_was_reviewed_for(field: Field) -> None:
    assert "GOV-180" in codes(advised(field, "v2-rc1"))


def test_deployments_that_went_back_and_an_incident(field: Field) -> None:
    alice = field.alice
    before = show_instant(clock.now() - 3_600)
    alice.quality("deploy", "origin/main", "--service", "web", "--at", before)
    back = alice.quality("deploy", "v1^{commit}", "--service", "web", "--rollback").stdout.split()[0]
    alice.quality("incident", "open", "It is down", "--service", "web")
    found = advised(field)
    web = {"part": "web", "failed": 1, "tried": 2, "deployed": 2}
    assert web in found.facts["delivered"]
    assert [each[:12] for each in found.facts["rollbacks"]] == [back]
    assert [each["title"] for each in found.facts["incidents"]] == ["It is down"]
    alice.quality("incident", "close")
    assert advised(field).facts["incidents"] == []


def test_the_first_release_and_one_of_nothing_new(field: Field) -> None:
    first = advised(field, "other")
    assert (first.facts["last"], codes(first)) == ("w9", [])  # what nothing protects follows any tag
    field.alice.git("tag", "--delete", "v1", "w9")
    assert advised(field).facts["last"] == ""
    assert advised(field).facts["change"]["files"] == 4
    field.alice.git("tag", "-m", "All", "v1.5", "origin/main")
    assert (advised(field).answer.verdict, advised(field).answer.draft) == ("no-go", "")


def test_a_tag_that_is_here_already(field: Field) -> None:
    with pytest.raises(BadInput, match="v1 is here already"):
        advised(field, "v1")
    done = field.alice.gov("advise", "release", "v 1", check=False)
    assert (done.returncode, "not the name of a tag" in done.stderr) == (2, True)


def test_no_tag_without_the_proposal_that_its_motion_rests_on(fresh: Field) -> None:
    """S4-052: taking the proposal away shuts the gate again (GOV-197)."""
    alice = fresh.alice
    said = json.loads(alice.gov("advise", "release", "v1", "main", "--record", "--json").stdout)
    name = alice.motion("release", "v1", "main", "--advice", said["record"][:8]).stdout.split()[0]
    alice.motion("second", name, "--key", fresh.people.bob.key_path)
    for each in (fresh.people.alice, fresh.people.bob):
        alice.vote("aye", name, "--key", each.key_path)
    alice.motion("announce", name)
    alice.gov("enact", name)
    update = RefUpdate("refs/tags/v1", "0" * 40, alice.head("v1"))
    assert judge_one(open_chamber(alice.path), update).allowed
    alice.git("update-ref", "-d", "refs/notes/gov/advice")
    (refusal,) = judge_one(open_chamber(alice.path), update).objections
    assert (refusal.code, said["record"] in refusal.records) == ("GOV-197", True)


def test_the_risk_of_a_release_is_weighed_upon_the_last_one_and_heard_for_that_tag_alone(field: Field) -> None:
    alice, head = field.alice, field.alice.head("origin/main")[:12]
    alice.gov("advise", "risk", "origin/main", "--record")
    (lack,) = [each for each in advised(field).facts["lacks"] if each["code"] == "GOV-195"]
    assert lack["remedy"] == f"git gov advise risk {head} --release v2 --record"
    for _ in range(2):  # a tag that was made here, and not let in, is not the last release
        said = alice.gov(*lack["remedy"].split()[2:]).stdout
        assert f"v2 ({head}) upon v1: " in said
        assert "has all of it already" not in said
        alice.git("tag", "-f", "-m", "Two", "v2", "origin/main")
    alice.git("tag", "--delete", "v2")
    assert codes(advised(field)) == ["GOV-191"]
    assert codes(advised(field, "v3")) == ["GOV-191", "GOV-195"]
    both = alice.gov("advise", "risk", "origin/main", "--into", "main", "--release", "v2", check=False)
    assert (both.returncode, "both --into and --release" in both.stderr) == (2, True)


def test_and_that_of_the_first_one_upon_nothing(field: Field) -> None:
    field.alice.git("tag", "--delete", "v1")
    said = json.loads(field.alice.gov("advise", "risk", "origin/main", "--release", "v2", "--json").stdout)
    assert (said["upon"], said["tip"], said["facts"]["onto"]) == ("refs/tags/v2", None, "")
    assert "upon nothing: " in said["reasons"][0]
    files = next(each for each in said["facts"]["factors"] if each["name"] == "files")
    assert (files["value"], said["facts"]["conflict"]) == (4, {"probability": 0, "files": []})
    recorded = field.alice.gov("advise", "risk", "origin/main", "--release", "v2", "--record").stdout.split()[0]
    field.alice.git("tag", "-m", "Two", "v2", "origin/main")
    assert "the same facts" in field.alice.gov("advise", "show", recorded, "--check").stdout


def test_a_tag_that_nothing_protects_needs_no_motion_and_none_is_proposed(field: Field) -> None:
    said = field.alice.gov("advise", "release", "other", "origin/main", "--record").stdout
    assert "the charter protects no tag that is called other: nothing needs a motion" in said
    assert "draft" not in said
    assert "next" not in said
    assert advised(field).answer.draft
