"""Every adviser's question over a real wire: it can be put, its answer can be read, and whatever a provider does leaves the facts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from gitgov.advice.advisers import ADVISERS
from gitgov.advice.answer import Answer, Case, Citable
from gitgov.chamber.asking import ask
from gitgov.chamber.manner import DRY
from gitgov.chamber.stubs import Received, Speaking, answer
from tests.kit.models import FAULTS, Provider, profile_of

pytestmark = pytest.mark.as_installed


@pytest.fixture
def model(model: Provider) -> Provider:
    model.speak = obliging
    return model


def obliging(speaking: Speaking, got: Received) -> None:
    """Answers by the schema that is sent: the most careful verdict, and as little as the schema lets it."""
    schema = json.loads(got.body)["response_format"]["json_schema"]["schema"]
    said = {name: _least(name, each) for name, each in schema["properties"].items()}
    speaking.give(200, json.dumps(answer(got.path, json.dumps(said))).encode())


def _least(name: str, schema: Mapping[str, Any]) -> Any:
    if name == "verdict":
        return schema["enum"][-1]
    return {"array": [], "integer": 0, "object": {}}.get(schema.get("type", ""), "")


def case_of(name: str) -> Case:
    levels = ADVISERS[name].levels
    return Case(name, "a" * 40, "x", {"number": 1}, Answer(levels[0], ("a fact",)), {"diff": "+x"}, Citable())


@pytest.mark.parametrize("name", sorted(ADVISERS))
def test_it_can_be_put_and_its_answer_read(model: Provider, name: str) -> None:
    adviser, case = ADVISERS[name], case_of(name)
    reply = ask(profile_of(model.root), adviser, case)
    assert reply.said is not None, reply.reason
    assert reply.said.verdict == adviser.levels[-1]
    [sent] = model.received()
    assert adviser.instructions[:40] in sent.body.decode()


@pytest.mark.parametrize("name", sorted(ADVISERS))
def test_what_is_shown_beforehand_is_what_is_sent(model: Provider, name: str) -> None:
    adviser, case = ADVISERS[name], case_of(name)
    [shown] = ask(profile_of(model.root, name="p-dry"), adviser, case, manner=DRY).context
    assert model.received() == []
    asked = ask(profile_of(model.root, name="p-wet"), adviser, case)
    assert asked.context == (shown,)


@pytest.mark.parametrize("fault", sorted(FAULTS)[:: max(1, len(FAULTS) // 6)])
@pytest.mark.parametrize("name", sorted(ADVISERS))
def test_a_fault_of_a_provider_leaves_the_facts(model: Provider, name: str, fault: str) -> None:
    model.speak, reasons = FAULTS[fault]
    reply = ask(profile_of(model.root, name=f"p-{name}"), ADVISERS[name], case_of(name))
    assert reply.said is None
    assert reply.reason in reasons.split()
