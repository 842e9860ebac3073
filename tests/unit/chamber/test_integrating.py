"""The integration of a sprint: all that was ratified for it and nothing else, with the approvals that become stale."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.chamber.integrating import integrate
from gitgov.chamber.open import open_chamber
from gitgov.chamber.sprints import read_board
from gitgov.core.errors import BadInput
from tests.attacks.test_04_candidates import CANDIDATES, under_way
from tests.kit.field import Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body in which core's sprint is under way; its item A-1 is in main."""
    return fields.grown(tmp_path / "field", File(), under_way, charter_of(people, CANDIDATES))


def test_what_is_ratified_and_nothing_else(field: Field) -> None:
    """feature/x is ratified too, and nobody's of the sprint; what has only been moved is not ratified."""
    alice, bob = field.alice, field.bob
    alice.git("switch", "--quiet", "--create", "late", "main~1")
    alice.commit({"late.txt": "late\n"}, "Late\n\nItem: A-1\n", branch="late")
    alice.commit({"open.txt": "open\n"}, "Open\n\nItem: A-1\n", branch="open")
    name = field.carry("late")
    field.carry("feature/x")
    alice.motion("merge", "open")
    alice.sync()
    bob.git("fetch", "--quiet")
    bob.sync()
    chamber = open_chamber(bob.path)
    for rebase in (False, True):
        made = integrate(chamber, read_board(chamber), "S1", rebase=rebase)
        assert [(each.work.motion.name, each.stale) for each in made.brought] == [(name, True)]
        assert (made.teams, bob.head("integration/S1")) == (("core",), made.tip)
        added = bob.git("diff", "--name-only", "origin/main", "integration/S1").stdout.split()
        assert added == ["late.txt"]
    with pytest.raises(BadInput, match="no team has committed itself"):
        integrate(chamber, read_board(chamber), "S2", rebase=False)
