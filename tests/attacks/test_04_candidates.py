"""Family 4, refs: tags that mark candidates for a release, for which a sprint has to have been reviewed."""

from pathlib import Path

import pytest

from gitgov.chamber.sprints import read_board
from gitgov.sprints.outcome_events import SprintReviewed
from gitgov.sprints.sprint import Sprint
from tests.kit import forge
from tests.kit.attacks import Move, attack, writing
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.forge import elsewhere
from tests.kit.people import People, Person
from tests.kit.programs import program
from tests.kit.servers import File

TAG = "refs/tags/v1-rc.1"
CANDIDATES = f"""{MAIN_AND_TAGS}
[teams.core]
members = ["alice"]
scrum_master = "alice"

[sprints]
candidates = "v*-rc.*"
"""


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body in which core's sprint is under way; its item A-1 is in main, and main is to be released as v1-rc.1."""
    return fields.grown(tmp_path / "field", File(), under_way, charter_of(people, CANDIDATES))


def under_way(field: Field) -> None:
    alice = field.alice
    sprint(alice, "plan", "S1", "--item", "A-1:5")
    sprint(alice, "commit", "S1")
    alice.vote("aye")
    alice.motion("announce")
    sprint(alice, "start", "S1", "--no-worktree")
    alice.commit({"store.txt": "store\n"}, "Store\n\nItem: A-1\n", branch="sprint/S1/core")
    alice.git("switch", "--quiet", "main")
    field.carry("sprint/S1/core")
    alice.gov("enact", "sprint/S1/core", "--push", "origin")
    field.decide("release", "v1-rc.1", "main")
    for clone in (field.bob, field.carol):
        clone.git("pull", "--quiet")
        clone.sync()
    field.bob.gov("hooks", "install")


def sprint(clone: Clone, *words: str) -> None:
    program("sprint", *words, cwd=clone.path, env=clone.transport.env(clone.who))


def tagged(field: Field, target: str = "main") -> Move:
    """Returns the move to make the tag, signed by one who may sign it."""
    alice = field.alice
    signing = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={alice.who.key_path}")
    alice.git(*signing, "tag", "--sign", "--message", "x", "v1-rc.1", target)
    oid = alice.head("refs/tags/v1-rc.1^{tag}")
    alice.git("tag", "--delete", "v1-rc.1")
    return Move({TAG: oid}, names=("v1-rc.1",))


def review(field: Field, who: Person, *, done: bool = True, tip: str = "") -> tuple[bytes, str]:
    """Writes a review of main as it is, or of something else, and returns it with the commit that its sprint's notes lie on."""
    chamber = field.alice.chamber()
    (found,) = read_board(chamber).sprints
    assert isinstance(found, Sprint)
    ids = ["A-1"]
    body = SprintReviewed(tip=tip or field.alice.head("main"), done=ids if done else [], left=[] if done else ids)
    (thread,) = read_board(chamber).threads
    seen = (*thread.tips, chamber.chain.head.id)
    line = elsewhere(chamber, who, body, "sprint.reviewed", parents=seen, subject=found.subject, thread=found.id)
    return line, found.subject


def believed(field: Field, line: bytes, subject: str) -> None:
    """Lays a line into everybody's ledger, past all hooks."""
    for place in (field.server, field.alice.path):
        forge.add(place, "sprints", subject, line)
    room = "refs/notes/gov/sprints"
    field.bob.git("-c", "core.hooksPath=/dev/null", "fetch", "--quiet", "origin", f"+{room}:{room}")


def test_as_ratified_with_the_review_of_a_sprint_it_is_made_and_taken_in(field: Field) -> None:
    alice = field.alice
    assert "GOV-180" in alice.gov("enact", "v1-rc.1", "--push", "origin", check=False).stderr
    sprint(alice, "review", "--record", "--sync")
    alice.gov("enact", "v1-rc.1", "--push", "origin")
    field.bob.sync()
    field.bob.git("fetch", "--quiet", "--tags")
    assert field.bob.head("v1-rc.1^{commit}") == field.at("main")
    assert "verified" in field.bob.gov("verify").stdout


@attack(
    "4.30",
    "A tag that marks a candidate for a release is made as ratified, and no sprint has been reviewed",
    server="GOV-180",
    client="GOV-180",
    verify="GOV-180",
)
def test_a_candidate_without_a_review(field: Field) -> Move:
    return tagged(field)


@attack(
    "4.31",
    "The same, and a sprint has been reviewed at what the tagged commit does not contain",
    server="GOV-181",
    client="GOV-181",
    verify="GOV-181",
)
def test_a_candidate_with_a_review_of_something_else(field: Field) -> Move:
    alice, released = field.alice, field.alice.head("main")
    field.carry("feature/x")
    alice.gov("enact", "feature/x", "--push", "origin")
    sprint(alice, "review", "--record", "--sync")
    field.bob.git("fetch", "--quiet")
    field.bob.sync()
    return tagged(field, released)


@attack(
    "4.32",
    "The same, and a review is in the ledger by who does not lead the team",
    server="GOV-180",
    client="GOV-180",
    verify="GOV-180",
)
def test_a_candidate_with_a_review_by_anybody(field: Field) -> Move:
    believed(field, *review(field, field.people.bob, done=True))
    return tagged(field)


@attack(
    "4.33",
    "The same, and the review by who leads the team claims what the commits do not say",
    server="GOV-182",
    client="GOV-182",
    verify="GOV-182",
)
def test_a_candidate_with_a_false_review(field: Field) -> Move:
    believed(field, *review(field, field.people.alice, done=False))
    return tagged(field)


@attack(
    "4.34",
    "Who leads a team records a review that claims what the commits do not say",
    server="GOV-623",
    client="GOV-623",
    verify="passes: it is told",
)
def test_a_false_review(field: Field) -> Move:
    line, subject = review(field, field.people.alice, done=False)
    move = writing(field, "sprints", line, subject=subject)
    return Move(move.refs, names=("GOV-623",), lines=move.lines)


@attack(
    "4.35",
    "Who leads a team records a review of what is no commit, over which a server could fall for everybody",
    server="GOV-624",
    client="GOV-624",
    verify="passes: it is told",
)
def test_a_review_of_a_blob(field: Field) -> Move:
    line, subject = review(field, field.people.alice, tip=field.alice.head("main:store.txt"))
    move = writing(field, "sprints", line, subject=subject)
    return Move(move.refs, names=("GOV-624",), lines=move.lines)


def test_a_candidate_stays_one_where_sprints_work_towards_another_branch_later(field: Field) -> None:
    alice = field.alice
    sprint(alice, "review", "S1", "--record", "--sync")
    alice.gov("enact", "v1-rc.1", "--push", "origin")
    text = alice.gov("charter", "show").stdout.replace("version = 1", "version = 2")
    text = text.replace('candidates = "v*-rc.*"', 'candidates = "v*-rc.*"\ninto = "next"')
    (field.root / "next.toml").write_text(text, encoding="utf-8")
    alice.gov("enact", field.decide("charter", str(field.root / "next.toml")))
    assert alice.gov("verify", "--from-scratch").returncode == 0


def test_of_a_false_review_every_verification_tells(field: Field) -> None:
    line, subject = review(field, field.people.alice, done=False)
    forge.add(field.alice.path, "sprints", subject, line)
    told = [field.alice.gov("verify", *words, check=False).stdout for words in (["--from-scratch"], [], [])]
    assert ["GOV-623" in each for each in told] == [True] * 3
