"""`git gov advise` for who reads it: wrong words, where a proposal comes from, and what a motion rests on."""

import json
from pathlib import Path

import pytest

from gitgov.advice.events import AdviceProposed, FindingOf, Provenance
from gitgov.chamber.acts import find_actor
from gitgov.chamber.advising.proposals import the_proposal
from gitgov.chamber.threads import open_thread
from tests.kit.field import MAIN_AND_TAGS, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import commit, git
from tests.kit.servers import File


@pytest.fixture
def field(fields: Fields, tmp_path: Path) -> Field:
    return fields.founded(tmp_path / "field", File())


def proposed(field: Field, people: People) -> str:
    """Puts advice on record that a model took part in; returns its name."""
    told = Provenance(
        facts="a" * 64,
        program="b" * 64,
        requests=["c" * 64],
        profile="local",
        model="small",
        seed=7,
        tokens_in=120,
        tokens_out=8,
        cost="0.01",
        versions=["dspy 3.4.1"],
    )
    body = AdviceProposed(
        adviser="merge",
        about="feature/x",
        verdict="wait",
        floor="ready",
        model_said="wait",
        patch="a\nb\n",
        upon="refs/heads/main",
        provenance=told,
    )
    chamber, head = field.alice.chamber(), field.alice.head("feature/x")
    return f"P-{open_thread(chamber, find_actor(chamber, str(people.alice.key_path)), body, head).id[:8]}"


@pytest.mark.parametrize("adviser", ["merge", "review", "risk"])
def test_a_branch_that_is_not_here_is_named(field: Field, adviser: str) -> None:
    done = field.alice.gov("advise", adviser, "feature/x", "--into", "nosuch", check=False)
    assert (done.returncode, "there is no branch nosuch here" in done.stderr) == (2, True), done.stderr


def test_an_adviser_that_has_said_nothing_of_what_is_moved_is_told_as_that(field: Field, people: People) -> None:
    done = field.alice.motion("merge", "feature/x", "--advice", "merge", check=False)
    assert "nothing that merge advises is on record\n" in done.stderr
    proposed(field, people)
    field.alice.commit({"y": "y\n"}, branch="feature/y")
    done = field.alice.motion("merge", "feature/y", "--advice", "merge", check=False)
    assert "nothing that merge advises is on record about this\n" in done.stderr


def test_a_proposal_tells_where_it_comes_from(field: Field, people: People) -> None:
    said = field.alice.gov("advise", "show", proposed(field, people)).stdout
    assert f"facts {'a' * 64}" in said
    assert f"asked small of profile local, seed 7, by program {'b' * 12}" in said
    assert "with tests as a patch of 2 lines: --json has it" in said
    assert f"requests {'c' * 12}; 120 tokens in, 8 out; cost 0.01" in said


def test_and_is_found_by_its_name_as_any_record_and_told_in_the_journal(field: Field, people: People) -> None:
    name = proposed(field, people)
    assert field.alice.gov("show", name).stdout.startswith(f"record {name[2:]}")
    assert "proposes, on merge of feature/x: wait" in field.alice.gov("log").stdout


def test_what_a_motion_rests_on_is_told_with_it_and_with_what_it_let_in(field: Field, people: People) -> None:
    name, alice = proposed(field, people), field.alice
    words = f"{name}, merge feature/x: wait (by facts ready, and small of profile local said wait), proposed by alice"
    moved = alice.motion("merge", "feature/x", "--advice", name).stdout.split()[0]
    assert f"Rests on {words}" in alice.motion("show", moved).stdout
    (rests,) = json.loads(alice.motion("show", moved, "--json").stdout)["rests_on"]
    assert (f"P-{rests['record'][:8]}", rests["what"], rests["found"]) == (name, words, True)
    alice.motion("second", moved, "--key", people.bob.key_path)
    for each in (people.alice, people.bob, people.carol):
        alice.vote("aye", moved, "--key", each.key_path)
    alice.motion("announce", moved)
    alice.git("push", "--quiet", "--no-verify", "origin", "feature/x")
    alice.sync()
    alice.gov("enact", moved, "--push", "origin")
    assert f"rests on {words}" in alice.gov("why", "feature/x").stdout
    alice.gov("prove", moved, "--output", "x.proof")
    assert "advice is not in a proof" in alice.gov("verify-proof", "x.proof").stdout


@pytest.mark.parametrize("adviser", ["merge", "review", "risk"])
def test_a_branch_has_one_name_and_so_the_same_facts_however_it_is_typed(field: Field, adviser: str) -> None:
    alice = field.alice
    alice.git("switch", "--quiet", "feature/x")
    said = [
        json.loads(alice.gov("advise", adviser, each, "--json").stdout)
        for each in ("feature/x", "refs/heads/feature/x", "origin/feature/x", "HEAD")
    ]
    assert [each["about"] for each in said] == ["feature/x"] * 4
    assert len({each["provenance"]["facts"] for each in said}) == 1


