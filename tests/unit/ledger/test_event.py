"""The table of kinds: each once, each in a room, each body strict."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from gitgov.ledger.event import ROOMS, Body, Kind, table
from gitgov.procedure.events import ALL_KINDS
from gitgov.procedure.motions import MOTIONS


def test_a_kind_stands_once_in_a_table() -> None:
    row = Kind("speech.made", 1, "debate", Body)
    assert table(row, Kind("speech.made", 2, "debate", Body)).keys() == {("speech.made", 1), ("speech.made", 2)}
    with pytest.raises(ValueError, match="twice"):
        table(row, row)


@pytest.mark.parametrize("kind", ALL_KINDS.values(), ids=lambda kind: kind.name)
def test_every_kind_has_a_room_and_a_strict_body(kind: Kind) -> None:
    assert kind.room in ROOMS
    assert issubclass(kind.body, Body)
    assert {"strict": True, "frozen": True, "extra": "forbid"}.items() <= dict(kind.body.model_config).items()
    assert kind.body.__doc__
    with pytest.raises(ValidationError):
        kind.body.model_validate({"what nobody says": 1})


def test_every_body_stands_for_one_kind() -> None:
    assert len({kind.body for kind in ALL_KINDS.values()}) == len(ALL_KINDS)


def test_every_question_is_in_the_table_of_motions() -> None:
    assert all(row.question.model_fields["motion"].default == name for name, row in MOTIONS.items())
    assert all(row.name == name and row.source.startswith("RONR") for name, row in MOTIONS.items())
