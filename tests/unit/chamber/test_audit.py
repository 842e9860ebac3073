"""Every movement of a protected branch is shown with what let it happen."""

from __future__ import annotations

from gitgov.chamber.auditing import audit
from gitgov.chamber.open import open_chamber
from tests.kit.field import Field
from tests.kit.repo import git


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
