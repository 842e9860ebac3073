"""Folding the inbox: what waits becomes lines of the rooms, or goes back to its sender with the reason."""

import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from gitgov.chamber import clock
from gitgov.chamber.acts import act, find_actor, tips
from gitgov.chamber.inbox import fold_here, fold_inbox, read_reasons, reasons_of
from gitgov.chamber.reads import find_matter
from gitgov.chamber.sift import sift
from gitgov.core.ids import EventId, Oid
from gitgov.core.objection import Objection
from gitgov.git import inbox
from gitgov.git.repository import open_repository
from gitgov.ledger.store import Entry
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.receipt import MOST_BESIDE
from gitgov.tally.events import BallotCast
from tests.kit.field import MAIN_AND_TAGS, ROOMS, Clone, Field, Fields, charter_of
from tests.kit.forge import Pen, elsewhere, id_of, lines, submission
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import git, sample, server
from tests.kit.servers import File
from tests.kit.work import calls

HOUR = 3_600
CHAIRED = (
    'presiding = "chair"\n',
    "[rules]\nsecond = true\nchange_ballots = false\nreasons = true\n" + MAIN_AND_TAGS,
)


def ballot(clone: Clone, choice: str = "aye", *, ahead: int = 0) -> None:
    """Casts a ballot with a clock that goes `ahead` seconds fast."""
    chamber = clone.chamber(now=lambda: clock.now() + ahead)
    body = BallotCast.model_validate({"choice": choice})
    act(chamber, find_actor(chamber), find_matter(chamber, "feature/x").floor, body)


def deposit(field: Field, name: str, *content: bytes) -> None:
    """Puts lines into the server's inbox, as if their sender's push had been the last thing before a crash."""
    commit = submission(field.server, content)
    git("update-ref", f"refs/gov/inbox/{name}", commit, cwd=field.server)


def fold(field: Field) -> dict[str, list[str]]:
    """Folds the server's inbox and returns the codes that were sent back, by submission."""
    folded = fold_inbox(open_repository(field.server), clock.now)
    return {name: [objection.code for _, objection in back] for name, back in folded.refused.items()}


@pytest.fixture
def voting(fields: Fields, tmp_path: Path) -> Field:
    """Returns a body with an open motion that every clone knows."""
    return fields.grown(tmp_path / "field", File(), one_motion)


def one_motion(field: Field) -> None:
    field.alice.motion("merge", "feature/x")
    for clone in (field.alice, field.bob, field.carol):
        clone.sync()


def ballots(voting: Field, name: int, many: int) -> list[bytes]:
    """Returns ballots by bob upon one motion, each of which has seen the one before."""
    chamber = voting.alice.chamber()
    floor = find_matter(chamber, "feature/x").floor
    cast, parents = list[bytes](), (*tips(floor), chamber.chain.head.id)
    for number in range(many):
        body = BallotCast(choice="aye", reason=f"{name} {number}")
        about: dict[str, object] = {"subject": floor.subject, "thread": floor.id, "parents": parents}
        cast.append(elsewhere(chamber, voting.people.bob, body, "ballot.cast", **about))
        parents = (EventId(id_of(cast[-1])), chamber.chain.head.id)
    return cast


def motions(voting: Field, name: int, many: int) -> list[bytes]:
    """Returns motions by bob about one commit, upon which as many are held already."""
    alice, subject = voting.alice, voting.alice.head("feature/x")
    chamber = alice.chamber()
    moved = [
        elsewhere(
            chamber,
            voting.people.bob,
            MotionMoved(question=Merge(branch=f"b{name}/{number}", head=Oid(subject), into="refs/heads/main")),
            "motion.moved",
            subject=subject,
            thread="",
        )
        for number in range(2 * many)
    ]
    chamber.store.append([Entry("motions", subject, line) for line in moved[many:]])
    return moved[:many]


Flood = Callable[[Field, int, int], list[bytes]]


def spent(voting: Field, flood: Flood, many: int) -> tuple[int, int]:
    """Counts the calls that judging so many lines makes, and the most bytes that are held at once."""
    sent, chamber = flood(voting, many, many), voting.alice.chamber()
    tracemalloc.start()
    made = calls(lambda: sift(chamber, sent))
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(sift(chamber, sent).taken) == many
    return made, held


