"""Verification: an honest clone passes, warm and from scratch alike; whatever was tampered with is named."""

import json
import random
import shutil
from pathlib import Path

import pytest

from gitgov.chamber import clock
from gitgov.chamber.open import open_chamber
from gitgov.chamber.verification import Verification
from gitgov.chamber.verify import verify
from gitgov.core.errors import Undecided
from tests.kit.field import Clone, Field, Fields
from tests.kit.forge import Pen, add, id_of, lines, note, rewrite, subjects, without, write
from tests.kit.repo import git
from tests.kit.servers import File

ROOMS = ("motions", "debate", "votes", "decisions")
MODES: tuple[dict[str, bool], ...] = ({}, {"from_scratch": True}, {"history": True, "from_scratch": True})


def checked(clone: Clone, *, from_scratch: bool = False, history: bool = False) -> Verification:
    return verify(open_chamber(clone.path, now=clock.now), from_scratch=from_scratch, history=history)


def codes(report: Verification) -> set[str]:
    return {each.code for each in report.problems}


def told(report: Verification) -> str:
    """Returns all that the report says: problems with the records that they name."""
    return "\n".join(f"{each} {' '.join(each.records)}" for each in report.problems)


def figures(report: Verification) -> tuple[int, int, int, list[str]]:
    return report.events, report.motions, report.refs, sorted(map(str, report.problems))


@pytest.fixture
def done(fields: Fields, tmp_path: Path) -> Field:
    """Returns a body that has merged feature/x and released v1, with a speech and a nay; carol's clone has it all."""
    return fields.grown(tmp_path / "field", File(), release)


def release(field: Field) -> None:
    alice, people = field.alice, field.people
    field.carry("feature/x")
    alice.gov("enact", "feature/x", "--push", "origin")
    alice.git("tag", "--annotate", "--message", "free", "nightly")
    name = alice.motion("release", "v1", "main").stdout.split()[0]
    alice.motion("speak", name, "--for", "-m", "it is time")
    alice.vote("nay", name, "--key", people.carol.key_path)
    alice.vote("aye", name)
    alice.vote("aye", name, "--key", people.bob.key_path)
    alice.motion("announce", name)
    alice.sync()
    alice.gov("enact", "v1", "--push", "origin")
    field.carol.git("pull", "--quiet", "--tags")
    field.carol.sync()


class TestHonest:
    def test_it_passes_and_counts(self, done: Field) -> None:
        report = checked(done.carol)
        assert report.problems == []
        assert (report.events, report.motions, report.refs) == (14, 2, 3)
        assert "verified: 14 records, 2 motions" in done.carol.gov("verify").stdout

    @pytest.mark.parametrize("how", MODES)
    def test_warm_and_from_scratch_are_equal(self, done: Field, how: dict[str, bool]) -> None:
        first = figures(checked(done.carol))
        assert figures(checked(done.carol, **how)) == first
        assert figures(checked(done.carol)) == first

    def test_after_more_has_come(self, done: Field) -> None:
        checked(done.carol)
        done.bob.sync()
        done.bob.git("branch", "--quiet", "later", "origin/feature/x")
        done.bob.commit({"later.txt": "l\n"}, branch="later")
        done.bob.motion("merge", "later")
        done.bob.sync()
        done.carol.sync()
        assert figures(checked(done.carol)) == figures(checked(done.carol, from_scratch=True))

    def test_on_the_server_itself(self, done: Field) -> None:
        assert verify(open_chamber(done.server)).problems == []

    def test_in_a_fresh_clone(self, done: Field) -> None:
        dave = done.clone("dave")
        dave.sync()
        assert figures(checked(dave)) == figures(checked(done.carol, from_scratch=True))

    def test_a_clone_that_has_not_followed_yet(self, done: Field) -> None:
        done.bob.git("fetch", "--quiet")
        done.bob.sync()
        assert done.bob.head("main") != done.at("main")
        assert checked(done.bob).problems == []

    def test_a_clone_that_lacks_a_tag_on_record(self, done: Field) -> None:
        done.bob.sync()
        with pytest.raises(Undecided, match="refs/tags/v1 is protected and nowhere in this clone"):
            checked(done.bob)

    def test_only_some_refs(self, done: Field) -> None:
        done.carol.commit({"evil.txt": "e\n"})
        assert codes(verify(done.carol.chamber(), ["v1"])) == set()
        assert codes(verify(done.carol.chamber(), ["main"])) == {"GOV-101"}

    @pytest.mark.parametrize("ref", ["nowhere", "refs/heads/nowhere"])
    def test_a_ref_that_is_not_there_or_not_protected_is_no_silent_success(self, done: Field, ref: str) -> None:
        assert done.carol.gov("verify", ref, check=False).returncode == 2

    def test_json(self, done: Field) -> None:
        value = json.loads(done.carol.gov("verify", "--json").stdout)
        assert value["ok"] is True
        assert value["problems"] == []
        assert value["genesis"] == done.carol.chamber().chain.repo

    def test_packed_and_collected(self, done: Field) -> None:
        before = figures(checked(done.carol))
        done.carol.gov("maint")
        done.carol.git("gc", "--quiet", "--prune=now")
        assert figures(checked(done.carol)) == before
        assert figures(checked(done.carol, from_scratch=True)) == before


