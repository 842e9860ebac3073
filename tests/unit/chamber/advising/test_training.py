"""Learning from past decisions: what became of them, how well verdicts tell it, and programs that are adopted by decision."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from gitgov.advice.advisers.merge import ADVISER
from gitgov.advice.events import ProgramCompiled
from gitgov.advice.learning import LEAST, Report, report
from gitgov.chamber.acts import find_actor
from gitgov.chamber.advising.asked import advise, heard, judged
from gitgov.chamber.advising.merge import case
from gitgov.chamber.advising.outcomes import examples, outcomes_of
from gitgov.chamber.advising.programs import adopted, program_for
from gitgov.chamber.advising.training import Course, record_program, train
from gitgov.chamber.clock import now
from gitgov.chamber.spending import spent_now
from gitgov.chamber.stubs import Received, Speaking, answer
from gitgov.chamber.threads import open_thread
from gitgov.core.errors import BadInput, Undecided
from tests.kit.field import MAIN_AND_TAGS, Field, Fields, charter_of
from tests.kit.histories import at_will
from tests.kit.models import Provider, profile_of, saying
from tests.kit.people import People
from tests.kit.servers import File

pytestmark = pytest.mark.as_installed

MAIN = "refs/heads/main"
EACH = 2 * LEAST + 2


@pytest.fixture
def model(model: Provider) -> Provider:
    model.speak = obliging
    return model


def obliging(speaking: Speaking, got: Received) -> None:
    """Answers whatever an optimizer asks for, by the schema that it sends: a verdict that holds, and some text."""
    asked = json.loads(got.body).get("response_format", {}).get("json_schema", {}).get("schema", {})
    said = {name: _some(name, each) for name, each in asked.get("properties", {}).items()}
    speaking.give(200, json.dumps(answer(got.path, json.dumps(said))).encode())


def _some(name: str, schema: Mapping[str, Any]) -> Any:
    kinds = {"array": [], "integer": 1, "number": 1, "boolean": True, "object": {}}
    return "hold" if name == "verdict" else kinds.get(schema.get("type", "string"), f"some {name}")


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body in whose main every other merge was taken back, and that has lost feature/lost."""
    return fields.grown(tmp_path / "field", File(), lived, charter_of(people, MAIN_AND_TAGS))


def lived(field: Field) -> None:
    alice = field.alice
    for number in range(2 * EACH):
        alice.git("switch", "--quiet", "main")
        alice.commit({f"{number}.py": f"x = {number}\n" * (number + 1)}, f"Change {number}", branch=f"side/{number}")
        alice.git("switch", "--quiet", "main")
        alice.git("merge", "--quiet", "--no-ff", "--no-verify", "-m", f"Merge {number}", f"side/{number}")
        if number % 2:
            alice.git("-c", "core.hooksPath=/dev/null", "revert", "--no-edit", "-m", "1", "HEAD")
    alice.git("update-ref", "refs/remotes/origin/main", "main")
    alice.commit({"lost.py": "x = 0\n"}, "Lose", branch="feature/lost")
    field.decide("merge", "feature/lost", choice="nay")


def test_what_became_of_each_is_told(field: Field) -> None:
    found = list(outcomes_of(field.alice.chamber(), MAIN))
    taken_back = [each for each in found if each.why.startswith("taken back by")]
    assert (len(found), len(taken_back)) == (2 * EACH + 1, EACH)
    assert [(each.head, each.why) for each in found if each.branch] == [
        (field.alice.head("feature/lost"), "the assembly lost it")
    ]


def test_a_past_case_is_put_together_as_it_stood(field: Field) -> None:
    found = examples(field.alice.chamber(), "merge", MAIN, 3)
    assert [each.good for each in found] == [True, False, False]
    assert {each.case.answer.verdict for each in found} == {"ready"}
    assert [each.case.facts["files"] for each in found] == [1, 1, 1]


@pytest.mark.parametrize(
    ("optimizer", "asks"), [("labeled", False), ("bootstrap", True), ("gepa", True), ("mipro", True)]
)
def test_a_program_learns_is_recorded_and_is_adopted_by_decision(
    field: Field, model: Provider, optimizer: str, asks: bool
) -> None:
    chamber, profile = field.alice.chamber(), profile_of(model.root, name=f"p-{optimizer}")
    found = examples(chamber, "merge", MAIN, 100)
    made = train(chamber, "merge", profile, found, Course(optimizer, 10**6, 120))
    assert (bool(made.requests), made.body.trained_on + made.body.judged_on) == (asks, len(found))
    assert (made.facts, made.body.score) == (500, 500)
    assert spent_now(profile).tokens > 0
    assert program_for(chamber, "merge") is None

    event = record_program(chamber, find_actor(chamber, str(field.people.alice.key_path)), made)
    assert field.alice.gov("show", event.id).stdout
    text = f"Ask so\n\nAdvice-Program: merge {made.body.digest}\n"
    name = field.decide("adopt", "process", "-m", text)
    assert adopted(field.alice.chamber()) == {"merge": made.body.digest}, name
    assert program_for(field.alice.chamber(), "merge") == json.loads(made.body.state)

    field.alice.commit({"new.py": "y = 1\n"}, "New", branch="feature/new")
    chamber = field.alice.chamber()
    asked = advise(chamber, case(chamber, "feature/new"))
    assert asked.provenance.profile == ""


