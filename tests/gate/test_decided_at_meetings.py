"""What a meeting decides opens a ref exactly as a motion on a floor of its own does; what points to it proves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.chamber.meetings import find_meeting
from gitgov.ledger.admission import event_bytes
from gitgov.ledger.event import Draft
from gitgov.procedure.events import DecisionNoted
from tests.kit.field import Clone, Field, Fields
from tests.kit.forge import add, id_of, lines, rewrite, sealed, submission, without
from tests.kit.servers import File

DECISIONS = "refs/notes/gov/decisions"
NOTED = b'"kind":"decision.noted"'


def a_meeting(field: Field) -> None:
    """Calls a meeting on main's tip, at which all three are present, and moves to merge feature/x there."""
    alice = field.alice
    alice.git("branch", "--quiet", "--force", "feature/x", "origin/feature/x")
    alice.gov("meeting", "call", "Review")
    alice.gov("meeting", "open")
    for name in ("alice", "bob", "carol"):
        alice.gov("meeting", "here", "--key", getattr(field.people, name).key_path)
    alice.motion("merge", "feature/x")


def decided(field: Field, choice: str = "aye") -> None:
    """Has all who are present vote alike, and announces the result."""
    for name in ("alice", "bob", "carol"):
        field.alice.vote(choice, "--key", getattr(field.people, name).key_path)
    field.alice.motion("announce", "feature/x")


@pytest.fixture
def sitting(fields: Fields, tmp_path: Path) -> Field:
    """Returns a body at whose meeting the merge of feature/x is pending; nothing of that is on the server yet."""
    return fields.grown(tmp_path / "field", File(), a_meeting)


def pointer(clone: Clone, commit: str, motion: str = "", meeting: str = "") -> bytes:
    """Writes a pointer to the meeting as alice would, true or not."""
    chamber = clone.chamber()
    floor = find_meeting(chamber)
    body = DecisionNoted(meeting=meeting or floor.id, motion=motion or next(iter(floor.motions)), lies_on=floor.subject)
    draft = Draft(
        "alice", chamber.now(), body, "decision.noted", (chamber.chain.head.id,), chamber.chain.repo, commit, ""
    )
    return sealed(event_bytes(draft, clone.who.fingerprint), clone.who)


def without_pointers(clone: Clone) -> None:
    rewrite(clone.path, "decisions", lambda content: without(content, NOTED))


def refused(field: Field, merge: str, code: str) -> None:
    before = field.at("main")
    done = field.alice.push(f"{merge}:refs/heads/main")
    assert (done.returncode, field.at("main")) == (1, before)
    assert code in done.stderr, done.stderr


def test_it_opens_the_branch_for_exactly_what_was_decided(sitting: Field) -> None:
    alice, merge = sitting.alice, sitting.alice.merge("feature/x")
    alice.sync()
    refused(sitting, merge, "GOV-110")
    decided(sitting)
    alice.sync()
    other = alice.merge("feature/x", tree=alice.tree("main", {"x.txt": "another\n"}))
    refused(sitting, other, "GOV-108")
    alice.push(f"{merge}:refs/heads/main", check=True)
    assert sitting.at("main") == merge
    sitting.bob.sync()
    sitting.bob.git("fetch", "--quiet")
    for how in ((), ("--from-scratch",), ()):
        assert "1 motion, 1 move" in sitting.bob.gov("verify", *how).stdout
    assert "by decision of M-" in sitting.bob.gov("why", merge).stdout
    refused(sitting, alice.merge("feature/x", into=merge), "GOV-106")


def test_what_a_meeting_has_lost_stays_out(sitting: Field) -> None:
    decided(sitting, "nay")
    sitting.alice.sync()
    refused(sitting, sitting.alice.merge("feature/x"), "GOV-112")


