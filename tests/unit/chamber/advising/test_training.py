"""Learning from past decisions: what became of them, how well verdicts tell it, and programs that are adopted by decision."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from gitgov.advice import strategy
from gitgov.advice.advisers import ADVISERS, release, retro, sprint
from gitgov.advice.advisers.merge import ADVISER
from gitgov.advice.advisers.operation import OperationFacts, Wanted
from gitgov.advice.advisers.release import Change, ReleaseFacts
from gitgov.advice.advisers.retro import RetroFacts, Sign
from gitgov.advice.advisers.sprint import Open, SprintFacts
from gitgov.advice.answer import Answer, Case, Citable, told
from gitgov.advice.events import ProgramCompiled
from gitgov.advice.learning import LEAST, Example, Report, report
from gitgov.advice.marking import Became
from gitgov.advice.strategy import Incoming, IntegrationFacts
from gitgov.chamber.acts import find_actor
from gitgov.chamber.advising.asked import advise, heard, judged
from gitgov.chamber.advising.hindsight.merges import outcomes_of
from gitgov.chamber.advising.hindsight.past import Inquiry
from gitgov.chamber.advising.hindsight.table import examples
from gitgov.chamber.advising.merge import case
from gitgov.chamber.advising.operation import case_from
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
    if name == "strategy":
        return "hold"
    return schema["enum"][-1] if "enum" in schema else kinds.get(schema.get("type", "string"), f"some {name}")


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
    found = examples("merge", Inquiry(field.alice.chamber(), MAIN, 3))
    assert [each.became.good for each in found] == [True, False, False]
    assert {each.case.answer.verdict for each in found} == {"ready"}
    assert [each.case.facts["files"] for each in found] == [1, 1, 1]


@pytest.mark.parametrize(
    ("optimizer", "asks"), [("labeled", False), ("bootstrap", True), ("gepa", True), ("mipro", True)]
)
def test_a_program_learns_is_recorded_and_is_adopted_by_decision(
    field: Field, model: Provider, optimizer: str, asks: bool
) -> None:
    chamber, profile = field.alice.chamber(), profile_of(model.root, name=f"p-{optimizer}")
    found = examples("merge", Inquiry(chamber, MAIN, 100))
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


@pytest.mark.parametrize("optimizer", ["labeled", "bootstrap", "mipro", "gepa"])
def test_what_became_of_a_case_is_shown_to_no_model_but_where_it_reads_what_was_right(
    field: Field, model: Provider, optimizer: str
) -> None:
    chamber, profile = field.alice.chamber(), profile_of(model.root, name=f"p-blind-{optimizer}")
    found = examples("merge", Inquiry(chamber, MAIN, 100))
    made = train(chamber, "merge", profile, found, Course(optimizer, 10**6, 120))
    sent = [each.body.decode() for each in model.received()]
    assert sent
    reflecting = [each for each in sent if "taken back by" in each]
    assert bool(reflecting) == (optimizer == "gepa")
    for each in (*sent, made.body.state):
        assert not re.search(r"\\?[\"'](?:good|why|worth|floor_order|floor_choice)\\?[\"']:", each), each[:2_000]


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
            chamber,
            "merge",
            profile_of(model.root, name="p-hindered"),
            examples("merge", Inquiry(chamber, MAIN, 100)),
            course,
        )


WANTED = OperationFacts(
    "main", "0" * 40, wanted=tuple(Wanted("git vote", ("status", f"M-{n}"), "it waits") for n in range(3))
)
SPRINT = SprintFacts("core", 4, tuple(Open(f"A-{n}", "0" * 64, 2, n) for n in range(1, 4)), (), ("A-2", "A-3"), "5")
SIGNS = RetroFacts(
    "main", "2026", tuple(Sign(each, "main", 2, "it was seen", ("f" * 40,)) for each in ("conflict", "revert"))
)
BRANCHES = IntegrationFacts("main", "0" * 40, (), tuple(Incoming(each, "1" * 40, 1) for each in "abc"), ("a", "b", "c"))
CHANGE = ReleaseFacts("v2", "0" * 40, "v1", "1" * 40, Change(1, 1, 1, ("a.py",)))


def past_case(adviser: str, head: str, facts: Any, answer: Answer, names: Sequence[str] = ()) -> Case:
    return Case(adviser, head, "x", told(facts), answer, citable=Citable(frozenset({head}), (*answer.order, *names)))


PAST: Mapping[str, tuple[Callable[[str], Case], Sequence[Became]]] = {
    "operation": (lambda head: case_from(WANTED._replace(head=head)), [Became(worth={"git vote status M-1": 1})]),
    "sprint": (
        lambda head: past_case("sprint", head, SPRINT, sprint.answer(SPRINT), [*SPRINT.by_name]),
        [Became(worth={"A-1": 1, "A-3": 1})],
    ),
    "retro": (lambda head: past_case("retro", head, SIGNS, retro.answer(SIGNS)), [Became(worth={"revert main": 3})]),
    "integration": (lambda head: past_case("integration", head, BRANCHES, strategy.answer(BRANCHES)), [Became()]),
    "release": (
        lambda head: past_case("release", head, CHANGE, release.answer(CHANGE)),
        [Became(), Became(good=False, why="it went back")],
    ),
}
"""Of each adviser how a past case of a commit is made, and what became of such cases in turn."""


@pytest.mark.parametrize("optimizer", ["labeled", "bootstrap", "gepa"])
@pytest.mark.parametrize("adviser", PAST)
def test_every_adviser_that_a_model_has_a_word_in_can_learn(
    fresh: Field, model: Provider, adviser: str, optimizer: str
) -> None:
    chamber, (put, became) = fresh.alice.chamber(), PAST[adviser]
    found = [Example(put(fresh.alice.head("main")), became[at % len(became)], at) for at in range(4 * LEAST + 4)]
    profile = profile_of(model.root, name=f"p-{adviser}-{optimizer}")
    made = train(chamber, adviser, profile, found, Course(optimizer, 10**6, 120))
    assert made.body.score is not None
    demos = json.loads(made.body.state)["demos"]
    assert bool(demos) == (optimizer != "gepa")
    for each in demos:
        assert not {"good", "why", "worth", "floor_order", "floor_choice", "number"} & {*each}
    if optimizer == "labeled" and "order" in ADVISERS[adviser].says.model_fields:
        assert sorted(demos[0]["order"]) == sorted(became[0].worth)


def test_more_than_a_record_holds_is_said_and_not_recorded(fresh: Field, model: Provider) -> None:
    facts = SIGNS._replace(signs=tuple(each._replace(what="x" * 30_000) for each in SIGNS.signs))
    case = past_case("retro", fresh.alice.head("main"), facts, retro.answer(facts))
    found = [Example(case, Became(worth={"revert main": 3}), at) for at in range(2 * LEAST)]
    with pytest.raises(BadInput, match="and a record holds 200000"):
        train(fresh.alice.chamber(), "retro", profile_of(model.root), found, Course("labeled", 10**6, 60))


def test_who_has_no_word_in_what_is_marked_has_nothing_to_learn(fresh: Field, model: Provider) -> None:
    with pytest.raises(BadInput, match="a model has no word in how far what it says is left to do"):
        train(fresh.alice.chamber(), "minutes", profile_of(model.root), [], Course("labeled", 10**6, 60))
    assert model.received() == []


@pytest.mark.parametrize("optimizer", ["labeled", "gepa", "mipro"])
def test_names_of_people_stand_for_others_in_what_an_answer_is_marked_by(
    fresh: Field, model: Provider, optimizer: str
) -> None:
    """And what was seen only later, which names people that the case does not name, is no part of it."""
    head, signs = fresh.alice.head("main"), (*SIGNS.signs, Sign("impediment", "alice", 1, "it was seen", ("f" * 40,)))
    facts = SIGNS._replace(signs=signs)
    case = past_case("retro", head, facts, retro.answer(facts))
    worth = {"impediment alice": 9, "impediment bob": 5, "conflict main": 3}
    found = [Example(case, Became(worth=worth), at) for at in range(4 * LEAST)]
    profile = profile_of(model.root, name=f"p-names-{optimizer}")
    made = train(fresh.alice.chamber(), "retro", profile, found, Course(optimizer, 10**6, 120))
    told = (made.body.state, *(each.body.decode() for each in model.received()))
    assert any("impediment <person-1>" in each for each in told)
    assert not [each for each in told if re.search("alice|bob", each)]


def test_a_case_of_which_a_model_could_not_have_said_what_counted_teaches_nothing(
    fresh: Field, model: Provider
) -> None:
    put, _ = PAST["operation"]
    case = put(fresh.alice.head("main"))
    worth = [{"git vote status M-1": 1}, {"git motion announce M-7": 1}]
    found = [Example(case, Became(worth=worth[at % 2]), at) for at in range(4 * LEAST)]
    made = train(
        fresh.alice.chamber(), "operation", profile_of(model.root, name="p-none"), found, Course("labeled", 10**6, 60)
    )
    assert [each["order"] for each in json.loads(made.body.state)["demos"]] == [["git vote status M-1"]] * 4
    assert made.body.trained_on == LEAST
    found = [each._replace(became=Became(worth=worth[1])) for each in found]
    with pytest.raises(BadInput, match="a model could have said nothing of what counted"):
        train(fresh.alice.chamber(), "operation", profile_of(model.root), found, Course("labeled", 10**6, 60))


def test_too_few_cases_teach_nothing(field: Field, model: Provider) -> None:
    chamber = field.alice.chamber()
    with pytest.raises(BadInput, match="it takes 5 of each"):
        train(
            chamber,
            "merge",
            profile_of(model.root),
            examples("merge", Inquiry(chamber, MAIN, 6)),
            Course("labeled", 10**6, 60),
        )
    assert model.received() == []


@pytest.mark.parametrize("optimizer", ["labeled", "bootstrap"])
def test_a_model_that_is_not_heard_is_not_measured(field: Field, model: Provider, optimizer: str) -> None:
    model.speak = saying("garbage")
    chamber, profile = field.alice.chamber(), profile_of(model.root, name=f"p-mad-{optimizer}")
    found = examples("merge", Inquiry(chamber, MAIN, 100))
    with pytest.raises(BadInput, match=f"p-mad-{optimizer} was heard on 0 of {len(found) // 2} later cases"):
        train(chamber, "merge", profile, found, Course(optimizer, 10**6, 60))
    told_so = report(ADVISER.metric, found[:3], lambda case: judged(heard(chamber, case, profile, None)))
    assert told_so == Report(0, 0, 0, 0, None, 0, 3)


EMPTY = '{"demos":[],"signature":{}}'


def put_an_empty_program_on_record(field: Field, state: str = EMPTY) -> str:
    chamber, digest = field.alice.chamber(), sha256(state.encode()).hexdigest()
    body = ProgramCompiled(adviser="merge", digest=digest, state=state, optimizer="labeled")
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
        assert program_for(field.alice.chamber(), "merge") == (None if program == "none" else json.loads(EMPTY))


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
    "state",
    [
        "{}",
        '{"demos":[]}',
        '{"demos":{},"signature":{}}',
        '{"demos":[],"signature":{},"lm":{}}',
        '{"config":{},"demos":[],"signature":{}}',
    ],
)
def test_a_program_that_nothing_could_be_asked_with_is_not_moved(field: Field, state: str) -> None:
    digest = put_an_empty_program_on_record(field, state)
    text = f"Ask so\n\nAdvice-Program: merge {digest}\n"
    moved = field.alice.motion("adopt", "process", "-m", text, check=False)
    assert (moved.returncode, "is none that could be asked with" in moved.stderr) == (2, True), moved.stderr


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
