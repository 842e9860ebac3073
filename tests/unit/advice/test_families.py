"""The law of the advice room: a proposal is never less careful than its facts and the model, and who made it may be an adviser."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from gitgov.advice.events import AdviceProposed, ProgramCompiled
from gitgov.advice.families import Program, Proposal
from gitgov.chamber.kinds import every_family
from gitgov.procedure.acts import ACTS
from tests.kit import rooms
from tests.kit.charters import team
from tests.kit.rooms import SUBJECT

STATE = '{"demos": []}'


def room() -> rooms.Room:
    return rooms.Room(team("alice", "bob", "carol", "dave").but(advisers=("carol",), retired=("dave",)))


def proposed(profile: str = "", **said: Any) -> AdviceProposed:
    fields = {"adviser": "merge", "about": "feature/x", "verdict": "ready", "floor": "ready"}
    return AdviceProposed.model_validate(fields | {"provenance": {"facts": "a" * 64, "profile": profile}} | said)


def heard(**told: Any) -> dict[str, Any]:
    return {"facts": "a" * 64, "profile": "local", "model": "m", **told}


def released(verdict: str, choice: str) -> AdviceProposed:
    return proposed(adviser="release", verdict=verdict, floor=verdict, choice=choice)


def operated(*order: str) -> AdviceProposed:
    return proposed(adviser="operation", verdict="go", floor="go", order=list(order))


def compiled(**said: Any) -> ProgramCompiled:
    fields = {"adviser": "merge", "state": STATE, "optimizer": "BootstrapFewShot"}
    return ProgramCompiled.model_validate(fields | {"digest": hashlib.sha256(STATE.encode()).hexdigest()} | said)


def stated(state: str) -> ProgramCompiled:
    return compiled(state=state, digest=hashlib.sha256(state.encode()).hexdigest())


@pytest.mark.parametrize("who", ["alice", "carol"])
def test_a_member_or_an_adviser_proposes(who: str) -> None:
    here = room()
    here.act(who, proposed())
    state = here.thread().state
    assert isinstance(state, Proposal)
    assert (here.codes(), state.by, state.subject) == ([], who, SUBJECT)


def test_who_has_retired_does_not() -> None:
    here = room()
    here.act("dave", proposed())
    assert here.codes() == ["GOV-305"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (proposed(adviser="oracle"), "GOV-750"),
        (compiled(adviser="oracle"), "GOV-750"),
        (proposed(verdict="fine"), "GOV-751"),
        (proposed("local", model_said="fine"), "GOV-751"),
        (proposed(floor="hold"), "GOV-752"),
        (proposed("local", model_said="hold"), "GOV-752"),
        (proposed(verdict="hold"), "GOV-752"),
        (proposed(verdict="hold", model_said="hold"), "GOV-753"),
        (proposed(remark="approve"), "GOV-753"),
        (proposed(model_said="ready", provenance=heard(fell_back="it did not answer in time")), "GOV-753"),
        (proposed(remark="approve", provenance=heard(fell_back="it did not answer in time")), "GOV-753"),
        (proposed(model_said="ready", provenance=heard(unsent=True)), "GOV-753"),
        (released("no-go", "standard"), "GOV-745"),
        (operated("git gov sync", "rm -rf ~"), "GOV-745"),
        (operated("git pushy"), "GOV-745"),
        (compiled(digest="b" * 64), "GOV-754"),
        (stated("not json"), "GOV-754"),
        (stated("[1, 2]"), "GOV-754"),
        (stated("[" * 100_000), "GOV-754"),
    ],
    ids=[
        "no such adviser", "nor program for one", "no such verdict", "nor of a model", "less careful than its facts",
        "less careful than the model", "more careful than both", "a model without a profile",
        "a remark without a profile", "a word of one that was not heard", "nor a remark of it", "nor of one that nothing was sent to",
        "a no-go that goes", "no operation", "nor one that begins like one", "another digest",
        "no JSON", "no object", "too deep",
    ],
)  # fmt: skip
def test_what_does_not_follow_is_out_of_order(body: AdviceProposed | ProgramCompiled, code: str) -> None:
    here = room()
    here.act("carol", body)
    assert here.codes() == [code]


@pytest.mark.parametrize(
    "body",
    [
        proposed("local", verdict="hold", model_said="hold"),
        proposed("local", verdict="wait", floor="wait", model_said="ready"),
        proposed("local", verdict="wait", floor="wait", model_said="ready", remark="it is well"),
        proposed(provenance=heard(fell_back="it did not answer in time", unsent=True)),
        proposed(patch="a patch of the user's own"),
        released("no-go", "hold"),
        released("no-go", ""),
        released("go", "canary"),
        operated("git gov sync", "git push -- origin x"),
    ],
)
def test_a_model_only_ever_makes_it_more_careful(body: AdviceProposed) -> None:
    here = room()
    here.act("carol", body)
    assert here.codes() == []


def test_a_program_is_kept_by_its_digest() -> None:
    here = room()
    here.act("carol", compiled())
    assert (here.codes(), type(here.thread().state)) == ([], Program)


def test_an_adviser_does_nothing_in_any_other_room() -> None:
    from gitgov.quality.events import MeasuresTaken  # noqa: PLC0415 - the one line of another room

    here = room()
    here.act(
        "carol",
        MeasuresTaken.model_validate({"measures": [{"metric": "coverage", "value": "80", "unit": "%", "n": 5}]}),
    )
    assert here.codes() == ["GOV-339"]


def test_nothing_else_of_any_room_is_open_to_an_adviser() -> None:
    """What does not ask for a member: the two of this room, and the acceptance of a charter by whom it makes a member."""
    opened = {name for name, family in every_family().items() if family.advising}
    assert opened == {"advice.proposed", "program.compiled"}
    assert {name for name, row in ACTS.items() if row.entering} == {"acceptance.given"}