class TestTheIndex:
    """It is derived: without it, and whatever lies in its place, the answers are the same."""

    def answers(self, clone: Clone) -> list[str]:
        asked = ("gov verify", "motion list --all", "motion show v1", "vote status v1", "gov status", "gov log")
        return [getattr(clone, words.split()[0])(*words.split()[1:]).stdout for words in asked]

    def index(self, clone: Clone) -> Path:
        return clone.path / ".git" / "gitgov" / "index.sqlite"

    def test_deleted(self, done: Field) -> None:
        before = self.answers(done.carol)
        self.index(done.carol).unlink()
        assert self.answers(done.carol) == before

    @pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"junk" * 1000, bytes(8192)])
    def test_replaced(self, done: Field, content: bytes) -> None:
        before = self.answers(done.carol)
        self.index(done.carol).write_bytes(content)
        assert self.answers(done.carol) == before

    @pytest.mark.parametrize("seed", range(8))
    def test_damaged(self, done: Field, seed: int) -> None:
        before, path, dice = self.answers(done.carol), self.index(done.carol), random.Random(seed)
        content = bytearray(path.read_bytes())
        start = dice.randrange(len(content))
        for place in range(start, min(start + 400, len(content))):
            content[place] = dice.randrange(256)
        path.write_bytes(bytes(content))
        assert self.answers(done.carol) == before

    @pytest.mark.parametrize("half", [0.3, 0.6, 0.9])
    def test_cut_short(self, done: Field, half: float) -> None:
        before, path = self.answers(done.carol), self.index(done.carol)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * half)])
        assert self.answers(done.carol) == before

    def test_a_folder_in_its_place(self, done: Field) -> None:
        """Then nothing can be kept from one command to the next, and each says so; all is found nevertheless."""
        self.index(done.carol).mkdir()
        assert self.answers(done.carol)[0].startswith("verified: 14 records, 2 motions")
        assert len(done.carol.motion("list", "--all", "--short").stdout.splitlines()) == 2

    def test_of_another_clone(self, done: Field) -> None:
        before = self.answers(done.carol)
        done.bob.motion("list")
        shutil.copy(self.index(done.bob), self.index(done.carol))
        assert self.answers(done.carol) == before

    def test_a_ref_of_that_name_means_nothing(self, done: Field) -> None:
        before = self.answers(done.carol)
        done.carol.git("update-ref", "refs/gov/index", "main")
        assert self.answers(done.carol) == before


