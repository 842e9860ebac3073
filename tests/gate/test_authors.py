"""Where the charter keeps authors from voting, a real push shows whose work a merge brings in, and who has decided about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.field import MEMBERS, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

RULES = """
[rules]
author_votes = false

[[branches]]
name = "main"
methods = ["merge", "fast-forward"]
"""


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that knows its members by their addresses, in which bob has written feature/y."""
    text = charter_of(people, RULES)
    for name in MEMBERS:
        who = getattr(people, name)
        text = text.replace(f'keys = ["{who.pub}"]', f'keys = ["{who.pub}"]\nemails = ["{who.email}"]')
    found = fields.founded(tmp_path / "body", File(), text)
    found.bob.commit({"y.txt": "y\n"}, branch="feature/y")
    found.bob.git("push", "--quiet", "origin", "feature/y")
    found.alice.git("fetch", "--quiet")
    found.alice.git("branch", "--quiet", "feature/y", "origin/feature/y")
    return found


def test_the_merge_of_what_the_others_have_carried_gets_in(field: Field) -> None:
    field.carry("feature/y", by=("alice", "carol"))
    merge = field.alice.merge("feature/y")
    assert field.alice.push(f"{merge}:main").returncode == 0
    assert field.at("main") == merge


def test_who_wrote_it_has_no_vote_and_cannot_carry_it(field: Field, people: People) -> None:
    name = field.alice.motion("merge", "feature/y").stdout.split()[0]
    said = field.alice.vote("aye", name, "--key", people.bob.key_path, check=False)
    assert (said.returncode, "GOV-556" in said.stderr) == (1, True)
    field.alice.sync()
    before = field.at("main")
    done = field.alice.push(f"{field.alice.merge('feature/y')}:main")
    assert (done.returncode, "GOV-110" in done.stderr) == (1, True)
    assert field.at("main") == before


def test_a_fast_forward_does_not_show_whose_work_it_is(field: Field) -> None:
    field.carry("feature/y", by=("alice", "carol"))
    before = field.at("main")
    done = field.alice.push("feature/y:main")
    assert (done.returncode, "GOV-558" in done.stderr) == (1, True), done.stderr
    assert field.at("main") == before