@pytest.mark.parametrize(("flood", "many"), [(ballots, 100), (motions, 60)])
def test_twice_as_many_lines_by_one_key_make_about_twice_the_work(voting: Field, flood: Flood, many: int) -> None:
    """Of time and of memory."""
    (calls_once, held_once), (calls_twice, held_twice) = (spent(voting, flood, many * times) for times in (1, 2))
    assert calls_twice < 3 * calls_once
    assert held_twice < 3 * held_once


def test_of_many_acts_by_one_key_that_have_not_seen_each_other_few_are_taken_in(voting: Field) -> None:
    """Else nobody could act any more: a record names all heads of its thread, and only so many fit."""
    pen = Pen(voting.alice.chamber(), "feature/x")
    deposit(voting, "flood", *(pen.ballot(voting.people.bob, reason=f"{number}") for number in range(MOST_BESIDE + 3)))
    deposit(voting, "vote", pen.ballot(voting.people.carol))
    assert fold(voting) == {"flood": ["GOV-238"] * 3}
    voting.bob.sync()
    voting.bob.vote("nay", "--sync")
    assert len(lines(voting.server, "votes")) == MOST_BESIDE + 2


@pytest.mark.soak
@pytest.mark.parametrize("flood", [ballots, motions])
def test_ten_thousand_lines_by_one_key_are_taken_in_by_one_push(voting: Field, flood: Flood) -> None:
    """And they bear upon nobody: the next vote comes in, and all is verified."""
    sent = flood(voting, 0, 10_000)
    deposit(voting, "flood", *sent)
    before = len(lines(voting.server, "votes")) + len(lines(voting.server, "motions"))
    assert fold(voting) == {}
    assert len(lines(voting.server, "votes")) + len(lines(voting.server, "motions")) == before + 10_000
    voting.carol.sync()
    voting.carol.vote("aye", "feature/x", "--sync")
    assert program("gov", "verify", cwd=voting.server).returncode == 0


class TestFolded:
    def test_what_was_sent_lies_in_its_room_and_the_inbox_is_empty(self, voting: Field) -> None:
        voting.bob.vote("aye", "-m", "fine")
        voting.bob.motion("speak", "--for", "-m", "a speech")
        said = voting.bob.gov("sync").stdout
        assert "origin: sent 2, received 0" in said
        assert len(lines(voting.server, "votes")) == len(lines(voting.server, "debate")) == 1
        assert voting.refs("refs/gov") == []

    def test_what_arrives_meanwhile_is_folded_by_the_same_process(self, voting: Field) -> None:
        ballot(voting.bob)
        ballot(voting.carol)
        (late,) = lines(voting.carol.path, "votes")
        deposit(voting, "early", *lines(voting.bob.path, "votes"))
        arriving = iter([late])

        def now() -> int:
            for line in arriving:
                deposit(voting, "late", line)
            return clock.now()

        assert fold_here(voting.server, now).submissions == 2
        assert len(lines(voting.server, "votes")) == 2
        assert voting.refs("refs/gov/inbox") == []

    def test_stock_git_reads_it(self, voting: Field) -> None:
        voting.bob.vote("aye", "-m", "fine")
        voting.bob.sync()
        shown = git("log", "-1", "--notes=gov/*", "feature/x", cwd=voting.server).stdout
        assert "Notes (gov/votes):" in shown
        assert '"reason":"fine"' in shown

    def test_many_submissions_in_one_fold(self, voting: Field) -> None:
        pen = Pen(voting.alice.chamber(), "feature/x")
        for number, who in enumerate((voting.people.alice, voting.people.bob, voting.people.carol)):
            deposit(voting, f"{number}", pen.ballot(who))
        before = git("rev-list", "--count", "--all", cwd=voting.server).stdout
        assert fold(voting) == {}
        after = git("rev-list", "--count", "--all", cwd=voting.server).stdout
        assert len(lines(voting.server, "votes")) == 3
        assert int(after) == int(before) - 3 + 1  # three submissions have gone, one notes commit has come

    def test_an_empty_inbox_is_nothing_to_do(self, voting: Field) -> None:
        tips = voting.refs("refs/notes")
        assert fold(voting) == {}
        assert voting.refs("refs/notes") == tips


