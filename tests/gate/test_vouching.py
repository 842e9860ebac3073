"""What verification takes for granted of a branch: nothing but what is itself accounted for, and nothing that is gone."""

import shlex
from pathlib import Path

import pytest

from gitgov.chamber import clock
from gitgov.chamber.open import open_chamber
from gitgov.chamber.verification import Verification
from gitgov.chamber.verify import verify
from tests.kit.field import MAIN_AND_TAGS, RELEASES, Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import clone, git
from tests.kit.servers import File

BOTH = (False, True)


@pytest.fixture
def open_ended(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that protects main, the branches release/* and the tags v*, and has carried feature/x."""
    return fields.carried(tmp_path / "field", File(), charter_of(people, MAIN_AND_TAGS + RELEASES))


def checked(path: Path, *, from_scratch: bool = False, refs: tuple[str, ...] = ()) -> Verification:
    return verify(open_chamber(path, now=clock.now), refs, from_scratch=from_scratch)


def codes(report: Verification) -> dict[str, str]:
    """Returns the codes of problems by the names of the refs that they begin with."""
    return {each.what.split()[0].rstrip(":"): each.code for each in report.problems}


def evil(field: Field, *onto: str) -> str:
    """Puts a commit that nobody ratified on branches of the server, past its hooks."""
    commit = field.carol.commit({"evil.txt": "evil\n"}, branch="evil")
    field.carol.git("switch", "--quiet", "main")
    field.carol.git("push", "--quiet", field.server, "evil:refs/heads/aside", check=True)
    for name in onto:
        git("update-ref", f"refs/heads/{name}", commit, cwd=field.server)
    return commit


def enact(field: Field) -> str:
    """Merges feature/x into main by its motion, and returns the merge."""
    field.alice.gov("enact", "feature/x", "--push", "origin")
    return field.at("main")


class TestBranchesWithoutABaseline:
    @pytest.mark.parametrize("names", [("release/1", "release/2"), ("release/2", "release/1")])
    def test_two_do_not_vouch_for_each_other(self, open_ended: Field, names: tuple[str, str]) -> None:
        evil(open_ended, *names)
        for from_scratch in BOTH:
            report = checked(open_ended.server, from_scratch=from_scratch)
            assert codes(report) == {f"refs/heads/{name}": "GOV-101" for name in names}

    def test_nor_after_main_was_verified(self, open_ended: Field) -> None:
        assert checked(open_ended.server).problems == []
        evil(open_ended, "release/1", "release/2", "release/3")
        assert len(checked(open_ended.server).problems) == 3

    def test_nor_does_main_where_it_is_wrong_itself(self, open_ended: Field) -> None:
        evil(open_ended, "main", "release/1")
        for from_scratch in BOTH:
            report = checked(open_ended.server, from_scratch=from_scratch)
            assert codes(report) == {"refs/heads/main": "GOV-101", "refs/heads/release/1": "GOV-101"}

    def test_what_main_was_before_it_was_wrong_vouches_still(self, open_ended: Field) -> None:
        enact(open_ended)
        open_ended.alice.push(f"{open_ended.at('main')}:refs/heads/release/1", check=True)
        open_ended.carol.git("pull", "--quiet")
        evil(open_ended, "main", "release/2")
        for from_scratch in BOTH:
            report = checked(open_ended.server, from_scratch=from_scratch)
            assert codes(report) == {"refs/heads/main": "GOV-101", "refs/heads/release/2": "GOV-101"}

    def test_nor_is_one_in_order_that_builds_on_nothing_at_all(self, open_ended: Field) -> None:
        checked(open_ended.server)
        root = git("commit-tree", "-m", "root", "main^{tree}", cwd=open_ended.server).stdout.strip()
        git("update-ref", "refs/heads/release/1", root, cwd=open_ended.server)
        for from_scratch in BOTH:
            assert codes(checked(open_ended.server, from_scratch=from_scratch)) == {"refs/heads/release/1": "GOV-101"}

    def test_one_may_build_on_another_whatever_they_are_called(self, open_ended: Field) -> None:
        """release/0 is created from release/1, which was created from main and has merged something of its own."""
        field, alice = open_ended, open_ended.alice
        alice.push("main:refs/heads/release/1", check=True)
        alice.git("fetch", "--quiet")
        alice.git("branch", "release/1", "origin/release/1")
        alice.commit({"fix.txt": "fix\n"}, branch="fix")
        alice.git("switch", "--quiet", "main")
        field.decide("merge", "fix", "--into", "release/1")
        alice.gov("enact", "fix", "--push", "origin")
        alice.push(f"{field.at('release/1')}:refs/heads/release/0", check=True)
        for from_scratch in BOTH:
            assert checked(field.server, from_scratch=from_scratch).problems == []
        evil(field, "release/2")
        assert codes(checked(field.server)) == {"refs/heads/release/2": "GOV-101"}

    def test_asked_for_alone_one_is_accounted_for_by_the_others_all_the_same(self, open_ended: Field) -> None:
        enact(open_ended)
        open_ended.alice.push(f"{open_ended.at('main')}:refs/heads/release/1", check=True)
        for from_scratch in BOTH:
            report = checked(open_ended.server, from_scratch=from_scratch, refs=("release/1",))
            assert (report.problems, report.refs) == ([], 1)
        evil(open_ended, "release/2")
        assert codes(checked(open_ended.server, refs=("release/2",))) == {"refs/heads/release/2": "GOV-101"}


class TestWhatAClonesOwnBranchesLack:
    @pytest.fixture
    def released(self, open_ended: Field) -> Field:
        """Returns the body when main has moved, and release/1 was created from it where it then stood."""
        merge = enact(open_ended)
        open_ended.alice.push(f"{merge}:refs/heads/release/1", check=True)
        open_ended.bob.sync()
        open_ended.bob.git("fetch", "--quiet")
        return open_ended

    def test_where_its_main_is_behind(self, released: Field) -> None:
        assert released.bob.head("main") != released.at("main")
        for from_scratch in BOTH:
            assert checked(released.bob.path, from_scratch=from_scratch).problems == []

    def test_where_it_has_main_as_remote_tracking_only(self, released: Field) -> None:
        bob = released.bob
        bob.git("switch", "--quiet", "--detach")
        bob.git("branch", "--quiet", "--delete", "--force", "main")
        bob.git("branch", "--quiet", "release/1", "origin/release/1")
        for from_scratch in BOTH:
            assert checked(bob.path, from_scratch=from_scratch).problems == []


class TestWhatIsGone:
    def test_main_on_the_server(self, open_ended: Field) -> None:
        for warm in BOTH:
            if warm:
                checked(open_ended.server)
            stood = open_ended.at("main")
            git("update-ref", "-d", "refs/heads/main", cwd=open_ended.server)
            report = checked(open_ended.server)
            assert codes(report) == {"refs/heads/main": "GOV-142"}
            assert program("gov", "verify", cwd=open_ended.server, check=False).returncode == 1
            git("update-ref", "refs/heads/main", stood, cwd=open_ended.server)

    @pytest.mark.parametrize("warm", BOTH)
    def test_what_was_created_after_the_founding_and_moved_by_a_decision(
        self, open_ended: Field, *, warm: bool
    ) -> None:
        field, alice = open_ended, open_ended.alice
        alice.push("main:refs/heads/release/1", check=True)
        alice.git("fetch", "--quiet")
        alice.git("branch", "release/1", "origin/release/1")
        alice.commit({"fix.txt": "fix\n"}, branch="fix")
        field.decide("merge", "fix", "--into", "release/1")
        if warm:
            checked(field.server)
        alice.gov("enact", "fix", "--push", "origin")
        if warm:
            assert checked(field.server).problems == []
            alice.commit({"more.txt": "more\n"}, branch="more")
            alice.motion("merge", "more")
            alice.sync()
            assert checked(field.server).problems == []
        git("update-ref", "-d", "refs/heads/release/1", cwd=field.server)
        assert codes(checked(field.server)) == {"refs/heads/release/1": "GOV-142"}

    @pytest.mark.parametrize("warm", BOTH)
    def test_a_tag_that_was_released(self, open_ended: Field, *, warm: bool) -> None:
        field = open_ended
        field.decide("release", "v1", "main")
        field.alice.gov("enact", "v1", "--push", "origin")
        if warm:
            checked(field.server)
        git("update-ref", "-d", "refs/tags/v1", cwd=field.server)
        assert codes(checked(field.server)) == {"refs/tags/v1": "GOV-142"}

    def test_a_clone_cannot_decide_and_says_which_fetch_helps(self, open_ended: Field) -> None:
        field = open_ended
        field.decide("release", "v1", "main")
        field.alice.gov("enact", "v1", "--push", "origin")
        field.bob.git("fetch", "--quiet")
        field.bob.sync()
        field.bob.git("switch", "--quiet", "--detach")
        for each in ("refs/heads/main", "refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/tags/v1"):
            field.bob.git("update-ref", "--no-deref", "-d", each)
        done = field.bob.gov("verify", check=False)
        assert done.returncode == 3
        assert "refs/heads/main" in done.stderr
        assert "refs/tags/v1" in done.stderr
        command = shlex.split(done.stderr.partition("next: ")[2].partition(";")[0])
        assert command[:4] == ["git", "fetch", "--tags", "origin"]
        field.bob.git(*command[1:])
        field.bob.gov("verify")

    def test_what_is_not_protected_any_more_may_go(self, open_ended: Field) -> None:
        field = open_ended
        text = field.alice.gov("charter", "show").stdout.replace("version = 1", "version = 2").replace('"main"', '"m"')
        (field.root / "next.toml").write_text(text, encoding="utf-8")
        field.alice.gov("enact", field.decide("charter", str(field.root / "next.toml")))
        field.alice.sync()
        git("update-ref", "-d", "refs/heads/main", cwd=field.server)
        assert checked(field.server).problems == []


class TestRewinds:
    def test_below_what_was_verified_last_on_the_server(self, open_ended: Field) -> None:
        enact(open_ended)
        assert checked(open_ended.server).problems == []
        git("update-ref", "refs/heads/main", "main~1", cwd=open_ended.server)
        assert codes(checked(open_ended.server)) == {"refs/heads/main": "GOV-102"}

    def test_of_a_branch_that_a_clone_does_not_follow(self, open_ended: Field) -> None:
        enact(open_ended)
        bob = open_ended.bob
        bob.sync()
        bob.git("pull", "--quiet")
        assert checked(bob.path).problems == []
        bob.git("remote", "remove", "origin")
        bob.git("reset", "--quiet", "--hard", "HEAD~1")
        assert codes(checked(bob.path)) == {"refs/heads/main": "GOV-102"}


class TestTheNamesOfRemotes:
    def test_one_with_a_slash_is_verified(self, open_ended: Field, people: People) -> None:
        evil(open_ended, "main")
        path = open_ended.root / "auditor"
        settings = [word for name, value in people.eve.settings.items() for word in ("--config", f"{name}={value}")]
        git("clone", "--quiet", *settings, "--origin", "team/up", open_ended.server, path, cwd=open_ended.root)
        auditor = Clone(people.eve, path, File())
        auditor.sync()
        git("update-ref", "refs/heads/main", "main~1", cwd=path)
        assert codes(checked(path)) == {"refs/remotes/team/up/main": "GOV-101"}

    def test_of_one_that_was_removed_what_is_left_is_verified_too(self, open_ended: Field) -> None:
        evil(open_ended, "main")
        open_ended.bob.git("fetch", "--quiet")
        open_ended.bob.git("config", "--remove-section", "remote.origin")
        assert codes(checked(open_ended.bob.path)) == {"refs/remotes/origin/main": "GOV-101"}


def test_a_clone_follows_no_branch_by_the_name_of_head(open_ended: Field, people: People) -> None:
    """refs/remotes/origin/HEAD only stands for another ref."""
    path = clone(open_ended.server, open_ended.root / "auditor", people.eve)
    Clone(people.eve, path, File()).sync()
    assert checked(path).refs == 2