def test_the_outcome_of_a_case_is_no_part_of_what_is_asked(field: Field, model: Provider) -> None:
    chamber = field.alice.chamber()
    made = train(
        chamber,
        "merge",
        profile_of(model.root, name="p-blind"),
        examples(chamber, "merge", MAIN, 100),
        Course("labeled", 10**6, 120),
    )
    assert json.loads(made.body.state)["demos"]
    for each in model.received():
        assert "taken back" not in each.body.decode()
        assert '"good"' not in made.body.state


@pytest.mark.parametrize(
    ("course", "words"),
    [
        (Course("bootstrap", 2_000, 60), "run-budget"),
    ],
    ids=["more than it may take"],
)
def test_what_hinders_it_is_said(field: Field, model: Provider, course: Course, words: str) -> None:
    chamber = field.alice.chamber()
    with pytest.raises(BadInput, match=words):
        train(
            chamber, "merge", profile_of(model.root, name="p-hindered"), examples(chamber, "merge", MAIN, 100), course
        )


def test_too_few_cases_teach_nothing(field: Field, model: Provider) -> None:
    chamber = field.alice.chamber()
    with pytest.raises(BadInput, match="it takes 5 of each"):
        train(
            chamber, "merge", profile_of(model.root), examples(chamber, "merge", MAIN, 6), Course("labeled", 10**6, 60)
        )
    assert model.received() == []


@pytest.mark.parametrize("optimizer", ["labeled", "bootstrap"])
def test_a_model_that_is_not_heard_is_not_measured(field: Field, model: Provider, optimizer: str) -> None:
    model.speak = saying("garbage")
    chamber, profile = field.alice.chamber(), profile_of(model.root, name=f"p-mad-{optimizer}")
    found = examples(chamber, "merge", MAIN, 100)
    with pytest.raises(BadInput, match=f"p-mad-{optimizer} was heard on 0 of {len(found) // 2} later cases"):
        train(chamber, "merge", profile, found, Course(optimizer, 10**6, 60))
    told = report(ADVISER.levels, found[:3], lambda case: judged(heard(chamber, case, profile, None)))
    assert told == Report(0, 0, 0, 0, None, 0, 3)


def put_an_empty_program_on_record(field: Field) -> str:
    chamber, digest = field.alice.chamber(), sha256(b"{}").hexdigest()
    body = ProgramCompiled(adviser="merge", digest=digest, state="{}", optimizer="labeled")
    open_thread(chamber, find_actor(chamber, str(field.people.alice.key_path)), body, chamber.chain.subject)
    return digest


def test_a_program_that_was_adopted_and_is_not_here_is_not_passed_over(field: Field) -> None:
    digest = put_an_empty_program_on_record(field)
    field.decide("adopt", "process", "-m", f"Ask so\n\nAdvice-Program: merge {digest}\n")
    field.alice.git("update-ref", "-d", "refs/notes/gov/advice")
    with pytest.raises(Undecided, match="is not here"):
        program_for(field.alice.chamber(), "merge")


def test_the_last_decision_about_a_program_counts(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, begun = at_will(monkeypatch), now()
    digest = put_an_empty_program_on_record(field)
    for minute, program in enumerate((digest, "none", digest)):
        clock(begun + 60 * minute)
        field.decide("adopt", "process", "-m", f"Ask so, {minute}\n\nAdvice-Program: merge {program}\n")
        assert program_for(field.alice.chamber(), "merge") == (None if program == "none" else {})


@pytest.mark.parametrize("back_first", [True, False])
def test_of_two_decisions_in_one_second_the_one_that_goes_back_counts(
    field: Field, monkeypatch: pytest.MonkeyPatch, back_first: bool
) -> None:
    at_will(monkeypatch)(now())
    programs = [put_an_empty_program_on_record(field), "none"]
    for program in reversed(programs) if back_first else programs:
        field.decide("adopt", "process", "-m", f"Ask so\n\nAdvice-Program: merge {program}\n")
    assert program_for(field.alice.chamber(), "merge") is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"merge {'a' * 64}", "no program aaaaaaaaaaaa of the adviser merge is on record here"),
        (f"oracle {'a' * 64}", "there is no adviser oracle"),
        (f"merge {'A' * 64}", "not read as the adoption of a program"),
        ("merge none ", "not read as the adoption of a program"),
    ],
)
def test_a_decision_that_would_adopt_nothing_is_not_moved(field: Field, line: str, words: str) -> None:
    moved = field.alice.motion("adopt", "process", "-m", f"Ask so\n\nAdvice-Program: {line}\n\nAs said.", check=False)
    assert (moved.returncode, words in moved.stderr) == (2, True), moved.stderr


def test_nobody_can_tell_what_became_of_some_advice(field: Field) -> None:
    with pytest.raises(BadInput, match="nobody can tell"):
        examples(field.alice.chamber(), "operation", MAIN, 5)
