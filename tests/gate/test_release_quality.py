"""Releases carry what they rest on: the signed tag names the records that the charter asked for, and the waivers that it took."""

import json
from pathlib import Path

import pytest

from gitgov.chamber.acts import find_actor
from gitgov.chamber.auditing import audit
from gitgov.chamber.defining import the_ctq
from gitgov.chamber.released import evidence_of
from gitgov.chamber.taking import record
from gitgov.quality.events import Measured
from tests.kit.field import Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

ASKED = """
[[branches]]
name = "main"
methods = ["merge"]
ctqs = ["coverage"]

[[tags]]
name = "v*"
ctqs = ["coverage", "defects"]
"""
ALICE = ("alice",)


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body of one member that asks for coverage of what is merged, and for coverage and no defects of what is released."""
    return fields.grown(tmp_path / "field", File(), defined, charter_of(people, ASKED, members=ALICE))


def defined(field: Field) -> None:
    field.settle("define", "coverage", "--unit", "%", "--lower", "80", by=ALICE)
    field.settle("define", "defects", "--unit", "{count}", "--upper", "0", by=ALICE)
    field.decide("release", "v1", "main", "-m", f"It is done\n\nMetrics: {'a' * 64}", by=ALICE)


def measure(alice: Clone, of: str = "main", **values: str) -> str:
    """Records values of characteristics as they are defined, each judged; returns the record's id."""
    chamber = alice.chamber()
    rows = [_row(chamber, name, value) for name, value in values.items()]
    return record(chamber, find_actor(chamber, str(alice.who.key_path)), alice.head(of), rows).id


def _row(chamber: object, name: str, value: str) -> Measured:
    found = the_ctq(chamber, name)  # type: ignore[arg-type]
    met = not (found.ctq.upper and int(value) > int(found.ctq.upper)) and not (
        found.ctq.lower and int(value) < int(found.ctq.lower)
    )
    return Measured.model_validate(
        {
            "metric": name, "value": value, "unit": found.ctq.unit, "n": 100, "ctq": found.motion.id,
            "lower": found.ctq.lower, "upper": found.ctq.upper, "judged": "met" if met else "missed",
        }
    )  # fmt: skip


def trailers(alice: Clone, key: str) -> list[str]:
    """Returns the values of a trailer of the tag v1, as stock git reads them."""
    said = alice.git("for-each-ref", "--format=%(contents:subject)%0a%0a%(contents:body)", "refs/tags/v1").stdout
    found = alice.git("interpret-trailers", "--parse", stdin=said).stdout.splitlines()
    return [each.removeprefix(f"{key}: ") for each in found if each.startswith(f"{key}: ")]


def test_the_tag_names_each_record_once_and_stock_git_reads_it(field: Field) -> None:
    alice, both = field.alice, measure(field.alice, coverage="85", defects="0")
    alice.gov("enact", "v1", "--push", "origin")
    assert trailers(alice, "Metrics") == [both]
    assert trailers(alice, "Waiver") == []
    assert len(trailers(alice, "Motion")) == len(trailers(alice, "Decision")) == 1
    said = alice.gov("why", "v1").stdout
    assert f"rests on record {both[:12]}: coverage 85 %; defects 0" in said
    assert "verified" in alice.gov("verify", "--from-scratch").stdout


def test_what_was_waived_names_the_waiver_and_the_record(field: Field) -> None:
    alice = field.alice
    good, bad = measure(alice, coverage="85"), measure(alice, defects="3")
    assert "GOV-193" in alice.gov("enact", "v1", "--push", "origin", check=False).stderr
    field.settle("waive", "coverage", "--for", "7d", "-m", "not needed", by=ALICE)
    name = field.settle("waive", "defects", "--for", "7d", "-m", "they are known", by=ALICE)
    alice.gov("enact", "v1", "--push", "origin")
    assert trailers(alice, "Metrics") == [good, bad]
    (waiver,) = trailers(alice, "Waiver")
    said = json.loads(alice.gov("why", "v1", "--json").stdout)
    found = [row for each in (said, *said["further"]) for row in each["evidence"]]
    assert [each["id"] for each in found] == [good, bad, waiver]
    assert all(each["found"] for each in found)
    assert f"{name}, to waive the quality characteristic defects" in found[2]["what"]


def test_a_tag_by_hand_names_nothing_and_is_judged_by_what_is_on_record(field: Field) -> None:
    alice = field.alice
    tag(alice, "One")
    assert "GOV-191" in alice.git("push", "origin", "v1", check=False).stderr
    measure(alice, coverage="85", defects="0")
    alice.sync()
    alice.git("push", "--quiet", "origin", "v1")
    assert evidence_of(alice.chamber(), "refs/tags/v1", alice.head("main")) == ()
    assert "rests on" not in alice.gov("why", "v1").stdout


def test_a_name_that_is_no_record_of_the_commit_is_said_to_be_none(field: Field) -> None:
    alice = field.alice
    measure(alice, coverage="85", defects="0")
    other = measure(alice, of="feature/x", coverage="99")
    alice.sync()
    motion = alice.chamber().chain.head.id
    tag(alice, f"One\n\nMetrics: {other}\nMetrics: {'b' * 64}\nWaiver: {motion}\nMetrics: \x1b[31mred")
    alice.git("push", "--quiet", "origin", "v1")
    found = evidence_of(alice.chamber(), "refs/tags/v1", alice.head("main"))
    assert [(each.id, each.found) for each in found] == [(other, False), ("b" * 64, False), (motion, False)]
    assert (
        f"! the tag names {other[:12]}, and that is not a record of what was measured of it"
        in alice.gov("why", "v1").stdout
    )


def tag(alice: Clone, message: str) -> None:
    """Makes and signs v1 of main with git alone."""
    signing = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={alice.who.key_path}")
    alice.git(*signing, "tag", "--sign", "--message", message, "v1", "main")


def test_a_text_of_the_motion_that_looks_like_a_name_is_none(field: Field) -> None:
    """The motion of the fixture has one in its reasons."""
    alice, both = field.alice, measure(field.alice, coverage="85", defects="0")
    alice.gov("enact", "v1", "--push", "origin")
    assert f"Metrics: {'a' * 64}" in alice.git("tag", "--list", "--format=%(contents)", "v1").stdout
    found = evidence_of(alice.chamber(), "refs/tags/v1", alice.head("main"))
    assert [each.id for each in found] == [both]


def test_the_audit_names_what_each_movement_rests_on(field: Field) -> None:
    alice = field.alice
    field.carry("feature/x", by=ALICE)
    low = measure(alice, of="feature/x", coverage="50")
    field.settle("waive", "coverage", "--for", "7d", "-m", "later", by=ALICE)
    alice.gov("enact", "feature/x", "--push", "origin")
    (row,) = audit(alice.chamber(), ["main"])
    assert row.records == (low,)
    assert len(row.waivers) == 1
    assert f"measured {low[:12]}; waived by {row.waivers[0][:12]}" in alice.gov("audit", "main").stdout
