"""Family 4, refs: content on which advisers were to be heard, motions that say less risk than is on record, and advisers who act."""

from pathlib import Path

import pytest

from gitgov.advice.events import AdviceProposed, Provenance
from gitgov.chamber.acts import find_actor
from gitgov.chamber.threads import open_thread
from gitgov.procedure.events import MotionSeconded
from tests.kit import forge
from tests.kit.attacks import RECEIVE, Move, attack, writing
from tests.kit.field import Clone, Field, Fields, charter_of
from tests.kit.forge import Pen, elsewhere
from tests.kit.people import People
from tests.kit.servers import File

MAIN = "refs/heads/main"
ROOM = "advice"


def asking(people: People, extra: str) -> str:
    """Writes a charter under which eve is an adviser."""
    adviser = f'[members.eve]\nstanding = "adviser"\nkeys = ["{people.eve.pub}"]\n'
    return charter_of(people, f"{extra}\n{adviser}")


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that has carried feature/x, and wants to hear the adviser of merges on what comes into main."""
    charter = asking(people, '[[branches]]\nname = "main"\nmethods = ["merge"]\nadvice = ["merge"]\n')
    return fields.grown(tmp_path / "field", File(), carried, charter)


@pytest.fixture
def weighing(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that has carried feature/x without a word about its risk, and asks two thirds where that is high."""
    rules = '[rules]\nat_risk = { high = "two-thirds" }\n[[branches]]\nname = "main"\nmethods = ["merge"]\n'
    return fields.grown(tmp_path / "field", File(), carried, asking(people, rules))


def carried(field: Field) -> None:
    field.alice.git("switch", "--quiet", "main")
    field.alice.commit({"z.txt": "z\n"}, branch="feature/z")
    field.alice.git("push", "--quiet", "--no-verify", "origin", "feature/z")
    field.alice.git("switch", "--quiet", "main")
    field.carry("feature/x")
    ready(field)


def ready(field: Field) -> None:
    field.bob.sync()
    field.bob.git("fetch", "--quiet")
    field.bob.gov("hooks", "install")


def body_of(verdict: str = "ready", floor: str = "ready", adviser: str = "merge", upon: str = MAIN) -> AdviceProposed:
    told = Provenance(facts="a" * 64)
    return AdviceProposed(adviser=adviser, about="feature/x", verdict=verdict, floor=floor, upon=upon, provenance=told)


def advised(field: Field, of: str = "feature/x", *, sent: bool = True, body: AdviceProposed | None = None) -> str:
    """Lets alice put advice on a commit on record; returns the record's id."""
    chamber = field.alice.chamber()
    actor = find_actor(chamber, str(field.people.alice.key_path))
    event = open_thread(chamber, actor, body or body_of(), field.alice.head(of))
    if sent:
        field.alice.sync()
        field.bob.sync()
    return event.id


def merged(field: Field) -> Move:
    """Returns the move of main to the merge of feature/x, as git makes it."""
    alice: Clone = field.alice
    alice.git("switch", "--quiet", "--detach", "origin/main")
    alice.git("merge", "--quiet", "--no-ff", "--no-verify", "-m", "Merge", "origin/feature/x")
    oid = alice.head("HEAD")
    alice.git("switch", "--quiet", "main")
    return Move({MAIN: oid}, names=(oid,))


def test_what_was_heard_comes_in(field: Field) -> None:
    assert "GOV-195" in field.alice.gov("enact", "feature/x", "--push", "origin", check=False).stderr
    advised(field)
    field.alice.gov("enact", "feature/x", "--push", "origin")
    assert "verified" in field.alice.gov("verify", "--from-scratch").stdout


@attack(
    "4.46",
    "The merge of a ratified head on which nobody has put advice on record, where the charter wants it heard",
    server="GOV-195",
    client="GOV-195",
    verify="GOV-195",
)
def test_a_merge_without_advice(field: Field) -> Move:
    return merged(field)


@attack(
    "4.47",
    "The same, and the advice on record is about another commit",
    server="GOV-195",
    client="GOV-195",
    verify="GOV-195",
)
def test_advice_about_something_else(field: Field) -> Move:
    advised(field, "main")
    return merged(field)


