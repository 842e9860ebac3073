"""A decision that was tabled, reconsidered or rescinded lets nothing in; one that was carried out stays."""

from __future__ import annotations

from gitgov.chamber.reads import find_matter
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.motions.rescind_amend_adopted import Rescind
from tests.kit.field import MEMBERS, Field
from tests.kit.forge import Pen, id_of, submission


def vote_out(field: Field, choice: str) -> None:
    """Has all vote alike on the question that waits, and announces the result."""
    for name in MEMBERS:
        field.alice.vote(choice, "--key", getattr(field.people, name).key_path)
    field.alice.motion("announce")
    field.alice.sync()


def test_while_its_vote_is_to_be_reconsidered_it_lets_nothing_in(here: Field) -> None:
    alice, merge = here.alice, here.alice.merge("feature/x")
    alice.motion("reconsider", "feature/x", "-m", "I was wrong")
    alice.sync()
    assert "GOV-128" in alice.push(f"{merge}:refs/heads/main").stderr
    vote_out(here, "nay")
    alice.push(f"{merge}:refs/heads/main", check=True)
    assert here.at("main") == merge


def test_a_reconsideration_that_lies_on_the_table_keeps_it_out(here: Field) -> None:
    """By a push, and by the queue, which waits for it."""
    alice, merge = here.alice, here.alice.merge("feature/x")
    alice.motion("reconsider", "feature/x")
    alice.motion("table", "The guest leaves at ten")
    alice.sync()
    vote_out(here, "aye")
    assert "GOV-128" in alice.push(f"{merge}:refs/heads/main").stderr
    queued = alice.gov("queue", "--push", "origin")
    assert "GOV-128" in queued.stdout
    assert here.at("main") == alice.head("main")


def test_tabled_it_lets_nothing_in_until_it_is_taken_up_and_carried(fresh: Field) -> None:
    alice, merge = fresh.alice, fresh.alice.merge("feature/x")
    alice.motion("merge", "feature/x")
    alice.push("feature/x", check=True)
    alice.motion("table", "The guest leaves at ten")
    alice.sync()
    vote_out(fresh, "aye")
    assert "GOV-127" in alice.push(f"{merge}:refs/heads/main").stderr
    alice.motion("take", "feature/x")
    alice.sync()
    vote_out(fresh, "aye")
    assert "GOV-110" in alice.push(f"{merge}:refs/heads/main").stderr
    vote_out(fresh, "aye")
    alice.push(f"{merge}:refs/heads/main", check=True)


def test_reconsidered_and_lost_it_lets_nothing_in(here: Field) -> None:
    alice, merge = here.alice, here.alice.merge("feature/x")
    alice.motion("reconsider", "feature/x")
    alice.sync()
    vote_out(here, "aye")
    vote_out(here, "nay")
    assert "GOV-112" in alice.push(f"{merge}:refs/heads/main").stderr


def test_rescinded_it_lets_nothing_in(here: Field) -> None:
    alice, merge = here.alice, here.alice.merge("feature/x")
    alice.motion("rescind", "feature/x")
    alice.sync()
    vote_out(here, "aye")
    assert "GOV-127" in alice.push(f"{merge}:refs/heads/main").stderr
    assert alice.gov("verify").returncode == 0


def test_what_has_been_merged_is_not_rescinded(here: Field) -> None:
    """Neither by a command nor by a line that a keeper receives, though no record says that it was carried out."""
    alice = here.alice
    alice.push(f"{alice.merge('feature/x')}:refs/heads/main", check=True)
    alice.git("fetch", "--quiet")
    done = alice.motion("rescind", "feature/x", check=False)
    assert (done.returncode, "GOV-376" in done.stdout + done.stderr) == (1, True)
    pen = Pen(alice.chamber(), "feature/x")
    target = find_matter(pen.chamber, "feature/x").motion.id
    line = pen.line(alice.who, "motion.moved", MotionMoved(question=Rescind(of=target)))
    told = alice.push(f"{submission(alice.path, [line])}:refs/gov/inbox/{id_of(line)[:32]}")
    assert "GOV-376" in told.stderr
