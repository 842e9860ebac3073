"""Family 15: how a body begins, how it could end, and how much one may throw at it."""

from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess

from gitgov.charter.events import Genesis
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.motions.charter import CharterChange
from tests.kit import forge
from tests.kit.attacks import Done, Move, attack, on_server, writing
from tests.kit.field import MAIN_AND_TAGS, Field, Fields, charter_of
from tests.kit.forge import Pen, elsewhere
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import git, sample, server
from tests.kit.servers import File

MISTAKES = ('[rules]\nthreshold = "0"', '[rules]\nquorum = "9"', "[rules]\nayes = 9", "[members.dave]\nkeys = []")


def usurp(field: Field, fields: Fields, people: People, root: Path) -> None:
    """Replaces the whole namespace of the ledger on the server by that of a body that eve alone has founded."""
    other = fields.founded(root, File(), charter_of(people, MAIN_AND_TAGS, members=("alice",)))
    for ref in field.refs("refs/notes/gov"):
        git("update-ref", "-d", ref, cwd=field.server)
    git("fetch", "--quiet", other.server, "+refs/notes/gov/*:refs/notes/gov/*", cwd=field.server)


MANY = 60
"""Of more acts that have not seen each other a keeper sends the others back (GOV-238)."""


@attack(
    "15.1",
    "The whole ledger is replaced on the server by that of another body, and a clone that knows the true one syncs",
    server="unseen: only who keeps the server can do so",
    client="undecided: the genesis pinned",
    verify="undecided: the genesis pinned",
)
def test_another_body(field: Field, fields: Fields, people: People, tmp_path: Path) -> Move:
    bob = field.bob
    usurp(field, fields, people, tmp_path / "other")

    def local() -> Done:
        done = bob.gov("sync", check=False)
        assert done.returncode == 3
        return done

    return Move(local=local, asked=lambda: on_server(field))


@attack(
    "15.2",
    "The same, and a fresh clone that knows nothing syncs",
    server="unseen: only who keeps the server can do so",
    client="unseen: it takes the first genesis that it sees, says which, and asks to compare it",
    verify="undecided: the genesis pinned",
)
def test_another_body_in_a_fresh_clone(field: Field, fields: Fields, people: People, tmp_path: Path) -> Move:
    """Whoever is told the true genesis by another way is warned in time."""
    true = field.alice.chamber().chain.repo
    usurp(field, fields, people, tmp_path / "other")
    dave = field.clone("dave")
    said = dave.gov("sync").stdout
    assert "pinned genesis" in said
    assert "compare it with another member's" in said
    dave.git("config", "gov.genesis", true)
    return Move(asked=lambda: dave.gov("verify", "--json", check=False))


@attack(
    "15.3",
    "A second genesis is added to the room of charters",
    server="GOV-432",
    client="GOV-432",
    verify="GOV-203",
)
def test_a_second_genesis(field: Field) -> Move:
    chamber, people = field.alice.chamber(), field.people
    text = charter_of(people, MAIN_AND_TAGS, members=("alice",))
    body = Genesis(charter=text, founding=False, refs=[])
    line = elsewhere(chamber, people.eve, body, "charter.genesis", parents=(), thread="", actor="eve", repo="")
    move = writing(field, "charter", line, subject=chamber.chain.subject)
    return Move(move.refs, lines=move.lines)


@attack(
    "15.4",
    "A charter is moved by which anything is carried, or nobody is left to decide",
    server="GOV-406: the law refuses such a question, whatever program has signed it",
    client="git: the charter has mistakes",
    verify="passes: it is out of order, and told",
)
def test_a_charter_without_an_assembly(field: Field) -> Move:
    alice, path = field.alice, field.root / "next.toml"
    chamber = alice.chamber()
    charter = alice.gov("charter", "show").stdout.replace("version = 1", "version = 2")
    texts = [charter.replace("[members.alice]", f"{each}\n[members.alice]") for each in MISTAKES]
    texts += [charter.replace("keys = ", 'standing = "retired"\nkeys = '), charter.replace("[members.", "[former.")]
    bodies = [MotionMoved(question=CharterChange(text=text)) for text in texts]
    moved = [elsewhere(chamber, field.people.alice, body, "motion.moved", thread="") for body in bodies]
    path.write_text(texts[-1], encoding="utf-8")
    move = writing(field, "motions", *moved, subject=chamber.chain.subject)
    return replace(move, local=lambda: alice.motion("charter", str(path), check=False))


@attack(
    "15.5",
    "A genesis is pushed that leaves out what the server holds since",
    server="GOV-431",
    client="unseen: the body is being founded",
    verify="unseen: there is no body yet",
)
def test_a_genesis_that_leaves_something_out(people: People, tmp_path: Path) -> Move:
    bare = server(sample(tmp_path / "sample"), tmp_path / "server.git")
    program("gov", "init", "--server", cwd=bare)
    field = Field(tmp_path, people, File())
    field.alice.gov("init", "--as", "alice")
    field.bob.commit({"evil.txt": "e\n"}, branch="main")
    field.bob.push("main", check=True)
    lines = forge.lines(field.alice.path, "charter")
    ref = f"refs/gov/inbox/{'1' * 32}"
    spec = f"{forge.submission(field.alice.path, lines)}:{ref}"
    return Move(body=field, push=lambda: sent_back(field.alice.push(spec)))


@attack(
    "15.6",
    "One key sends sixty ballots on one motion at once, so that the others do not get their turn",
    server="passes: all are taken in, at a cost that grows as their number does; the next vote is taken in too",
    client="unseen: a clone holds no inbox of others",
    verify="passes: the last one counts, and only that",
)
def test_many_records_by_one_key(field: Field) -> Move:
    """That the cost grows so is counted in tests/unit/chamber/test_inbox.py, for readers in tests/laws/test_large.py."""
    alice, pen = field.alice, Pen(field.alice.chamber(), "feature/z")
    ballots = [pen.ballot(field.people.bob, reason=f"{number}") for number in range(MANY)]

    def push() -> Done:
        done = alice.push(f"{forge.submission(alice.path, ballots)}:refs/gov/inbox/many", check=True)
        alice.vote("aye", "feature/z")
        alice.sync()
        assert set(ballots) < set(forge.lines(field.server, "votes")), done
        assert alice.vote("status", "feature/z").stdout.count("bob") <= 1
        assert set(forge.lines(alice.path, "votes")) == set(forge.lines(field.server, "votes"))
        return done

    return Move(push=push)


def sent_back(done: CompletedProcess[str]) -> CompletedProcess[str]:
    """Returns a push that git takes, and that is then answered by a refusal, as one that was refused."""
    assert "gitgov: refused" in done.stderr, done
    return CompletedProcess(done.args, 1, done.stdout, done.stderr)