@attack(
    "4.56",
    "The same, and the advice on record is about the same commit, as it would come into another branch",
    server="GOV-195",
    client="GOV-195",
    verify="GOV-195",
)
def test_advice_for_another_branch(field: Field) -> Move:
    advised(field, body=body_of(upon="refs/heads/dev"))
    return merged(field)


def test_what_came_in_when_no_record_said_for_which_branch_stays_accounted_for(field: Field) -> None:
    advised(field, body=body_of(upon=""))
    alice, oid = field.alice, merged(field).refs[MAIN]
    done = alice.git("push", "--quiet", "--no-verify", "origin", f"{oid}:{MAIN}", check=False)
    assert "GOV-195" in done.stderr
    alice.git("push", "--quiet", "--no-verify", f"--receive-pack={RECEIVE}", "origin", f"{oid}:{MAIN}")
    alice.git("fetch", "--quiet")
    for words in ((), ("--from-scratch",)):
        assert "verified" in alice.gov("verify", *words).stdout


@attack(
    "4.48",
    "A merge that was moved without a word about its risk, which is on record as high, where the charter asks a higher vote for that",
    server="GOV-196",
    client="GOV-196",
    verify="GOV-196",
)
def test_a_risk_that_was_kept_quiet(weighing: Field) -> Move:
    advised(weighing, body=body_of("high", "high", "risk"))
    return merged(weighing)


@attack(
    "4.49",
    "A merge that was decided upon a proposal which nobody but its mover has ever seen",
    server="GOV-197",
    client="GOV-197",
    verify="GOV-197",
)
def test_a_proposal_that_is_not_there(fields: Fields, people: People, tmp_path: Path) -> Move:
    charter = asking(people, '[[branches]]\nname = "main"\nmethods = ["merge"]\n')
    field = fields.founded(tmp_path / "field", File(), charter)
    alice = field.alice
    alice.git("fetch", "--quiet")
    advised(field, "origin/feature/x", sent=False)
    name = alice.motion("merge", "feature/x", "--advice", "merge").stdout.split()[0]
    alice.motion("second", name, "--key", people.bob.key_path)
    for each in (people.alice, people.bob, people.carol):
        alice.vote("aye", name, "--key", each.key_path)
    alice.motion("announce", name)
    alice.git("update-ref", "-d", f"refs/notes/gov/{ROOM}")
    alice.sync()
    ready(field)
    found = merged(field)
    return Move(found.refs, names=found.names, body=field)


@attack(
    "4.50",
    "A proposal says that it is less careful than its facts, by a program of somebody's own",
    server="GOV-752",
    client="unseen: a clone writes its rooms itself",
    verify="GOV-195",
)
def test_a_proposal_less_careful_than_its_facts(field: Field) -> Move:
    chamber, subject = field.alice.chamber(), field.alice.head("origin/feature/x")
    line = elsewhere(
        chamber, field.people.eve, body_of("ready", "hold"), "advice.proposed", subject=subject, thread="", actor="eve"
    )
    move, oid = writing(field, ROOM, line, subject="origin/feature/x"), merged(field).refs[MAIN]

    def forced() -> None:
        for place in (field.server, field.alice.path):
            forge.add(place, ROOM, subject, line)
        field.alice.git("push", "--quiet", "--no-verify", f"--receive-pack={RECEIVE}", "origin", f"{oid}:{MAIN}")

    return Move(move.refs, names=(oid,), lines=move.lines, force=forced)


@attack(
    "4.51",
    "An adviser seconds a motion, by a program of its own",
    server="GOV-339",
    client="GOV-339",
    verify="passes: it is out of order, and told",
)
def test_an_adviser_who_seconds(field: Field) -> Move:
    field.alice.motion("merge", "feature/z", "--advice", advised(field, "feature/z"))
    field.alice.sync()
    field.bob.sync()
    line = Pen(field.alice.chamber(), "feature/z").line(field.people.eve, "motion.seconded", MotionSeconded())
    return writing(field, "motions", line)


@attack(
    "4.52",
    "An adviser votes, by a program of its own",
    server="GOV-339",
    client="GOV-339",
    verify="passes: it is out of order, and told",
)
def test_an_adviser_who_votes(field: Field) -> Move:
    field.alice.motion("merge", "feature/z")
    field.alice.sync()
    field.bob.sync()
    return writing(field, "votes", Pen(field.alice.chamber(), "feature/z").ballot(field.people.eve))
