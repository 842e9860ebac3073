"""Pushes to the ledger's own refs: rooms only grow, by lines that their keeper would take in."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.kit.field import Clone, Field, Fields
from tests.kit.forge import Pen, add, id_of, lines, note, rewrite, submission, without, write
from tests.kit.servers import File, Transport

VOTES = "refs/notes/gov/votes"


@pytest.fixture
def voting(fields: Fields, way: tuple[Transport, Path], tmp_path: Path) -> Field:
    """Returns a body with an open motion and one nay, all on the server, over each transport."""
    return fields.grown(way[1] / tmp_path.name, way[0], one_nay)


@pytest.fixture
def voting_here(fields: Fields, tmp_path: Path) -> Field:
    """Returns the same over file alone."""
    return fields.grown(tmp_path / "field", File(), one_nay)


def one_nay(field: Field) -> None:
    field.alice.motion("merge", "feature/x")
    field.alice.vote("nay", "--key", field.people.carol.key_path)
    field.alice.sync()
    field.bob.sync()


def pen(clone: Clone) -> Pen:
    return Pen(clone.chamber(), "feature/x")


def subject(field: Field) -> str:
    return field.alice.head("feature/x")


def refused(field: Field, *specs: str, code: str, ref: str = VOTES) -> CompletedProcess[str]:
    before = field.at(ref)
    done = field.alice.push(*specs)
    assert done.returncode == 1, done.stderr
    assert f"GOV-{code}" in done.stderr, done.stderr
    assert field.at(ref) == before
    return done


class TestRoomsOnlyGrow:
    def test_a_nay_taken_out_by_a_fast_forward(self, voting: Field) -> None:
        nay = id_of(lines(voting.alice.path, "votes")[0])
        rewrite(voting.alice.path, "votes", lambda content: without(content, b'"nay"'))
        done = refused(voting, f"{VOTES}:{VOTES}", code="214")
        assert "would lose 1 line " in done.stderr
        assert nay in [id_of(line) for line in lines(voting.server, "votes")]

    def test_rewound(self, voting: Field) -> None:
        voting.alice.vote("aye")
        voting.alice.sync()
        refused(voting, f"+{VOTES}~1:{VOTES}", code="213")

    def test_deleted(self, voting: Field) -> None:
        refused(voting, f":{VOTES}", code="212")

    def test_the_same_lines_at_another_fan_out_are_no_loss(self, voting_here: Field) -> None:
        content = note(voting_here.alice.path, "votes", subject(voting_here))
        voting_here.alice.git("update-ref", "-d", VOTES)
        write(voting_here.alice.path, "votes", subject(voting_here), content)
        flat = voting_here.alice.git("rev-parse", f"{VOTES}^{{tree}}").stdout.strip()
        tip = voting_here.at(VOTES)
        commit = voting_here.alice.git("commit-tree", "-m", "flat", "-p", tip, flat).stdout.strip()
        voting_here.alice.push(f"{commit}:{VOTES}", check=True)

    def test_a_room_that_does_not_exist(self, voting_here: Field) -> None:
        refused(voting_here, f"{VOTES}:refs/notes/gov/secrets", code="211", ref="refs/notes/gov/secrets")


class TestOnlyAdmittedLines:
    """Each line is tried on both ways in: a push to the room is refused; the inbox sends it back."""

    def both(self, field: Field, line: bytes, code: str, room: str = "votes") -> None:
        held = lines(field.server, room)
        add(field.alice.path, room, subject(field), line)
        refused(field, f"refs/notes/gov/{room}:refs/notes/gov/{room}", code=code, ref=f"refs/notes/gov/{room}")
        commit = submission(field.alice.path, [line])
        done = field.alice.push(f"{commit}:refs/gov/inbox/forged", check=True)
        assert f"refused GOV-{code}" in done.stderr
        assert lines(field.server, room) == held
        assert field.refs("refs/gov/inbox") == []

    def test_an_honest_ballot_comes_in_either_way(self, voting_here: Field) -> None:
        field, alice, bob = voting_here, voting_here.people.alice, voting_here.people.bob
        one, other = pen(field.alice).ballot(alice), pen(field.alice).ballot(bob)
        add(field.alice.path, "votes", subject(field), one)
        field.alice.push(f"{VOTES}:{VOTES}", check=True)
        field.alice.push(f"{submission(field.alice.path, [other])}:refs/gov/inbox/honest", check=True)
        assert {one, other} <= set(lines(field.server, "votes"))

    def test_a_strangers_key(self, voting: Field) -> None:
        self.both(voting, pen(voting.alice).ballot(voting.people.eve), "203")

    def test_a_members_key_in_another_members_name(self, voting: Field) -> None:
        self.both(voting, pen(voting.alice).ballot(voting.people.alice, name="bob"), "304")

    def test_a_flipped_byte(self, voting_here: Field) -> None:
        self.both(voting_here, pen(voting_here.alice).ballot(voting_here.people.bob).replace(b"aye", b"nay"), "204")


class TestInTheRightPlace:
    def test_a_ballot_in_another_room(self, voting_here: Field) -> None:
        line = pen(voting_here.alice).ballot(voting_here.people.bob)
        add(voting_here.alice.path, "debate", subject(voting_here), line)
        ref = "refs/notes/gov/debate"
        refused(voting_here, f"{ref}:{ref}", code="215", ref=ref)

    @pytest.mark.parametrize("held", [True, False])
    def test_a_ballot_on_another_commit(self, voting_here: Field, held: bool) -> None:
        """Every clone's verification would fail for it."""
        new = pen(voting_here.alice).ballot(voting_here.people.bob)
        line = lines(voting_here.server, "votes")[0] if held else new
        add(voting_here.alice.path, "votes", voting_here.alice.head("main"), line)
        refused(voting_here, f"{VOTES}:{VOTES}", code="2")


class TestOwnRefs:
    def test_a_submission_cannot_be_overwritten_or_deleted(self, voting: Field) -> None:
        voting.alice.git("-C", voting.server, "update-ref", "refs/gov/inbox/waiting", "main")
        refused(voting, ":refs/gov/inbox/waiting", code="135", ref="refs/gov/inbox/waiting")
        refused(voting, "+feature/x:refs/gov/inbox/waiting", code="135", ref="refs/gov/inbox/waiting")

    def test_other_notes_are_free(self, founded: Field) -> None:
        founded.alice.git("notes", "add", "--message", "a remark", "main")
        founded.alice.push("refs/notes/commits", check=True)


def test_several_rooms_come_in_one_push(founded: Field) -> None:
    """Each needs lines of the others: the motion, its ballots, its announcement."""
    alice = founded.alice
    alice.motion("merge", "feature/x")
    for who in (founded.people.alice, founded.people.bob, founded.people.carol):
        alice.vote("aye", "--key", who.key_path)
    alice.motion("announce")
    alice.push("refs/notes/gov/*:refs/notes/gov/*", check=True)
    for room in ("motions", "votes", "decisions"):
        assert set(lines(founded.server, room)) == set(lines(alice.path, room))


def test_a_note_in_many_pieces_is_read_whole(voting_here: Field, tmp_path: Path, people: object) -> None:
    """Stock git puts blank lines between what it appends; readers pass over them."""
    line = pen(voting_here.alice).ballot(voting_here.people.bob)
    voting_here.alice.git("notes", "--ref", VOTES, "append", "--message", line.decode(), subject(voting_here))
    assert b"\n\n" in note(voting_here.alice.path, "votes", subject(voting_here))
    voting_here.alice.push(f"{VOTES}:{VOTES}", check=True)
    assert "bob" in voting_here.alice.motion("show", "feature/x").stdout