class TestTheLedger:
    def test_a_nay_deleted_by_a_commit_on_top(self, done: Field) -> None:
        nay = id_of(next(line for line in lines(done.carol.path, "votes") if b'"nay"' in line))
        rewrite(done.carol.path, "votes", lambda content: without(content, b'"nay"'))
        for how in MODES:
            report = checked(done.carol, **how)
            assert nay in told(report)
            assert "GOV-214" in codes(report)

    def test_the_same_where_no_remote_is_known(self, done: Field) -> None:
        """Then the announcement, which counted it, misses it."""
        nay = id_of(next(line for line in lines(done.server, "votes") if b'"nay"' in line))
        rewrite(done.server, "votes", lambda content: without(content, b'"nay"'))
        assert nay in told(verify(open_chamber(done.server), from_scratch=True))

    def test_a_nay_deleted_before_the_first_verification_of_a_clone(self, done: Field) -> None:
        nay = id_of(next(line for line in lines(done.server, "votes") if b'"nay"' in line))
        rewrite(done.server, "votes", lambda content: without(content, b'"nay"'))
        dave = done.clone("dave")
        dave.gov("sync", check=False)
        assert nay in told(checked(dave))

    @pytest.mark.parametrize("room", ROOMS)
    def test_a_whole_room_deleted(self, done: Field, room: str) -> None:
        ids = [id_of(line) for line in lines(done.carol.path, room)]
        done.carol.git("update-ref", "-d", f"refs/notes/gov/{room}")
        report = checked(done.carol)
        assert codes(report)
        assert set(ids) <= set(told(report).split())

    def test_a_forged_ballot(self, done: Field) -> None:
        pen = Pen(done.carol.chamber(), "v1")
        forged = pen.ballot(done.people.eve, "nay", name="alice", key=done.people.alice)
        add(done.carol.path, "votes", done.carol.head("main"), forged)
        for how in MODES:
            report = checked(done.carol, **how)
            assert codes(report) == {"GOV-204"}
            assert id_of(forged) in told(report)

    def test_a_forged_ballot_upon_the_charter_is_told_once(self, done: Field) -> None:
        """It lies on the commit of the charter, whose lines are read in any case."""
        charter = done.alice.path / "next.toml"
        charter.write_text(done.alice.chamber().chain.charter.text.replace("version = 1", "version = 2"))
        done.alice.motion("charter", charter)
        checked(done.alice)
        pen = Pen(done.alice.chamber(), "charter")
        forged = pen.ballot(done.people.eve, "nay", name="alice", key=done.people.alice)
        add(done.alice.path, "votes", done.alice.chamber().chain.subject, forged)
        reports = [checked(done.alice, **how) for how in MODES]
        assert [len(report.problems) for report in reports] == [1] * len(MODES)
        assert {told(report) for report in reports} == {told(reports[0])}

    def test_a_strangers_ballot(self, done: Field) -> None:
        stranger = Pen(done.carol.chamber(), "v1").ballot(done.people.eve, "nay")
        add(done.carol.path, "votes", done.carol.head("main"), stranger)
        assert codes(checked(done.carol)) == {"GOV-203"}
        assert id_of(stranger) in told(checked(done.carol))

    def test_a_late_ballot_is_a_notice_not_a_fault(self, done: Field) -> None:
        late = Pen(done.carol.chamber(), "v1").ballot(done.people.bob, "nay")
        add(done.carol.path, "votes", done.carol.head("main"), late)
        report = checked(done.carol)
        assert report.problems == []
        assert any(id_of(late)[:12] in notice for notice in report.notices)

    @pytest.mark.parametrize("junk", [b"hello", b"{}", b"\xff"])
    def test_a_line_that_is_none(self, done: Field, junk: bytes) -> None:
        add(done.carol.path, "debate", done.carol.head("main"), junk)
        assert codes(checked(done.carol)) == {"GOV-202"}
        assert done.carol.head("main")[:12] in told(checked(done.carol))

    def test_history_finds_a_line_that_was_dropped_and_came_back(self, done: Field) -> None:
        whole = {subject: note(done.carol.path, "votes", subject) for subject in subjects(done.carol.path, "votes")}
        nay = id_of(next(line for line in lines(done.carol.path, "votes") if b'"nay"' in line))
        rewrite(done.carol.path, "votes", lambda content: without(content, b'"nay"'))
        for subject, content in whole.items():
            write(done.carol.path, "votes", subject, content)
        assert checked(done.carol).problems == []
        report = checked(done.carol, history=True)
        assert codes(report) == {"GOV-214"}
        assert nay in told(report)
        assert "by notes commit" in told(report)

    def test_a_truncated_room_history_of_a_shallow_fetch(self, done: Field) -> None:
        done.carol.git("fetch", "--quiet", "--depth=1", "origin", "refs/notes/gov/votes")
        assert checked(done.carol).problems == []


def test_a_protected_branch_that_cannot_be_read_is_not_passed_over(done: Field) -> None:
    (done.carol.path / ".git" / "refs" / "heads" / "main").write_text("", encoding="utf-8")
    with pytest.raises(Undecided, match="refs/heads/main"):
        checked(done.carol)


