"""Asking an adviser's model, from the case to what is recorded of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gitgov.advice.events import AdviceProposed, Provenance
from gitgov.chamber.acts import find_actor
from gitgov.chamber.advising.asked import heard
from gitgov.chamber.advising.integration import case as together
from gitgov.chamber.advising.proposals import body_of, proposals_on, put_on_record
from gitgov.chamber.advising.review import case
from gitgov.chamber.manner import Manner
from gitgov.cli.advice_shown import advice_json, where_from
from tests.kit.field import Clone, Field
from tests.kit.models import FORMATS, SLOW, Provider, profile_of, saying

pytestmark = pytest.mark.as_installed


@pytest.fixture
def alice(fresh: Field) -> Clone:
    return fresh.alice


def says(model: Provider, **said: object) -> None:
    model.speak = saying(json.dumps({"remark": "", **said}))


def test_a_model_that_repeats_names_as_it_was_shown_them_is_heard(alice: Clone, model: Provider) -> None:
    """Alice is on the roll: her branches and her folder are shown under another name."""
    for name in ("alice/one", "alice/two"):
        alice.git("switch", "--quiet", "main")
        alice.commit({f"{name}.py": "a = 1\n"}, branch=name)
    profile = profile_of(model.root)
    finding = {"path": "<person-1>/one.py", "line": 1, "note": "look"}
    says(model, verdict="object", findings=[finding], tests=[])
    found = heard(alice.chamber(), case(alice.chamber(), "alice/one", "main"), profile, None)
    assert (found.provenance.fell_back, found.answer.verdict) == ("", "object")
    assert [(each.path, each.line) for each in found.answer.findings] == [("alice/one.py", 1)]
    says(model, verdict="together", order=["<person-1>/two", "<person-1>/one"])
    ordered = heard(alice.chamber(), together(alice.path, ["alice/one", "alice/two"], "main"), profile, None)
    assert ordered.provenance.fell_back == ""
    assert body_of(ordered).order == ["alice/two", "alice/one"]


def test_an_answer_that_is_void_is_not_kept_and_one_that_was_taken_is(alice: Clone, model: Provider) -> None:
    alice.commit({"a.py": "a = 1\n"}, branch="fix")
    chamber, profile, told = alice.chamber(), profile_of(model.root), list[str]()
    found = case(chamber, "fix", "main")
    for path, fell_back, sent in (("b.py", True, 1), ("a.py", False, 1), ("a.py", False, 0)):
        says(model, verdict="object", findings=[{"path": path, "line": 1, "note": "look"}], tests=[])
        came = heard(chamber, found, profile, None, Manner(tell=told.append))
        assert (bool(came.provenance.fell_back), len(model.received())) == (fell_back, sent)
    assert told == [profile.name] * 2


def told_of(alice: Clone, model: Provider, wire: str = "openai", **profile: Any) -> Provenance:
    """Returns what is on record of a model's being asked."""
    alice.commit({"a.py": "a = 1\n"}, branch="fix")
    chamber = alice.chamber()
    advised = heard(chamber, case(chamber, "fix", "main"), profile_of(model.root, wire, **profile), None)
    event = put_on_record(chamber, find_actor(chamber), advised)
    [told] = [each for each in proposals_on(alice.chamber(), advised.case.subject) if each.id == event.id]
    assert told.body == body_of(advised)
    return told.body.provenance


def test_a_record_says_which_profile_it_was_and_what_was_not_sent(alice: Clone, model: Provider) -> None:
    says(model, verdict="clean", findings=[], tests=[])
    told = told_of(alice, model, seed=7, temperature="0.3")
    assert (told.seed, told.temperature, told.adaptations, told.unsent) == (7, "0.3", [], False)
    assert told.profile_digest == profile_of(model.root, seed=7, temperature="0.3").digest()
    assert told_of(alice, model, seed="none").seed is None
    told = told_of(alice, model, FORMATS[1], seed=7)
    assert (told.seed, told.adaptations) == (None, ["dropped config.seed"])
    assert all(b"seed" not in each.body for each in model.received() if "messages" in each.path)


def test_the_same_facts_and_the_same_answer_give_the_same_proposal(
    fresh: Field, model: Provider, tmp_path: Path
) -> None:
    """In every clone, each of which asks anew; another answer gives another one."""
    head = fresh.alice.commit({"a.py": "a = 1\n"}, branch="fix")
    fresh.alice.push(f"{head}:refs/heads/fix", check=True)
    fresh.bob.git("fetch", "--quiet")
    fresh.bob.git("branch", "fix", "origin/fix")

    def digest(clone: Clone, state: str) -> str:
        profile = profile_of(model.root, state=str(tmp_path / state))
        advised = heard(clone.chamber(), case(clone.chamber(), "fix", "main"), profile, None)
        return str(advice_json(body_of(advised), advised.case.subject)["digest"])

    says(model, verdict="clean", findings=[], tests=[])
    first = digest(fresh.alice, "alice")
    assert digest(fresh.bob, "bob") == first
    assert len(model.received()) == 2
    says(model, verdict="look", findings=[], tests=[])
    assert digest(fresh.bob, "again") != first


def test_tokens_that_nobody_counted_are_unknown(alice: Clone, model: Provider) -> None:
    model.speak = SLOW["stalls"]
    told = told_of(alice, model, name="slow", deadline=1)
    assert (told.fell_back, told.unsent, told.tokens_in, told.tokens_out) == (
        "it did not answer in time", False, None, None,
    )  # fmt: skip


def test_over_budget_nothing_was_sent(alice: Clone, model: Provider) -> None:
    told = told_of(alice, model, name="poor", budget={"month": {"tokens": 10}})
    assert (told.unsent, told.tokens_in, told.tokens_out, model.received()) == (True, 0, 0, [])
    assert told.requests
    [first, *_] = list(
        where_from(AdviceProposed(adviser="review", about="x", verdict="clean", floor="clean", provenance=told))
    )[1:]
    assert first.startswith("nothing was sent to m of profile poor (")