def test_without_a_body_a_branch_comes_into_main_whatever_is_checked_out(tmp_path: Path) -> None:
    git("init", "--quiet", "--initial-branch=main", cwd=tmp_path)
    commit(tmp_path, {"a": "1\n"}, "A")
    git("switch", "--quiet", "--create", "work", cwd=tmp_path)
    commit(tmp_path, {"a": "2\n"}, "B")
    done = program("gov", "advise", "risk", "work", cwd=tmp_path)
    assert "upon main" in done.stdout, done.stderr


def test_who_is_added_as_an_adviser_is_moved_as_one(field: Field, people: People) -> None:
    moved = field.alice.gov("member", "add", "robot", "--key", f"{people.eve.key_path}.pub", "--adviser").stdout
    assert "add robot to the roll, as an adviser" in moved


def test_a_motion_rests_on_what_proposes_such_and_tells_of_the_rest(field: Field, people: People) -> None:
    name, alice = proposed(field, people), field.alice
    review = alice.gov("advise", "review", "feature/x", "--record").stdout.split()[0]
    done = alice.motion("merge", "feature/x", "--advice", "review", check=False)
    assert (done.returncode, f"{review} is advice on review, which proposes no such motion" in done.stderr) == (2, True)
    done = alice.motion("release", "v1", "feature/x", "--advice", name, check=False)
    assert f"{name} is advice on merge, which proposes no such motion" in done.stderr
    moved = alice.motion("merge", "feature/x").stdout.split()[0]
    said = alice.motion("show", moved).stdout
    assert "Advice on record:\n" in said
    assert f"  {name}, merge feature/x: wait" in said
    assert f"  {review}, review feature/x: clean (by facts clean), proposed by alice" in said
    shown = json.loads(alice.motion("show", moved, "--json").stdout)
    assert (shown["rests_on"], {each["adviser"] for each in shown["advice"]}) == ([], {"merge", "review"})
    assert shown["advice"] == json.loads(alice.gov("advise", "list", "feature/x", "--json").stdout)


def test_a_motion_rests_on_no_proposal_for_another_branch_or_tag(field: Field) -> None:
    alice = field.alice
    alice.git("branch", "dev", "main")
    words = alice.gov("advise", "merge", "feature/x", "--into", "dev", "--record").stdout
    name = words.split()[0]
    assert f"next: git motion merge feature/x --into dev --advice {name}" in words
    for each in ("merge", name):
        done = alice.motion("merge", "feature/x", "--into", "main", "--advice", each, check=False)
        assert done.returncode == 2
    assert f"{name} is advice on merge feature/x, at {alice.head('feature/x')[:12]}, for dev" in done.stderr
    assert "feature/x for dev" in alice.gov("advise", "list").stdout
    assert f"for dev, compared with {alice.head('dev')[:12]}" in alice.gov("advise", "show", name).stdout
    told = json.loads(alice.gov("advise", "show", name, "--json").stdout)
    assert (told["upon"], told["tip"]) == ("refs/heads/dev", alice.head("dev"))
    moved = alice.motion("merge", "feature/x", "--into", "main").stdout.split()[0]
    assert f"{name}, merge feature/x for dev: ready" in alice.motion("show", moved).stdout
    name = alice.gov("advise", "release", "v0.9", "main", "--record").stdout.split()[0]
    done = alice.motion("release", "v1.0", "main", "--advice", name, check=False)
    assert (done.returncode, "is advice on release v0.9" in done.stderr) == (2, True)
    assert "as P-" in alice.motion("release", "v0.9", "main", "--advice", "release").stdout


def test_nor_on_one_that_does_not_say_for_what(field: Field, people: People) -> None:
    chamber, head = field.alice.chamber(), field.alice.head("feature/x")
    body = AdviceProposed(
        adviser="merge", about="feature/x", verdict="ready", floor="ready", provenance=Provenance(facts="a" * 64)
    )
    name = f"P-{open_thread(chamber, find_actor(chamber, str(people.alice.key_path)), body, head).id[:8]}"
    assert name in field.alice.gov("advise", "list").stdout
    done = field.alice.motion("merge", "feature/x", "--advice", name, check=False)
    assert (done.returncode, "does not say what that was to come into" in done.stderr) == (2, True)


def test_a_motion_says_the_risk_for_its_own_branch(fields: Fields, people: People, tmp_path: Path) -> None:
    charter = charter_of(people, f'{MAIN_AND_TAGS}\n[rules.merge]\nat_risk = {{ high = "two-thirds" }}\n')
    alice = fields.founded(tmp_path / "field", File(), charter).alice
    alice.git("branch", "dev", "main")
    alice.gov("advise", "risk", "feature/x", "--into", "dev", "--record")
    assert "risk" not in alice.motion("merge", "feature/x", "--into", "main").stdout.split("\n")[0]
    alice.commit({"y": "y\n"}, branch="feature/y")
    alice.gov("advise", "risk", "feature/y", "--into", "main", "--record")
    assert "of low risk" in alice.motion("merge", "feature/y", "--into", "main").stdout


