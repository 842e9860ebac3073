"""A proposal chooses only what its adviser has to choose from."""

from __future__ import annotations

import pytest

from gitgov.advice.events import AdviceProposed, Provenance
from tests.kit import charters
from tests.kit.rooms import Room


@pytest.mark.parametrize(
    ("adviser", "verdict", "choice", "codes"),
    [
        ("release", "go", "canary", []),
        ("release", "go", "", []),
        ("release", "go", "yolo", ["GOV-745"]),
        ("merge", "ready", "canary", ["GOV-745"]),
    ],
)
def test_a_choice_is_out_of_the_list(adviser: str, verdict: str, choice: str, codes: list[str]) -> None:
    room, told = Room(charters.team("alice", "bob")), Provenance(facts="0" * 64)
    body = AdviceProposed(
        adviser=adviser, about="v1", verdict=verdict, floor=verdict, choice=choice, provenance=told
    )  # fmt: skip
    room.act("alice", body)
    assert room.codes() == codes