class TestShallow:
    """What is not here cannot be decided: no proof, and no accusation either."""

    def shallow(self, done: Field, depth: int) -> Clone:
        path = done.root / "shallow"
        url = done.transport.url(done.server, done.people.carol)
        git("clone", "--quiet", f"--depth={depth}", url, path, cwd=done.root)
        clone = Clone(done.people.carol, path, done.transport)
        clone.sync()
        return clone

    @pytest.mark.parametrize("how", [[], ["--from-scratch"]])
    def test_that_lacks_where_the_branch_has_come_from(self, done: Field, how: list[str]) -> None:
        shallow = self.shallow(done, 1)
        said = shallow.gov("verify", *how, check=False)
        assert said.returncode == 3, said
        assert "git fetch --unshallow" in said.stderr
        assert "rewound" not in said.stdout + said.stderr
        shallow.git("fetch", "--quiet", "--unshallow")
        assert shallow.gov("verify", *how).returncode == 0

    def test_that_holds_all_that_is_needed(self, done: Field) -> None:
        assert checked(self.shallow(done, 2)).problems == []

    def test_what_is_wrong_with_the_ledger_is_said_all_the_same(self, done: Field) -> None:
        shallow = self.shallow(done, 1)
        rewrite(shallow.path, "votes", lambda content: without(content, b'"nay"'))
        said = shallow.gov("verify", check=False)
        assert said.returncode == 1
        assert "this clone is shallow" in said.stdout

    def test_that_lacks_what_a_merge_was_made_from(self, done: Field) -> None:
        """The way of main is all here, and the fork of a long branch is not: git cannot make its merge."""
        done.alice.git("switch", "--quiet", "--create", "long", "main~1")
        for number in range(5):
            done.alice.commit({f"long{number}.txt": "l\n"})
        done.alice.git("switch", "--quiet", "main")
        done.carry("long")
        done.alice.gov("enact", "long", "--push", "origin")
        said = self.shallow(done, 3).gov("verify", check=False)
        assert said.returncode == 3, said
        assert "git fetch --unshallow" in said.stderr


class TestOneByte:
    """One byte changed anywhere in any line: verification fails and says where."""

    @pytest.fixture
    def flat(self, done: Field) -> Clone:
        """Returns the server as a clone: no remote of it is known, so nothing but the ledger itself can tell."""
        return Clone(done.people.alice, done.server, done.transport)

    def places(self, content: bytes, seed: int) -> list[int]:
        """Returns some places: the ends, every delimiter's neighbourhood by chance, and the last line break."""
        dice = random.Random(seed)
        return sorted({0, len(content) - 1, *(dice.randrange(len(content)) for _ in range(6))})

    @pytest.mark.parametrize("room", ROOMS)
    @pytest.mark.parametrize("flip", [0x01, 0x20])
    def test_in_a_room_of_motions(self, flat: Clone, room: str, flip: int) -> None:
        for subject in subjects(flat.path, room):
            content = note(flat.path, room, subject)
            for place in self.places(content, flip):
                self.flipped(flat, room, subject, content, place, flip)
            write(flat.path, room, subject, content)
        assert checked(flat, from_scratch=True).problems == []

    def flipped(self, clone: Clone, room: str, subject: str, content: bytes, place: int, flip: int) -> None:
        changed = content[:place] + bytes([content[place] ^ flip]) + content[place + 1 :]
        write(clone.path, room, subject, changed)
        if changed.split() == content.split():
            return  # the last line break became other white space that git strips
        lost = [line for line in content.splitlines() if line not in changed.splitlines()]
        report = checked(clone, from_scratch=True)
        text = told(report)
        assert report.problems, f"{room} {place}: {changed[max(0, place - 20) : place + 20]!r}"
        assert subject[:12] in text or any(id_of(line)[:12] in text for line in lost), text

    @pytest.mark.parametrize("flip", [0x01, 0x20])
    def test_in_the_genesis(self, flat: Clone, flip: int) -> None:
        root = subjects(flat.path, "charter")[0]
        content = note(flat.path, "charter", root)
        for place in self.places(content[:-1], flip):
            write(flat.path, "charter", root, content[:place] + bytes([content[place] ^ flip]) + content[place + 1 :])
            with pytest.raises(Undecided, match="genesis"):
                checked(flat, from_scratch=True)