def test_it_is_enacted_by_whoever_is_asked_to_and_put_on_record_there(sitting: Field) -> None:
    decided(sitting)
    sitting.alice.sync()
    bob = sitting.bob
    bob.sync()
    bob.gov("enact", "feature/x", "--push", "origin")
    assert "Motion:" in bob.git("log", "-1", "--format=%B", "origin/main").stdout
    assert "enacted" in bob.motion("list", "--all").stdout
    assert bob.gov("verify", "--from-scratch").returncode == 0


def test_without_the_pointer_nothing_is_found_and_enacting_points_again(sitting: Field) -> None:
    decided(sitting)
    alice, merge = sitting.alice, sitting.alice.merge("feature/x")
    without_pointers(alice)
    alice.sync()
    refused(sitting, merge, "GOV-101")
    assert not [line for line in lines(sitting.server, "decisions") if NOTED in line]
    alice.gov("enact", "feature/x", "--push", "origin")
    assert [line for line in lines(sitting.server, "decisions") if NOTED in line]
    assert alice.gov("verify", "--from-scratch").returncode == 0


def test_a_pointer_to_what_was_not_decided_is_not_taken_in(sitting: Field) -> None:
    decided(sitting)
    alice = sitting.alice
    alice.sync()
    other, head = alice.commit({"y.txt": "y\n"}, branch="feature/y"), alice.head("feature/x")
    for commit, forged in ((other, pointer(alice, other)), (head, pointer(alice, head, motion="f" * 64))):
        told = alice.push(f"{submission(alice.path, [forged])}:refs/gov/inbox/{id_of(forged)[:32]}")
        assert "GOV-517" in told.stderr
        add(alice.path, "decisions", commit, forged)
        assert "GOV-517" in alice.push(f"{DECISIONS}:{DECISIONS}").stderr
        assert forged not in lines(sitting.server, "decisions")


def test_one_that_got_into_the_room_past_the_keeper_lets_nothing_in(sitting: Field) -> None:
    decided(sitting)
    alice = sitting.alice
    alice.sync()
    other = alice.commit({"y.txt": "y\n"}, branch="feature/y")
    alice.git("switch", "--quiet", "main")
    add(sitting.server, "decisions", other, pointer(alice, other))
    refused(sitting, alice.merge("feature/y"), "GOV-101")
    carol = sitting.carol
    carol.sync()
    assert "GOV-517" in carol.gov("verify", "--from-scratch").stdout


def test_a_release_is_decided_there_too(sitting: Field) -> None:
    alice = sitting.alice
    decided(sitting)
    alice.motion("release", "v1", "feature/x")
    for name in ("alice", "bob", "carol"):
        alice.vote("aye", "--key", getattr(sitting.people, name).key_path)
    alice.motion("announce", "v1")
    alice.gov("enact", "v1", "--push", "origin")
    assert sitting.at("refs/tags/v1")
    assert "released as" in alice.gov("why", "feature/x").stdout
    assert alice.gov("verify", "--from-scratch").returncode == 0


def test_who_is_there_moves_there_and_others_apart(sitting: Field) -> None:
    alice = sitting.alice
    decided(sitting)
    assert "at Review" in alice.motion("adopt", "process", "-m", "Reviews are on Fridays").stdout
    assert "at Review" not in alice.motion("adopt", "process", "-m", "Reviews are short", "--apart").stdout
    alice.gov("meeting", "leave")
    assert "at Review" not in alice.motion("adopt", "process", "-m", "Reviews are open").stdout
    shown = alice.gov("meeting", "show").stdout
    assert "present: bob, carol (2; 2 needed" in shown
    assert "Fridays" in shown
    assert "short" not in shown


def test_it_is_read_by_the_cold_and_by_the_warm_alike(sitting: Field) -> None:
    alice = sitting.alice
    decided(sitting)
    warm = [alice.motion("list", "--all", "--json").stdout, alice.gov("meeting", "list", "--json").stdout]
    (alice.path / ".git" / "gitgov" / "index.sqlite").unlink()
    assert [alice.motion("list", "--all", "--json").stdout, alice.gov("meeting", "list", "--json").stdout] == warm
