"""Family 8: who may vote, how often, and what the votes come to."""

from pathlib import Path

import pytest

from gitgov.chamber.reads import find_matter
from gitgov.core.ids import EventId
from gitgov.core.line import unseal
from gitgov.ledger.admission import event_bytes
from gitgov.ledger.event import Body, Draft
from gitgov.procedure.events import DecisionEnacted, MotionAnnounced, MotionSeconded, MotionWithdrawn
from gitgov.sprints.events import SprintPlanned, SprintStarted, StandupGiven
from tests.kit.attacks import Move, attack, writing
from tests.kit.field import MAIN_AND_TAGS, Field, Fields, charter_of
from tests.kit.forge import Pen, id_of, lines, note, sealed
from tests.kit.people import People, Person
from tests.kit.programs import program
from tests.kit.servers import File


@pytest.fixture
def seconding(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body whose motions need a second; alice has moved feature/x."""
    text = charter_of(people, "[rules]\nsecond = true\n" + MAIN_AND_TAGS)
    return fields.grown(tmp_path / "field", File(), moved, text)


def moved(field: Field) -> None:
    field.alice.motion("merge", "feature/x")
    field.alice.sync()
    field.bob.sync()
    field.bob.gov("hooks", "install")


def announced(field: Field, result: str, counted: tuple[str, ...] = (), arithmetic: str = "3 aye, 0 nay") -> bytes:
    """Writes alice's announcement of feature/z as it pleases her."""
    body = MotionAnnounced.model_validate({
        "result": result, "counted": list(counted), "refused": [], "arithmetic": arithmetic,
    })  # fmt: skip
    return Pen(field.alice.chamber(), "feature/z").line(field.people.alice, "motion.announced", body)


@attack(
    "8.1",
    "Who is not a member when the question is moved votes on it",
    server="GOV-203",
    client="GOV-203",
    verify="GOV-203",
)
def test_not_a_member(field: Field) -> Move:
    return writing(field, "votes", Pen(field.alice.chamber(), "feature/z").ballot(field.people.dave))


@attack(
    "8.2",
    "Who was made a member after the question was moved votes on it",
    server="GOV-326",
    client="GOV-326",
    verify="passes: it is out of order, and told",
)
def test_a_late_member(field: Field) -> Move:
    alice, dave = field.alice, field.people.dave
    text = alice.gov("charter", "show").stdout.replace("version = 1", "version = 2")
    (field.root / "next.toml").write_text(f'{text}\n[members.dave]\nkeys = ["{dave.pub}"]\n', encoding="utf-8")
    alice.gov("enact", field.decide("charter", str(field.root / "next.toml")))
    alice.sync()
    field.bob.sync()
    return writing(field, "votes", Pen(alice.chamber(), "feature/z").ballot(dave))


@attack(
    "8.3",
    "A member votes twice, aye and nay, in two clones that know nothing of each other",
    server="passes: the last one counts, and only that",
    client="passes: as there",
    verify="passes: as there",
)
def test_twice(field: Field) -> Move:
    pen = Pen(field.alice.chamber(), "feature/z")
    lines = [pen.ballot(field.people.bob, choice) for choice in ("aye", "nay")]
    move = writing(field, "votes", *lines)
    shown = field.alice.vote("status", "feature/z").stdout
    assert shown.count("bob") <= 1, shown
    return Move(move.refs)


@attack(
    "8.4",
    "The mover seconds the motion",
    server="GOV-319",
    client="GOV-319",
    verify="passes: it is out of order, and told",
)
def test_seconded_by_the_mover(seconding: Field) -> Move:
    pen = Pen(seconding.alice.chamber(), "feature/x")
    line = pen.line(seconding.people.alice, "motion.seconded", MotionSeconded())
    return writing(seconding, "motions", line, subject="feature/x")


@attack(
    "8.5",
    "A ballot is cast before the motion has been seconded",
    server="GOV-314",
    client="GOV-314",
    verify="passes: it is out of order, and told",
)
def test_before_the_second(seconding: Field) -> Move:
    line = Pen(seconding.alice.chamber(), "feature/x").ballot(seconding.people.alice)
    return writing(seconding, "votes", line, subject="feature/x")


@attack(
    "8.6",
    "A result is announced before the poll is over",
    server="GOV-337",
    client="GOV-337",
    verify="passes: it is out of order, and told",
)
def test_too_early(field: Field) -> Move:
    return writing(field, "decisions", announced(field, "lost"))


def voted(field: Field) -> None:
    """Has alice vote aye and bob nay, so that with carol's nay the motion is lost."""
    for who, choice in ((field.people.alice, "aye"), (field.people.bob, "nay")):
        field.alice.vote(choice, "feature/z", "--key", who.key_path)
    field.alice.sync()
    field.bob.sync()


@attack(
    "8.7",
    "A lost motion is announced as carried",
    server="GOV-338",
    client="GOV-338",
    verify="GOV-338",
)
def test_a_false_result(field: Field) -> Move:
    voted(field)
    return writing(field, "decisions", announced(field, "carried"))


@attack(
    "8.8",
    "An announcement counts the ayes only, though its author has seen the nays",
    server="GOV-338",
    client="GOV-338",
    verify="GOV-338",
)
def test_only_the_ayes(field: Field) -> Move:
    voted(field)
    votes = note(field.alice.path, "votes", field.alice.head("feature/z")).splitlines()
    kept = tuple(id_of(line) for line in votes if b'"actor":"alice"' in line)
    return writing(field, "decisions", announced(field, "carried", kept, "1 aye, 0 nay"))


@attack(
    "8.9",
    "An exact tie is announced as carried",
    server="GOV-338",
    client="GOV-338",
    verify="GOV-338",
)
def test_a_tie(field: Field) -> Move:
    for who, choice in ((field.people.alice, "aye"), (field.people.bob, "abstain")):
        field.alice.vote(choice, "feature/z", "--key", who.key_path)
    field.alice.sync()
    field.bob.sync()
    return writing(field, "decisions", announced(field, "carried", arithmetic="1 aye, 1 nay"))


@attack(
    "8.10",
    "Somebody else than the mover withdraws a motion",
    server="GOV-332",
    client="GOV-332",
    verify="passes: it is out of order, and told",
)
def test_withdrawn_by_another(field: Field) -> Move:
    line = Pen(field.alice.chamber(), "feature/z").line(field.people.bob, "motion.withdrawn", MotionWithdrawn())
    return writing(field, "motions", line)


@attack(
    "8.11",
    "A ballot comes after the result was announced",
    server="GOV-311",
    client="GOV-311",
    verify="passes: it is out of order, and told",
)
def test_too_late(field: Field) -> Move:
    line = Pen(field.alice.chamber(), "feature/lost").ballot(field.people.bob)
    return writing(field, "votes", line, subject="feature/lost")


@attack(
    "8.12",
    "A motion is carried out on record though it was lost",
    server="GOV-334",
    client="GOV-334",
    verify="passes: it is out of order, and told",
)
def test_a_false_enactment(field: Field) -> Move:
    alice = field.alice
    chamber = alice.chamber()
    decision = find_matter(chamber, "feature/lost").motion.decision
    assert decision is not None
    main = alice.head("main")
    body = DecisionEnacted(decision=decision.id, ref="refs/heads/main", old=main, new=main)
    line = Pen(chamber, "feature/lost").line(field.people.alice, "decision.enacted", body)
    return writing(field, "decisions", line, subject="feature/lost")


@attack(
    "8.13",
    "An announcement leaves out a nay that has arrived where the ledger is kept, and counts the rest truly",
    server="GOV-342",
    client="GOV-342",
    verify="passes: only who keeps the ledger knows what had arrived",
)
def test_a_nay_left_out(field: Field) -> Move:
    alice, people = field.alice, field.people
    alice.commit({"w.txt": "w\n"}, branch="feature/w")
    alice.git("switch", "--quiet", "main")
    name = alice.motion("merge", "feature/w").stdout.split()[0]
    alice.sync()
    field.carol.sync()
    field.carol.vote("nay", name)
    field.carol.sync()
    field.bob.sync()
    for who in (people.alice, people.bob):
        alice.vote("aye", name, "--key", who.key_path)
    alice.motion("announce", name)
    rooms = [f"refs/notes/gov/{room}" for room in ("votes", "decisions")]
    for room in rooms:
        alice.git("fetch", "--quiet", "origin", f"{room}:{room}-there")
        alice.git("notes", "--ref", room, "merge", "--quiet", "--strategy=cat_sort_uniq", f"{room}-there")
    assert b'"nay"' in note(alice.path, "votes", alice.head("feature/w"))
    return Move({room: alice.head(room) for room in rooms})


@attack(
    "8.14",
    "A carried motion is put on record as carried out by a commit that is not in main, so that all would miss it",
    server="GOV-222",
    client="GOV-222",
    verify="GOV-102",
)
def test_an_enactment_that_never_was(field: Field) -> Move:
    alice = field.alice
    chamber = alice.chamber()
    decision = find_matter(chamber, "feature/x").motion.decision
    assert decision is not None
    never = alice.merge("feature/x", message="never pushed")
    alice.push(f"{never}:refs/heads/aside", check=True)
    body = DecisionEnacted(decision=decision.id, ref="refs/heads/main", old=alice.head("main"), new=never)
    line = Pen(chamber, "feature/x").line(field.people.alice, "decision.enacted", body)
    return writing(field, "decisions", line, subject="feature/x")


@attack(
    "8.18",
    "A carried motion is put on record as carried out by what is no commit, over which a server could fall for everybody",
    server="GOV-222",
    client="GOV-222",
    verify="GOV-102",
)
def test_an_enactment_that_is_no_commit(field: Field) -> Move:
    alice = field.alice
    chamber = alice.chamber()
    decision = find_matter(chamber, "feature/x").motion.decision
    assert decision is not None
    blob = alice.git("ls-tree", "main").stdout.split()[2]
    body = DecisionEnacted(decision=decision.id, ref="refs/heads/main", old=alice.head("main"), new=blob)
    line = Pen(chamber, "feature/x").line(field.people.alice, "decision.enacted", body)
    return writing(field, "decisions", line, subject="feature/x")


TEAMS = f"""{MAIN_AND_TAGS}
[teams.core]
members = ["carol"]
scrum_master = "carol"

[teams.web]
members = ["alice"]
scrum_master = "alice"
"""


@pytest.fixture
def sprinting(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body with two teams; core's plan of a sprint is on record, and nothing has been decided on it."""
    return fields.grown(tmp_path / "field", File(), planned, charter_of(people, TEAMS))


def planned(field: Field) -> None:
    carol, alice = field.carol, field.alice
    program("sprint", "plan", "S1", "--item", "A-1:5", cwd=carol.path, env=carol.transport.env(carol.who))
    carol.sync()
    alice.sync()
    field.bob.sync()
    field.bob.gov("hooks", "install")


def in_the_room(field: Field, who: Person, body: Body, kind: str) -> Move:
    """Writes an act in the thread of core's sprint; it may open one of its own."""
    chamber = field.alice.chamber()
    (plan,) = [unseal(line) for line in lines(field.alice.path, "sprints")]
    opening = "" if kind == "sprint.planned" else plan.id
    subject, seen = field.alice.head("main"), (*([opening] if opening else []), chamber.chain.head.id)
    draft = Draft(who.name, chamber.now(), body, kind, tuple(map(EventId, seen)), chamber.chain.repo, subject, opening)
    return writing(field, "sprints", sealed(event_bytes(draft, who.fingerprint), who), subject="main")


@attack(
    "8.15",
    "Who leads another team plans a sprint for one",
    server="GOV-604",
    client="GOV-604",
    verify="passes: it is out of order, and told",
)
def test_a_plan_for_another_team(sprinting: Field) -> Move:
    body = SprintPlanned(sprint="S2", team="core", begins="2026-12-01", ends="2026-12-14", into="refs/heads/main", items=[], capacity=8)  # fmt: skip
    return in_the_room(sprinting, sprinting.people.alice, body, "sprint.planned")


@attack(
    "8.16",
    "A sprint is started that its team has not committed itself to",
    server="GOV-608",
    client="GOV-608",
    verify="passes: it is out of order, and told",
)
def test_a_start_without_a_decision(sprinting: Field) -> Move:
    (plan,) = [unseal(line).id for line in lines(sprinting.alice.path, "sprints")]
    body = SprintStarted(plan=plan, motion=plan, decision=plan)
    return in_the_room(sprinting, sprinting.people.carol, body, "sprint.started")


@attack(
    "8.17",
    "Who is of another team stands up in a team's sprint that has not begun",
    server="GOV-610",
    client="GOV-610",
    verify="passes: it is out of order, and told",
)
def test_a_standup_of_another_team(sprinting: Field) -> Move:
    return in_the_room(sprinting, sprinting.people.alice, StandupGiven(done="All of it"), "standup.given")


@attack(
    "8.19",
    "A member who has two keys votes with both, so as to count twice",
    server="passes: the last one counts, and only that",
    client="passes: as there",
    verify="passes: as there",
)
def test_two_keys_of_one_member(fields: Fields, people: People, tmp_path: Path) -> Move:
    text = charter_of(people, MAIN_AND_TAGS)
    keys = f'"{people.bob.pub}", "{people.dave.pub}"'
    body = fields.founded(tmp_path / "field", File(), text.replace(f'"{people.bob.pub}"', keys))
    alice, room = body.alice, "refs/notes/gov/votes"
    alice.motion("merge", "feature/x")
    alice.vote("nay", "feature/x")
    alice.sync()
    body.bob.sync()
    for key in (people.bob, people.dave):
        alice.vote("aye", "feature/x", "--key", key.key_path)
    alice.vote("abstain", "feature/x", "--key", people.carol.key_path)
    assert "1 aye, 1 nay, 1 abstain of 3 members" in alice.motion("announce", "feature/x").stdout
    return Move({room: alice.head(room)}, body=body)
