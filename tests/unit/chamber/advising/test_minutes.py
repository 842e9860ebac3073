"""The case of minutes on real records: of a motion that is open, carried and carried out, and of a meeting."""

from __future__ import annotations

import pytest

from gitgov.advice.advisers.minutes import ADVISER
from gitgov.advice.answer import Case
from gitgov.chamber.advising.minutes import case
from gitgov.chamber.open import open_chamber
from gitgov.core.errors import BadInput
from tests.kit.field import Field
from tests.kit.saying import holds


def advised(field: Field, word: str, number: int = 0) -> Case:
    found = case(open_chamber(field.alice.path), word, number)
    holds(ADVISER, found)
    return found


def test_a_motion_until_it_is_carried_out(here: Field) -> None:
    found = advised(here, "feature/x")
    assert found.answer.verdict == "pending"
    assert [each["result"] for each in found.facts["decided"]] == ["carried"]
    (command,) = found.answer.order
    here.alice.gov(*command.split()[2:], "--push", "origin")
    found = advised(here, "feature/x")
    assert (found.answer.verdict, found.answer.order) == ("complete", ())
    assert found.facts["present"] == ["alice", "bob", "carol"]
    assert found.facts["decided"][0]["motion"] in found.answer.cites


def test_a_motion_that_is_open(fresh: Field) -> None:
    fresh.alice.motion("resolve", "-m", "We rest on Fridays")
    found = advised(fresh, "main")
    assert (found.answer.verdict, found.facts["decided"]) == ("open", [])
    fresh.alice.motion("withdraw", "main")
    assert advised(fresh, "main").answer.verdict == "complete"


def test_a_meeting(fresh: Field) -> None:
    alice = fresh.alice
    alice.gov("meeting", "call", "Monday")
    found = advised(fresh, "Monday")
    assert (found.answer.verdict, found.facts["number"], found.facts["absent"]) == (
        "open",
        1,
        ["alice", "bob", "carol"],
    )
    with pytest.raises(BadInput, match="there has been no meeting 5"):
        advised(fresh, "Monday", 5)
    with pytest.raises(BadInput, match="no motion is called 'Tuesday'"):
        advised(fresh, "Tuesday")