class TestSentBack:
    def test_a_late_ballot(self, voting: Field) -> None:
        for who in (voting.people.alice, voting.people.carol):
            voting.alice.vote("aye", "--key", who.key_path)
        voting.alice.motion("announce")
        voting.alice.sync()
        voting.bob.vote("nay")
        done = voting.bob.gov("sync", check=False)
        assert done.returncode == 1
        assert "came back: GOV-341" in done.stdout
        assert "(carried) was announced" in done.stdout
        assert len(lines(voting.server, "votes")) == 2
        assert "origin: sent 0" in voting.bob.gov("sync").stdout
        assert voting.bob.gov("verify").returncode == 0

    def test_a_ballot_from_the_future_and_then_a_good_one(self, voting: Field) -> None:
        ballot(voting.bob, "nay", ahead=HOUR)
        done = voting.bob.gov("sync", check=False)
        assert "came back: GOV-220" in done.stdout
        assert "next: set the clock" in done.stdout
        assert "0 aye, 0 nay" in voting.bob.vote("status").stdout
        voting.bob.vote("aye")
        voting.bob.sync()
        assert len(lines(voting.server, "votes")) == 1

    def test_a_clock_within_the_charters_skew_is_borne(self, voting: Field) -> None:
        ballot(voting.bob, ahead=200)
        voting.bob.sync()
        voting.alice.sync()
        voting.alice.vote("aye")
        voting.alice.sync()
        assert len(lines(voting.server, "votes")) == 2

    def test_an_announcement_that_leaves_out_a_ballot(self, voting: Field) -> None:
        voting.carol.vote("nay")
        voting.carol.sync()
        for who in (voting.people.alice, voting.people.bob):
            voting.alice.vote("aye", "--key", who.key_path)
        voting.alice.motion("announce")
        done = voting.alice.gov("sync", check=False)
        assert "came back: GOV-342" in done.stdout
        assert "by carol" in done.stdout
        assert lines(voting.server, "decisions") == []
        voting.alice.motion("announce")
        voting.alice.sync()
        assert "2 aye, 1 nay" in voting.alice.motion("show", "feature/x").stdout

    def test_the_good_lines_of_the_same_submission_are_taken_in(self, voting: Field) -> None:
        ballot(voting.bob, "nay", ahead=HOUR)
        voting.bob.motion("speak", "--against", "-m", "I object")
        done = voting.bob.gov("sync", check=False)
        assert "came back: GOV-220" in done.stdout
        assert done.stdout.count("came back") in {1, 2}

    def test_the_answer_is_a_ref_that_the_sender_can_read(self, voting: Field) -> None:
        deposit(voting, "mine", b"hello")
        assert fold(voting) == {"mine": ["GOV-202"]}
        assert voting.refs("refs/gov/refused") == ["refs/gov/refused/mine"]
        assert git("show", "refs/gov/refused/mine:lines", cwd=voting.server).stdout == "hello\n"
        assert "GOV-202" in git("show", "refs/gov/refused/mine:reasons", cwd=voting.server).stdout

    def test_old_answers_are_thrown_away(self, voting: Field) -> None:
        deposit(voting, "mine", b"hello")
        assert fold(voting)
        deposit(voting, "other", b"hello")
        fold_inbox(open_repository(voting.server), lambda: clock.now() + 31 * 24 * HOUR)
        assert voting.refs("refs/gov/refused") == ["refs/gov/refused/other"]

    def test_reasons_survive_the_way_and_malformed_ones_do_no_harm(self) -> None:
        objection = Objection("GOV-220", "too\n“early” \x1b[31m", "rule", "remedy", ("a", "b"))
        content = reasons_of([(b"line", objection)])
        assert read_reasons(content) == [objection]
        assert objection in read_reasons(b"junk\n[]\n" + content + b'{"code":1}\n\xff\n')