class TestProtectedRefs:
    def test_an_unratified_commit_put_on_main(self, done: Field) -> None:
        evil = done.carol.commit({"evil.txt": "e\n"})
        for how in MODES:
            report = checked(done.carol, **how)
            assert codes(report) == {"GOV-101"}
            assert evil[:12] in told(report)

    def test_the_same_by_the_servers_owner(self, done: Field) -> None:
        evil = done.carol.commit({"evil.txt": "e\n"})
        done.carol.git("push", "--quiet", str(done.server), f"{evil}:refs/heads/aside")
        git("update-ref", "refs/heads/main", evil, cwd=done.server)
        done.bob.git("fetch", "--quiet")
        done.bob.sync()
        report = checked(done.bob)
        assert evil[:12] in told(report)
        assert "refs/remotes/origin/main" in told(report)

    def test_an_evil_merge_put_on_main(self, here: Field) -> None:
        clean = here.alice.merge("feature/x")
        evil = here.alice.merge("feature/x", tree=here.alice.tree(clean, {"evil.txt": "e\n"}))
        here.alice.git("update-ref", "refs/heads/main", evil)
        for how in MODES:
            report = checked(here.alice, **how)
            assert codes(report) == {"GOV-108"}
            assert evil[:12] in told(report)

    def test_a_decision_used_twice(self, done: Field) -> None:
        head = done.carol.head("main^2")
        again = done.carol.merge(head, tree="main^{tree}")
        done.carol.git("update-ref", "refs/heads/main", again)
        for how in MODES:
            assert "GOV-106" in codes(checked(done.carol, **how))

    def test_a_revert_that_nobody_voted_on(self, done: Field) -> None:
        done.carol.git("revert", "--no-edit", "--mainline", "1", "HEAD")
        assert codes(checked(done.carol)) == {"GOV-101"}

    def test_main_rewound_after_it_was_verified(self, done: Field) -> None:
        checked(done.carol)
        old = done.carol.head("refs/remotes/origin/main")
        git("update-ref", "refs/heads/main", "main~1", cwd=done.server)
        done.carol.git("fetch", "--quiet", "--force")
        report = checked(done.carol)
        assert codes(report) == {"GOV-102"}
        assert old[:12] in told(report)

    @pytest.mark.parametrize("by", ["a rewind", "a rewind and another commit"])
    def test_main_rewound_past_an_enactment_that_is_on_record(self, done: Field, by: str) -> None:
        """A fresh clone has never seen main elsewhere, but the ledger says that it was enacted."""
        enacted = done.at("main")
        git("update-ref", "refs/heads/main", "main~1", cwd=done.server)
        dave = done.clone("dave")
        dave.sync()
        report = checked(dave)
        assert report.problems
        assert enacted[:12] in told(report)

    def test_main_replaced(self, done: Field) -> None:
        root = done.carol.git("commit-tree", "-m", "root", "main^{tree}").stdout.strip()
        done.carol.git("update-ref", "refs/heads/main", root)
        assert codes(checked(done.carol)) & {"GOV-101", "GOV-102"}

    def test_a_tag_moved(self, done: Field) -> None:
        done.carol.git("tag", "--force", "v1", "main~1")
        for how in MODES:
            assert codes(checked(done.carol, **how)) == {"GOV-121", "GOV-132"}

    def test_a_tag_by_a_stranger(self, done: Field) -> None:
        key = done.people.eve.key_path
        done.carol.git("-c", f"user.signingKey={key}", "tag", "--force", "--sign", "-m", "v1", "v1", "main")
        assert codes(checked(done.carol)) == {"GOV-125", "GOV-132"}

    def test_a_tag_that_nobody_voted_on(self, done: Field) -> None:
        done.carol.git("tag", "v2", "main")
        assert codes(checked(done.carol)) == {"GOV-121"}
        assert "v2" in told(checked(done.carol))

    def test_replacements_and_grafts_hide_nothing(self, here: Field) -> None:
        clean = here.alice.merge("feature/x")
        evil = here.alice.merge("feature/x", tree=here.alice.tree(clean, {"evil.txt": "e\n"}))
        here.alice.git("update-ref", "refs/heads/main", evil)
        here.alice.git("replace", evil, clean)
        assert codes(checked(here.alice)) == {"GOV-108"}

    def test_attributes_of_this_clone_change_no_merge(self, done: Field) -> None:
        info = done.carol.path / ".git" / "info"
        info.mkdir(exist_ok=True)
        (info / "attributes").write_text("* merge=union\n", encoding="utf-8")
        assert checked(done.carol, from_scratch=True).problems == []


class TestThePin:
    def test_another_genesis_is_pinned(self, done: Field) -> None:
        done.carol.git("config", "gov.genesis", "0" * 64)
        result = done.carol.gov("verify", check=False)
        assert result.returncode == 3
        assert "the genesis pinned in this clone" in result.stderr

    def test_none_is_pinned(self, done: Field) -> None:
        """What was never compared with anybody proves less than it seems, so the reader is told."""
        done.carol.git("config", "--unset", "gov.genesis")
        shown = done.carol.gov("verify", check=False).stdout
        assert "pin" in shown

    def test_the_charter_room_is_gone(self, done: Field) -> None:
        done.carol.git("update-ref", "-d", "refs/notes/gov/charter")
        assert done.carol.gov("verify", check=False).returncode == 3
