"""The case of a look back on real bodies: every sign is of something that there is, and names it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitgov.advice.advisers.retro import ADVISER, Sign
from gitgov.advice.answer import Case
from gitgov.chamber import clock
from gitgov.chamber.advising.retro import case, span_of, tagged_at
from gitgov.core.errors import BadInput
from gitgov.quality.measures.facts import DAY
from tests.attacks.test_04_candidates import CANDIDATES, sprint, under_way
from tests.kit.field import Field, Fields, charter_of
from tests.kit.measured import put_on_record
from tests.kit.people import People
from tests.kit.servers import File


def worked(field: Field) -> None:
    """Lets core have something in its way, define two characteristics and miss one, and merge past the gate what conflicts."""
    under_way(field)
    alice = field.alice
    sprint(alice, "standup", "--next", "Go on", "--blocker", "The server is slow")
    field.settle("define", "coverage", "--unit", "%", "--lower", "80", "--critical")
    field.settle("define", "time", "--unit", "s", "--upper", "900", "--chart", "xmr")
    alice.git("fetch", "--quiet")
    one, other = alice.head("main"), alice.merge("feature/x")
    conflicting = alice.git("commit-tree", "-p", one, "-m", "Other", alice.tree(one, {"x.txt": "y\n"})).stdout.strip()
    merged = alice.merge(conflicting, into=other, tree=alice.tree(other, {"x.txt": "z\n"}))
    alice.git("switch", "--quiet", "--detach", merged)
    alice.git("revert", "--no-edit", "-m", "1", merged)
    alice.git("update-ref", "refs/remotes/origin/main", "HEAD", env={"GITGOV": "off"}, check=False)
    alice.git("tag", "v9", merged)


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns that body."""
    return fields.grown(tmp_path / "field", File(), worked, charter_of(people, CANDIDATES))


def looked(field: Field, days: int = 0, name: str = "", since: int = 1) -> tuple[Case, dict[str, Sign]]:
    """Looks back on all that there is, in some days."""
    chamber = field.alice.chamber(lambda: clock.now() + days * DAY)
    found = case(chamber, span_of(chamber, name, since))
    holds_of(field, found)
    return found, {f"{each['kind']} {each['name']}": Sign(**each) for each in found.facts["signs"]}


def holds_of(field: Field, found: Case) -> None:
    """Asserts that what is cited exists: a commit, or a record that `git gov show` shows."""
    assert found.adviser == ADVISER.name
    for each in found.answer.cites:
        shown = field.alice.git("cat-file", "-e", each, check=False).returncode == 0
        assert shown or field.alice.gov("show", each[:16], check=False).returncode == 0, each


def test_what_git_shows(field: Field) -> None:
    found, signs = looked(field)
    assert signs["conflict main"].times == 1
    assert signs["undecided main"].times == 2
    assert signs["revert main"].times >= 1
    assert field.alice.head("v9") in signs["conflict main"].cites
    assert "impediment core" not in signs
    assert found.answer.verdict == "improve"
    assert found.answer.order[0] == "undecided main"


def test_what_stood_in_the_way_for_longer_than_a_week(field: Field) -> None:
    _, signs = looked(field, days=9)
    assert signs["impediment core"].what == "1 impediment for longer than a week, at most 9d"
    _, signs = looked(field, days=9, name="S1")
    assert "impediment core" in signs


def test_what_was_missed_and_what_signals(field: Field) -> None:
    alice = field.alice
    commits = alice.git("rev-list", "HEAD").stdout.split()
    at = clock.now()
    record = put_on_record(alice, commits[0], "coverage", "70 %")
    found, signs = looked(field)
    assert signs["missed coverage"].urgent
    assert (found.answer.verdict, found.answer.order[0]) == ("act", "missed coverage")
    assert record in found.answer.cites
    put_on_record(alice, commits[1], "coverage", "85 %", lambda: at + 60)
    _, signs = looked(field, days=1)
    assert (signs["missed coverage"].times, signs["missed coverage"].urgent) == (1, False)
    assert not looked(field, days=1, since=at + 30)[1]["missed coverage"].times


def test_a_tag_and_a_sprint_name_the_time(field: Field) -> None:
    chamber = field.alice.chamber()
    assert tagged_at(chamber, "v9") == int(field.alice.git("log", "-1", "--format=%ct", "v9").stdout)
    assert tagged_at(chamber, "v10") == 0
    assert span_of(chamber, begins=86_400).named == "1970-01-02"
    assert span_of(chamber, begins=86_400, tag="v9").named == "v9"
    assert span_of(chamber).begins == span_of(chamber).until - 30 * DAY
    with pytest.raises(BadInput, match="no sprint is called"):
        span_of(chamber, "S9")


def test_an_incident_that_is_open_and_a_motion_that_rests_on_it(field: Field) -> None:
    alice = field.alice
    alice.quality("incident", "open", "It is down")
    said = json.loads(alice.gov("advise", "retro", "--since", "30d", "--record", "--json").stdout)
    assert (said["verdict"], said["order"][0]) == ("act", "incident the repository")
    name = alice.motion("adopt", "process", "--advice", "retro").stdout.split()[0]
    shown = json.loads(alice.motion("show", name, "--json").stdout)
    assert said["record"] in json.dumps(shown)
    assert "Go through the incidents of the repository" in json.dumps(shown)
    other = alice.gov("advise", "release", "v7", "main", "--record", "--json").stdout
    refused = alice.motion(
        "adopt", "process", "--advice", json.loads(other)["record"][:8], "--content", "v9", check=False
    )
    assert (refused.returncode, "is advice on release" in refused.stderr) == (2, True)