class TestGarbage:
    def junk(self, field: Field) -> dict[str, str]:
        """Returns objects that are no submissions, by name."""
        repo = field.server
        blob = git("hash-object", "-w", "--stdin", cwd=repo, input="x").stdout.strip()
        tree = git("mktree", cwd=repo, input=f"100644 blob {blob}\tother\n").stdout.strip()
        nested = git("mktree", cwd=repo, input=f"040000 tree {tree}\tlines\n").stdout.strip()
        link = git("mktree", cwd=repo, input=f"120000 blob {blob}\tlines\n").stdout.strip()
        gone = git("mktree", "--missing", cwd=repo, input=f"160000 commit {'1' * 40}\tlines\n").stdout.strip()
        tag = f"object {blob}\ntype blob\ntag t\ntagger a <a@b> 0 +0000\n\nt\n"
        return {
            "blob": blob,
            "tree": tree,
            "empty": git("mktree", cwd=repo).stdout.strip(),
            "nested": nested,
            "link": link,
            "gone": gone,
            "tag": git("mktag", cwd=repo, input=tag).stdout.strip(),
            "branch": git("rev-parse", "main", cwd=repo).stdout.strip(),
        }

    def test_objects_of_every_kind(self, voting: Field) -> None:
        for name, oid in self.junk(voting).items():
            git("update-ref", f"refs/gov/inbox/{name}", oid, cwd=voting.server)
        pen = Pen(voting.alice.chamber(), "feature/x")
        deposit(voting, "honest", pen.ballot(voting.people.bob))
        fold(voting)
        assert len(lines(voting.server, "votes")) == 1
        assert voting.refs("refs/gov/inbox") == []

    @pytest.mark.parametrize(
        "line",
        [
            b"",
            b"\x00",
            b"\xff" * 100,
            b"x" * 5_000_000,
            b'{"event":' + b"[" * 20_000,
            b'{"event":{"a":1,"a":2},"key":"SHA256:' + b"A" * 43 + b'","sig":"' + b"A" * 88 + b'"}',
            b'{"event":NaN,"key":"SHA256:' + b"A" * 43 + b'","sig":"' + b"A" * 88 + b'"}',
            b"\xef\xbb\xbf{}",
            b"{}\r",
        ],
        ids=lambda line: repr(line[:12]),
    )
    def test_lines_of_every_kind(self, voting: Field, line: bytes) -> None:
        pen = Pen(voting.alice.chamber(), "feature/x")
        deposit(voting, "both", line, pen.ballot(voting.people.bob))
        deposit(voting, "honest", pen.ballot(voting.people.carol))
        assert fold(voting).get("honest") is None
        assert len(lines(voting.server, "votes")) == 2
        assert voting.refs("refs/gov/inbox") == []

    def test_two_submissions_whose_names_end_alike(self, voting: Field) -> None:
        pen = Pen(voting.alice.chamber(), "feature/x")
        deposit(voting, "a/same", b"junk one")
        deposit(voting, "b/same", b"junk two", pen.ballot(voting.people.bob))
        fold(voting)
        assert len(lines(voting.server, "votes")) == 1
        assert voting.refs("refs/gov/inbox") == []

    def test_garbage_from_before_the_founding(self, tmp_path: Path, people: People) -> None:
        bare = server(sample(tmp_path / "sample"), tmp_path / "server.git")
        program("gov", "init", "--server", cwd=bare)
        field = Field(tmp_path, people, File())
        deposit(field, "early", b"hello")
        fold(field)
        assert field.refs("refs/gov/inbox") == []
        field.alice.gov("init", f"--member=alice={people.alice.pub_path}")
        field.alice.sync()
        assert field.at("refs/notes/gov/charter") == field.alice.head("refs/notes/gov/charter")


class TestAgain:
    """Killed between the rooms and the inbox, a folder folds the same lines again."""

    def everything(self, field: Field) -> list[bytes]:
        return [line for room in ROOMS for line in lines(field.server, room)]

    def again(self, field: Field) -> None:
        before = {room: field.at(f"refs/notes/gov/{room}") for room in ROOMS}
        everything = self.everything(field)
        deposit(field, "whole", *everything)
        for number, line in enumerate(everything):
            deposit(field, f"single/{number}", line)
        assert fold(field) == {}
        assert {room: field.at(f"refs/notes/gov/{room}") for room in ROOMS} == before
        assert field.refs("refs/gov/inbox") == []

    def test_by_a_small_team(self, here: Field) -> None:
        here.alice.motion("speak", "feature/x", "--for", "-m", "afterwards", check=False)
        here.alice.gov("enact", "feature/x", "--push", "origin")
        self.again(here)

    def test_with_a_chair_and_final_ballots(self, fields: Fields, people: People, tmp_path: Path) -> None:
        head, extra = CHAIRED
        text = head + charter_of(people, extra, roles={"alice": "chair"})
        field = fields.founded(tmp_path / "chaired", File(), text)
        alice, bob = field.alice, people.bob.key_path
        alice.motion("merge", "feature/x")
        self.again_after_sync(field)
        for act_of_the_meeting in (
            ("second", "--key", bob),
            ("state",),
            ("speak", "--for", "-m", "x", "--key", bob),
            ("put",),
        ):
            alice.motion(*act_of_the_meeting)
            self.again_after_sync(field)
        for who in (people.alice, people.bob, people.carol):
            alice.vote("aye", "-m", "good", "--key", who.key_path)
        self.again_after_sync(field)
        alice.motion("announce")
        self.again_after_sync(field)
        alice.gov("enact", "feature/x", "--push", "origin")
        self.again(field)

    def again_after_sync(self, field: Field) -> None:
        field.alice.sync()
        self.again(field)

    def test_after_a_withdrawal(self, fresh: Field) -> None:
        fresh.alice.motion("merge", "feature/x")
        fresh.alice.motion("withdraw")
        fresh.alice.sync()
        self.again(fresh)

    def test_through_changes_of_the_charter(self, fields: Fields, people: People, tmp_path: Path) -> None:
        field = fields.founded(tmp_path / "changing", File())
        field.alice.gov("member", "add", "dave", "--key", people.dave.pub_path)
        for who in (people.alice, people.bob, people.carol):
            field.alice.vote("aye", "--key", who.key_path)
        field.alice.gov("enact", "--push", "origin")
        field.alice.motion("merge", "feature/x")
        field.alice.vote("aye", "--key", people.dave.key_path)
        field.alice.sync()
        self.again(field)