@pytest.mark.parametrize("adviser", ["merge", "review", "risk"])
def test_the_facts_of_a_proposal_can_be_computed_again(field: Field, adviser: str) -> None:
    """Also once it was moved, and its branch and the one it was for have gone on."""
    alice = field.alice
    name = alice.gov("advise", adviser, "feature/x", "--record").stdout.split()[0]
    assert alice.gov("advise", "show", name, "--check").stdout.endswith("computed again: the same facts\n")
    alice.motion("merge", "feature/x")
    alice.commit({"x2": "2\n"}, branch="feature/x")
    alice.commit({"m": "m\n"}, branch="main")
    told = json.loads(alice.gov("advise", "show", name, "--check", "--json").stdout)
    facts = told["provenance"]["facts"]
    assert told["check"] == {"same": True, "facts": facts, "then": [], "now": [], "why_not": "", "missing": []}


def test_and_what_says_other_facts_than_there_are_is_told(field: Field, people: People) -> None:
    chamber, head = field.alice.chamber(), field.alice.head("feature/x")
    body = AdviceProposed(
        adviser="risk",
        about="feature/x",
        verdict="low",
        floor="low",
        reasons=["nothing to see here"],
        upon="refs/heads/main",
        tip=field.alice.head("main"),
        provenance=Provenance(facts="a" * 64),
    )
    actor = find_actor(chamber, str(people.alice.key_path))
    done = field.alice.gov("advise", "show", open_thread(chamber, actor, body, head).id, "--check", check=False)
    assert (done.returncode, "computed again: other facts" in done.stdout) == (1, True)
    assert "  then: nothing to see here\n  now: feature/x (" in done.stdout
    gone = open_thread(chamber, actor, body.model_copy(update={"tip": "0" * 39 + "1"}), head).id
    done = field.alice.gov("advise", "show", gone, "--check", check=False)
    assert (done.returncode, "is not here" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize("adviser", ["risk", "release"])
def test_what_is_cited_is_looked_up_also_where_facts_are_of_their_day(
    field: Field, people: People, adviser: str
) -> None:
    alice, head = field.alice, field.alice.head("feature/x")
    level = {"risk": "low", "release": "go"}[adviser]
    record = alice.chamber().chain.repo
    body = AdviceProposed(
        adviser=adviser,
        about="feature/x",
        verdict=level,
        floor=level,
        cites=[head, record],
        provenance=Provenance(facts="a" * 64),
    )
    chamber, actor = alice.chamber(), find_actor(alice.chamber(), str(people.alice.key_path))
    said = alice.gov("advise", "show", open_thread(chamber, actor, body, head).id, "--check").stdout
    why = {"risk": "it does not say upon what it is", "release": "facts of release are of the day"}[adviser]
    assert f"not computed again: {why}" in said
    assert "not here" not in said
    for strange in ("f" * 40, "f" * 64, head[:39] + "0" * 25):
        lying = body.model_copy(update={"cites": [head, strange, record]})
        done = alice.gov("advise", "show", open_thread(chamber, actor, lying, head).id, "--check", check=False)
        assert (done.returncode, done.stdout.endswith(f"  cites what is not here: {strange}\n")) == (1, True)


def test_a_line_that_the_change_does_not_show_is_told(field: Field, people: People) -> None:
    alice, head = field.alice, field.alice.head("feature/x")
    record = alice.gov("advise", "review", "feature/x", "--record").stdout.split()[0]
    chamber = alice.chamber()
    body = the_proposal(chamber, record).body
    found = [
        FindingOf(path=path, line=line, note="look")
        for path, line in (("x.txt", 1), ("x.txt", 0), ("x.txt", 9), ("y.txt", 0))
    ]
    actor = find_actor(chamber, str(people.alice.key_path))
    lying = open_thread(chamber, actor, body.model_copy(update={"findings": found}), head).id
    done = alice.gov("advise", "show", lying, "--check", "--json", check=False)
    assert (done.returncode, json.loads(done.stdout)["check"]["missing"]) == (1, ["x.txt:9", "y.txt:0"])


def test_what_would_be_sent_is_shown_alone_and_nothing_would_be_without_a_model(field: Field) -> None:
    done = field.alice.gov("advise", "merge", "feature/x", "--show-context")
    assert (json.loads(done.stdout), "no model would be asked: --profile NAME names one" in done.stderr) == ([], True)
    for more in ("--record", "--draft"):
        done = field.alice.gov("advise", "merge", "feature/x", "--show-context", more, check=False)
        assert (done.returncode, done.stdout, f"leave out {more}" in done.stderr) == (2, "", True)


@pytest.mark.parametrize("words", [("merge", "feature/x"), ("integration", "feature/x")])
def test_json_is_json_also_where_the_draft_alone_is_wanted(field: Field, words: tuple[str, ...]) -> None:
    shown = json.loads(field.alice.gov("advise", *words, "--draft", "--json").stdout)
    assert shown["draft"] == field.alice.gov("advise", *words, "--draft").stdout.rstrip("\n")
