"""Every movement of a protected branch is shown with what let it happen."""

from __future__ import annotations

from pathlib import Path

from gitgov.chamber.auditing import audit
from gitgov.chamber.open import open_chamber
from tests.kit.field import MAIN_AND_TAGS, RELEASES, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.repo import git
from tests.kit.servers import File


def test_each_movement_has_a_decision_or_is_listed_as_wrong(here: Field) -> None:
    alice = here.alice
    first = alice.head("main")
    alice.gov("enact", "feature/x", "--push", "origin")
    (name,) = [row.motion for row in audit(alice.chamber())]
    merge = alice.head("main")
    assert [(row.old, row.new, row.words) for row in audit(alice.chamber(), ["main"])] == [
        (first, merge, alice.motion("list", "--all", "--json").stdout.split('"text": "')[1].split('"')[0])
    ]
    assert name.startswith("M-")
    evil = alice.git("commit-tree", "-p", "main", "-m", "evil", "main^{tree}").stdout.strip()
    alice.git("update-ref", "refs/heads/main", evil)
    rows = audit(alice.chamber(), ["main"])
    assert [(row.motion, row.objection and row.objection.code) for row in rows] == [(name, None), ("", "GOV-101")]

    server = open_chamber(here.server)
    assert [row.motion for row in audit(server)] == [name]
    git("update-ref", "-m", "by hand", "refs/heads/main", first, cwd=here.server)
    assert [row.objection.code for row in audit(server) if row.objection] == ["GOV-674"]
    assert audit(server, since=server.now() + 60) == []


def test_a_branch_that_was_created_from_another_has_moved_since_then_only(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    """As verification has it: what main had before is no movement of it, nor what the branch that it came from had."""
    field = fields.founded(tmp_path / "field", File(), charter_of(people, MAIN_AND_TAGS + RELEASES))
    alice = field.alice
    field.carry("feature/x")
    alice.gov("enact", "feature/x", "--push", "origin")
    alice.push("main:refs/heads/release/2", check=True)
    alice.git("fetch", "--quiet")
    alice.commit({"y.txt": "y\n"}, branch="feature/y")
    alice.git("switch", "--quiet", "main")
    field.decide("merge", "feature/y", "--into", "release/2")
    alice.gov("enact", "feature/y", "--push", "origin")
    alice.push("origin/release/2:refs/heads/release/1", check=True)
    evil = alice.git("commit-tree", "-p", "main", "-m", "evil", "main^{tree}").stdout.strip()
    alice.git("fetch", "--quiet")
    rows = audit(alice.chamber())
    assert [(row.ref.partition("heads/")[2], row.objection) for row in rows] == [("main", None), ("release/2", None)]
    alice.push(f"{evil}:refs/heads/aside", check=True)
    for number in (3, 4):
        git("update-ref", f"refs/heads/release/{number}", evil, cwd=field.server)
    wrong = [(row.ref, row.new) for row in audit(open_chamber(field.server)) if row.objection]
    assert wrong == [(f"refs/heads/release/{number}", evil) for number in (3, 4)]
