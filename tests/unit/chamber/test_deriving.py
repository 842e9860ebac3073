"""Rows derived by several processes: the same rows, whatever becomes of the others."""

from pathlib import Path

import pytest

from gitgov.chamber import deriving
from gitgov.chamber.deriving import Part, derive, derived_apart
from tests.kit.field import Field, Fields
from tests.kit.servers import File


@pytest.fixture
def several(fields: Fields, tmp_path: Path) -> Field:
    return fields.grown(tmp_path / "field", File(), move_several)


def move_several(field: Field) -> None:
    """Moves upon several commits, and upon the genesis's own."""
    alice = field.alice
    for number in range(6):
        alice.commit({"file.txt": f"{number}"}, branch=f"topic/{number}")
        alice.motion("merge", f"topic/{number}")
    alice.motion("adopt", "process", "-m", "We meet on Mondays")
    alice.vote("aye", "topic/1")
    alice.gov("meeting", "call", "The weekly one")


@pytest.mark.as_installed
@pytest.mark.parametrize("processors", [1, 3])
def test_together_they_say_what_one_says(several: Field, processors: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chamber = several.alice.chamber()
    monkeypatch.setattr(deriving, "processors", lambda: processors)
    alone = derive(chamber, None)
    assert len(alone.motions) == 7
    assert len(alone.series) == 1
    assert derived_apart(chamber) == alone


def test_the_part_of_one_that_fails_is_done_here(several: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    chamber = several.alice.chamber()
    monkeypatch.setattr(deriving, "processors", lambda: 3)
    monkeypatch.setattr(deriving, "_CHILD", "raise SystemExit(3)")
    assert derived_apart(chamber) == derive(chamber, None)


def test_every_commit_is_in_one_part() -> None:
    parts = [Part(rest, 3) for rest in range(3)]
    for subject in ("0" * 40, "f" * 40, "0123456789" * 4):
        assert [part.holds(subject) for part in parts].count(True) == 1