class TestGenesis:
    @pytest.fixture
    def empty(self, tmp_path: Path, people: People) -> Field:
        """Returns a server with hooks and no ledger."""
        bare = server(sample(tmp_path / "sample"), tmp_path / "server.git")
        program("gov", "init", "--server", cwd=bare)
        return Field(tmp_path, people, File())

    def found(self, clone: Clone) -> str:
        clone.gov("init", f"--member={clone.who.name}={clone.who.pub_path}", "--name", clone.who.name)
        return clone.chamber().chain.repo

    def test_the_first_to_arrive_is_pinned(self, empty: Field) -> None:
        genesis = self.found(empty.alice)
        empty.alice.sync()
        assert git("config", "gov.genesis", cwd=empty.server).stdout.strip() == genesis

    def test_the_second_comes_back(self, empty: Field) -> None:
        first, second = self.found(empty.alice), self.found(empty.bob)
        empty.alice.sync()
        done = empty.bob.gov("sync", check=False)
        assert done.returncode in {1, 3}
        assert "Traceback" not in done.stdout + done.stderr
        assert len(lines(empty.server, "charter")) == 1
        assert git("config", "gov.genesis", cwd=empty.server).stdout.strip() == first
        assert empty.bob.chamber().chain.repo == second
        assert first[:12] in done.stdout + done.stderr or "another" in done.stdout + done.stderr

    def test_of_two_that_wait_together_none_is_trusted(self, empty: Field) -> None:
        for clone in (empty.alice, empty.bob):
            self.found(clone)
            deposit(empty, clone.who.name, *lines(clone.path, "charter"))
        assert fold(empty) == {"alice": ["GOV-430"], "bob": ["GOV-430"]}
        assert empty.refs("refs/notes") == []
        empty.alice.sync()
        assert len(lines(empty.server, "charter")) == 1

    def test_one_that_describes_another_main(self, empty: Field) -> None:
        self.found(empty.alice)
        deposit(empty, "alice", *lines(empty.alice.path, "charter"))
        empty.bob.commit({"z.txt": "z\n"})
        git("-C", empty.bob.path, "push", "--quiet", "origin", "main", cwd=empty.root)
        assert fold(empty) == {"alice": ["GOV-431"]}

    def test_a_genesis_signed_by_nobody_on_its_roll(self, empty: Field) -> None:
        self.found(empty.alice)
        line = lines(empty.alice.path, "charter")[0].replace(b'"actor":"alice"', b'"actor":"mallory"')
        deposit(empty, "forged", line)
        assert list(fold(empty)) == ["forged"]
        assert empty.refs("refs/notes") == []


def test_what_is_submitted_is_named_by_its_content(tmp_path: Path) -> None:
    """So a retry is the same submission: name and commit do not depend on when, nor on the order of the lines."""
    repo = open_repository(sample(tmp_path / "r"))
    assert inbox.write(repo, [b"one", b"two"]) == inbox.write(repo, [b"two", b"one"])


def test_a_read_only_reader_needs_no_folder(tmp_path: Path) -> None:
    repo = open_repository(sample(tmp_path / "r"))
    shutil.rmtree(tmp_path / "r/.git/gitgov", ignore_errors=True)
    assert inbox.read(repo) == []
