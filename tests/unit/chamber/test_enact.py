"""Carrying a decision out: exactly as ratified, once, and on record."""

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from gitgov.chamber.sync import Report, sync
from gitgov.git.repository import Repository
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.forge import lines
from tests.kit.people import People
from tests.kit.repo import git, head
from tests.kit.servers import File


def refused(clone: Clone, *words: str, code: str) -> str:
    done = clone.gov("enact", *words, check=False)
    assert done.returncode == 1, done
    assert f"refused: GOV-{code}" in done.stderr, done
    return done.stderr


def wrong(clone: Clone, *words: str, says: str) -> None:
    done = clone.gov("enact", *words, check=False)
    assert done.returncode == 2, done
    assert says in done.stderr, done


def named(field: Field) -> str:
    """Returns the name of the motion in alice's clone."""
    return field.alice.motion("list", "--all", "--short").stdout.split()[0]


class TestMerges:
    def test_here_first_and_pushed_by_hand(self, here: Field) -> None:
        said = here.alice.gov("enact", "feature/x").stdout
        assert f"next: git gov enact {named(here)} --push origin" in said
        assert (here.alice.path / "x.txt").exists()
        assert here.alice.git("status", "--short").stdout == ""
        here.alice.git("push", "--quiet", "origin", "main")
        assert here.at("main") == here.alice.head("main")

    def test_it_is_on_record(self, here: Field) -> None:
        here.alice.gov("enact", "feature/x", "--push", "origin")
        assert b'"kind":"decision.enacted"' in b"".join(lines(here.server, "decisions"))
        assert "Enacted by alice: refs/heads/main" in here.alice.motion("show", "feature/x").stdout

    def test_left_out_it_is_the_one_that_was_carried(self, here: Field) -> None:
        here.alice.gov("enact", "--push", "origin")
        assert here.at("main") == here.alice.head("main")

    def test_announced_on_the_way_when_all_have_voted(self, fresh: Field) -> None:
        fresh.alice.motion("merge", "feature/x")
        for who in (fresh.people.alice, fresh.people.bob, fresh.people.carol):
            fresh.alice.vote("aye", "--key", who.key_path)
        assert "is announced: carried" in fresh.alice.gov("enact", "feature/x", "--push", "origin").stdout
        assert fresh.at("main") == fresh.alice.head("main")

    def test_by_another_member_in_another_clone(self, here: Field) -> None:
        here.bob.git("fetch", "--quiet")
        here.bob.gov("enact", "feature/x", "--push", "origin")
        assert here.at("main") == here.bob.head("main")

    def test_on_top_of_what_came_in_meanwhile(self, here: Field) -> None:
        here.bob.git("branch", "--quiet", "feature/x", "origin/feature/x")
        here.alice.commit({"y.txt": "y\n"}, branch="feature/y")
        here.alice.git("switch", "--quiet", "main")
        here.carry("feature/y")
        here.alice.gov("enact", "feature/y", "--push", "origin")
        here.bob.sync()
        here.bob.gov("enact", "feature/x", "--push", "origin")
        assert here.at("main^1") == here.alice.head("main")

    def test_with_main_checked_out_nowhere(self, here: Field) -> None:
        here.alice.git("switch", "--quiet", "--detach")
        here.alice.gov("enact", "feature/x", "--push", "origin")
        assert here.alice.head("main") == here.at("main")

    def test_signed_where_the_users_git_signs(self, here: Field) -> None:
        here.alice.git("config", "commit.gpgSign", "true")
        here.alice.gov("enact", "feature/x", "--push", "origin")
        assert "gpgsig -----BEGIN SSH SIGNATURE-----" in here.alice.git("cat-file", "commit", "main").stdout

    def test_in_a_bare_repository(self, here: Field) -> None:
        git("config", "gov.key", here.people.alice.key_path, cwd=here.server)
        git("config", "user.name", "alice", cwd=here.server)
        git("config", "user.email", "alice@example.org", cwd=here.server)
        server = Clone(here.people.alice, here.server, here.transport)
        server.gov("enact", "feature/x")
        assert len(git("rev-list", "--parents", "-1", "main", cwd=here.server).stdout.split()) == 3


def records(clone: Clone) -> int:
    """Counts the enactments that a clone has on record."""
    return b"".join(lines(clone.path, "decisions")).count(b'"kind":"decision.enacted"')


class TestUntilItIsPushed:
    """What is on nobody's server is on nobody's record: else the body would think that nothing is left to do."""

    def test_nothing_is_recorded_and_all_say_that_it_waits(self, here: Field) -> None:
        alice, name = here.alice, named(here)
        alice.gov("enact", "feature/x")
        assert records(alice) == 0
        follows = f"made here, not pushed yet: git gov enact {name} --push origin"
        assert follows in alice.gov("status").stdout
        assert "carried" in alice.motion("list").stdout
        assert "[not pushed yet]" in alice.motion("list").stdout
        assert f"M{follows[1:]}" in alice.motion("show", name).stdout
        alice.sync()
        here.bob.sync()
        assert "nothing is open" not in here.bob.gov("status").stdout

    def test_again_and_nothing_new_is_made(self, here: Field) -> None:
        here.alice.gov("enact", "feature/x")
        made = here.alice.head("main")
        assert f"next: git gov enact {named(here)} --push origin" in here.alice.gov("enact", "feature/x").stdout
        assert here.alice.head("main") == made
        assert records(here.alice) == 0

    @pytest.mark.parametrize("method", ["merge", "squash", "fast-forward"])
    def test_then_pushed(self, fields: Fields, people: People, tmp_path: Path, method: str) -> None:
        branches = '[[branches]]\nname = "main"\nmethods = ["merge", "squash", "fast-forward"]\n'
        field = fields.carried(tmp_path / "all", File(), charter_of(people, branches))
        field.alice.gov("enact", "feature/x", "--method", method)
        made = field.alice.head("main")
        said = field.alice.gov("enact", "feature/x", "--push", "origin").stdout
        assert "pushed to origin" in said
        assert f"({method})" in said
        assert field.at("main") == field.alice.head("main") == made
        assert records(field.alice) == 1
        assert "nothing is open" in field.alice.gov("status").stdout
        assert "verified: " in field.alice.gov("verify").stdout

    def test_pushed_by_hand_and_then_recorded(self, here: Field) -> None:
        here.alice.gov("enact", "feature/x")
        here.alice.git("push", "--quiet", "origin", "main")
        assert "nothing is open" in here.alice.gov("status").stdout
        said = here.alice.gov("enact", "feature/x").stdout
        assert "origin has it already; next: git gov sync" in said
        assert records(here.alice) == 1
        refused(here.alice, "feature/x", code="106")

    def test_where_another_member_was_quicker(self, here: Field) -> None:
        here.alice.gov("enact", "feature/x")
        here.bob.git("fetch", "--quiet")
        here.bob.git("config", "user.name", "Bob")
        here.bob.gov("enact", "feature/x", "--push", "origin")
        said = refused(here.alice, "feature/x", "--push", "origin", code="106")
        assert "next: the one made here is not needed: git switch main, and git reset --keep origin/main" in said
        here.alice.git("reset", "--quiet", "--keep", "origin/main")
        assert "verified: " in here.alice.gov("verify").stdout
        assert "nothing is open" in here.alice.gov("status").stdout

    def test_where_the_branch_has_moved_on(self, here: Field) -> None:
        here.bob.git("branch", "--quiet", "feature/x", "origin/feature/x")
        here.alice.commit({"y.txt": "y\n"}, branch="feature/y")
        here.alice.git("switch", "--quiet", "main")
        here.carry("feature/y")
        here.bob.sync()
        here.bob.gov("enact", "feature/x")
        here.alice.gov("enact", "feature/y", "--push", "origin")
        wrong(here.bob, "feature/x", "--push", "origin", says="git reset --keep origin/main; then again")
        here.bob.git("reset", "--quiet", "--keep", "origin/main")
        here.bob.gov("enact", "feature/x", "--push", "origin")
        assert here.at("main") == here.bob.head("main")
        assert "verified: " in here.bob.gov("verify").stdout

    def behind(self, here: Field) -> Clone:
        """Returns bob's clone, which has fetched a newer main than the one that it has checked out."""
        here.alice.commit({"y.txt": "y\n"}, branch="feature/y")
        here.alice.git("switch", "--quiet", "main")
        here.carry("feature/y")
        here.alice.gov("enact", "feature/y", "--push", "origin")
        here.bob.sync()
        here.bob.git("fetch", "--quiet")
        return here.bob

    def test_on_the_newest_main_that_was_fetched(self, here: Field) -> None:
        bob = self.behind(here)
        said = bob.gov("enact", "feature/x").stdout
        assert f"upon {here.at('main')[:12]}, where origin has refs/heads/main; here it was behind" in said
        made = bob.head("main")
        assert bob.head("main^1") == here.at("main")
        assert "pushed to origin" in bob.gov("enact", "feature/x", "--push", "origin").stdout
        assert here.at("main") == made
        assert "verified: " in bob.gov("verify").stdout

    def test_not_on_a_main_that_went_another_way_than_the_remotes(self, here: Field) -> None:
        bob = self.behind(here)
        own = bob.commit({"own.txt": "o\n"})
        wrong(bob, "feature/x", says="has commits that origin has not")
        assert bob.head("main") == own

    def test_not_on_commits_of_ones_own(self, here: Field) -> None:
        own = here.alice.commit({"own.txt": "o\n"})
        wrong(here.alice, "feature/x", says="has commits that origin has not")
        assert here.alice.head("main") == own

    def test_a_charter_is_sent(self, here: Field) -> None:
        text = here.alice.gov("charter", "show").stdout.replace("version = 1", "version = 2")
        (here.root / "c.toml").write_text(text, encoding="utf-8")
        name = here.decide("charter", str(here.root / "c.toml"))
        here.alice.gov("enact", name)
        said = here.alice.gov("enact", name, "--push", "origin").stdout
        assert "the charter is now version 2; it was version 1" in said
        assert "pushed to origin" in said
        here.bob.sync()
        assert "charter version 2" in here.bob.gov("status").stdout
        refused(here.alice, name, "--push", "origin", code="106")
        refused(here.alice, name, code="106")

    def test_two_of_them_one_after_the_other(self, here: Field) -> None:
        here.alice.commit({"y.txt": "y\n"}, branch="feature/y")
        here.alice.git("switch", "--quiet", "main")
        here.carry("feature/y")
        here.alice.gov("enact", "feature/x")
        here.alice.gov("enact", "feature/y")
        here.alice.gov("enact", "feature/x", "--push", "origin")
        assert here.at("main") == here.alice.head("main^1")
        here.alice.gov("enact", "feature/y", "--push", "origin")
        assert here.at("main") == here.alice.head("main")
        assert records(here.alice) == 2

    def test_the_second_takes_the_first_along(self, here: Field) -> None:
        here.alice.commit({"y.txt": "y\n"}, branch="feature/y")
        here.alice.git("switch", "--quiet", "main")
        here.carry("feature/y")
        here.alice.gov("enact", "feature/x")
        here.alice.gov("enact", "feature/y", "--push", "origin")
        assert here.at("main") == here.alice.head("main")
        assert records(here.alice) == 2
        refused(here.alice, "feature/x", code="106")
        here.bob.sync()
        assert "nothing is open" in here.bob.gov("status").stdout

    def test_a_release(self, here: Field) -> None:
        name = here.decide("release", "v1", "main")
        alice = here.alice
        alice.gov("enact", "v1")
        assert records(alice) == 0
        assert f"made here, not pushed yet: git gov enact {name} --push origin" in alice.gov("status").stdout
        assert f"next: git gov enact {name} --push origin" in alice.gov("enact", "v1").stdout
        assert "pushed to origin" in alice.gov("enact", "v1", "--push", "origin").stdout
        assert here.at("refs/tags/v1") == alice.head("refs/tags/v1")
        assert records(alice) == 1
        assert name not in alice.gov("status").stdout

    def test_a_release_pushed_by_hand_and_then_recorded(self, here: Field) -> None:
        name = here.decide("release", "v1", "main")
        here.alice.gov("enact", "v1")
        here.alice.push("v1", check=True)
        assert "origin has it already" in here.alice.gov("enact", "v1").stdout
        assert records(here.alice) == 1
        assert name not in here.alice.gov("status").stdout

    def test_a_release_of_which_the_remote_has_another_tag(self, here: Field) -> None:
        here.decide("release", "v1", "main")
        here.bob.sync()
        here.alice.gov("enact", "v1")
        here.bob.git("config", "user.name", "Bob")
        here.bob.gov("enact", "v1", "--push", "origin")
        wrong(here.alice, "v1", "--push", "origin", says="next: git tag -d v1, git fetch origin tag v1")

    def test_without_a_remote_it_is_recorded_at_once(self, here: Field) -> None:
        here.alice.git("remote", "remove", "origin")
        assert "on record; there is no remote" in here.alice.gov("enact", "feature/x").stdout
        assert records(here.alice) == 1
        assert "nothing is open" in here.alice.gov("status").stdout


class TestRefusals:
    def test_twice(self, here: Field) -> None:
        here.alice.gov("enact", "feature/x", "--push", "origin")
        refused(here.alice, "feature/x", code="106")
        here.bob.sync()
        here.bob.git("pull", "--quiet")
        refused(here.bob, "feature/x", "--push", "origin", code="106")

    def test_undecided(self, fresh: Field) -> None:
        fresh.alice.motion("merge", "feature/x")
        assert "git vote status" in refused(fresh.alice, "feature/x", code="3")

    def test_lost(self, fresh: Field) -> None:
        fresh.decide("merge", "feature/x", choice="nay")
        refused(fresh.alice, "feature/x", code="112")

    def test_a_method_that_the_charter_does_not_allow(self, here: Field) -> None:
        refused(here.alice, "feature/x", "--method", "squash", code="105")

    def test_a_conflict(self, here: Field) -> None:
        here.alice.commit({"x.txt": "another x\n"}, branch="feature/y")
        here.alice.git("switch", "--quiet", "main")
        here.carry("feature/y")
        here.alice.gov("enact", "feature/y", "--push", "origin")
        assert "git motion renew" in refused(here.alice, "feature/x", "--push", "origin", code="107")

    def test_a_hold(self, fields: Fields, people: People, tmp_path: Path) -> None:
        rules = '[rules.merge]\nhold = "1h"\n' + MAIN_AND_TAGS
        field = fields.carried(tmp_path / "held", File(), charter_of(people, rules))
        refused(field.alice, "feature/x", code="113")

    def test_over_unsaved_work(self, here: Field) -> None:
        (here.alice.path / "x.txt").write_text("mine\n", encoding="utf-8")
        wrong(here.alice, "feature/x", says="cannot be moved there")
        assert (here.alice.path / "x.txt").read_text(encoding="utf-8") == "mine\n"

    def test_beside_commits_of_ones_own_on_main(self, here: Field) -> None:
        here.alice.commit({"own.txt": "o\n"})
        wrong(here.alice, "feature/x", "--push", "origin", says="has commits that origin has not")

    def test_without_the_branch_at_hand(self, here: Field) -> None:
        here.alice.git("branch", "--quiet", "--delete", "--force", "feature/x")
        here.alice.git("update-ref", "-d", "refs/remotes/origin/feature/x")
        for place in ("refs/gov/kept/heads", "refs/gov/remotes/origin/kept/heads"):  # which hold what was ratified
            here.alice.git("update-ref", "-d", place)
        here.alice.git("reflog", "expire", "--all", "--expire=now")
        here.alice.git("gc", "--quiet", "--prune=now")
        wrong(here.alice, "feature/x", says="if neither brings it: git push REMOTE")

    def test_with_nothing_to_carry_out(self, fresh: Field) -> None:
        wrong(fresh.alice, says="nothing waits to be carried out")

    def test_by_a_stranger(self, here: Field) -> None:
        refused(here.alice, "feature/x", "--key", str(here.people.eve.key_path), code="402")

    def test_when_the_push_fails_it_can_be_tried_again(self, here: Field) -> None:
        hook = here.server / "hooks" / "update.before-gitgov"
        hook.write_text("#!/bin/sh\n[ $1 != refs/heads/main ]\n", encoding="utf-8")
        hook.chmod(0o755)
        done = here.alice.gov("enact", "feature/x", "--push", "origin", check=False)
        assert done.returncode == 3
        assert "Traceback" not in done.stderr
        hook.unlink()
        here.alice.gov("enact", "feature/x", "--push", "origin")
        assert here.at("main") == here.alice.head("main")

    def test_when_somebody_was_quicker_it_says_so_and_can_be_tried_again(self, here: Field) -> None:
        """Main on the server moves between the gate's word and git's lock."""
        before, hook = here.at("main"), here.server / "hooks" / "update.before-gitgov"
        quicker = "git update-ref refs/heads/main $(git commit-tree -p main -m Quicker main^{tree})"
        hook.write_text(f"#!/bin/sh\n{quicker}\n", encoding="utf-8")
        hook.chmod(0o755)
        done = here.alice.gov("enact", "feature/x", "--push", "origin", check=False)
        assert done.returncode == 3
        assert "blocked: origin has moved refs/heads/main meanwhile\n  next: git fetch origin" in done.stderr
        hook.unlink()
        git("update-ref", "refs/heads/main", before, cwd=here.server)
        here.alice.gov("enact", "feature/x", "--push", "origin")
        assert here.at("main") == here.alice.head("main")

    @pytest.mark.parametrize("remote", ["nowhere", "--upload-pack=x"])
    def test_to_a_remote_that_is_none(self, here: Field, remote: str) -> None:
        before = here.alice.head("main")
        done = here.alice.gov("enact", "feature/x", f"--push={remote}", check=False)
        assert done.returncode == 2
        assert here.alice.head("main") == before

    @pytest.mark.parametrize("end", ["server", "clone"])
    def test_beside_a_lock_on_the_branch_it_says_what_is_done_and_what_helps(self, here: Field, end: str) -> None:
        alice = here.alice
        lock = (here.server if end == "server" else alice.path / ".git") / "refs/heads/main.lock"
        lock.touch()
        done = alice.gov("enact", "feature/x", "--push", "origin", check=False)
        assert done.returncode == 3
        assert "refs/heads/main.lock" in done.stderr
        lock.unlink()
        if end == "server":
            alice.gov("enact", "feature/x", "--push", "origin")
        else:
            assert "on origin, but not here" in done.stderr
            assert "then git pull" in done.stderr
            alice.git("pull", "--quiet")
        assert here.at("main") == alice.head("main")
        assert b'"decision.enacted"' in b"".join(lines(here.server, "decisions"))


class TestTheMoveHere:
    """What was pushed cannot be taken back: whatever hinders the move here is found before."""

    def in_the_way(self, here: Field) -> Path:
        path = here.alice.path / "x.txt"
        path.write_text("mine\n", encoding="utf-8")
        return path

    def test_an_untracked_file_in_the_way(self, here: Field) -> None:
        path, before = self.in_the_way(here), here.at("main")
        wrong(here.alice, "feature/x", "--push", "origin", says="commit or stash")
        assert here.at("main") == before
        assert "Enacted" not in here.alice.motion("show", "feature/x").stdout
        path.unlink()
        here.alice.gov("enact", "feature/x", "--push", "origin")
        assert here.at("main") == here.alice.head("main")
        assert here.alice.git("status", "--short").stdout == ""

    def test_a_changed_file_in_the_way_in_another_work_tree(self, here: Field) -> None:
        alice, before = here.alice, here.at("main")
        alice.git("switch", "--quiet", "--detach")
        alice.git("worktree", "add", "--quiet", here.root / "beside", "main")
        (here.root / "beside" / "x.txt").write_text("mine\n", encoding="utf-8")
        wrong(alice, "feature/x", "--push", "origin", says="beside")
        assert here.at("main") == before

    def test_a_file_that_was_only_touched_is_not_in_the_way(self, here: Field) -> None:
        os.utime(here.alice.path / "README.md", (1, 1))
        here.alice.gov("enact", "feature/x", "--push", "origin")
        assert here.at("main") == here.alice.head("main")

    def halfway(self, here: Field, method: str = "merge") -> str:
        """Leaves things as an enactment does that dies after the push; returns what it pushed."""
        here.carol.git("fetch", "--quiet")
        here.carol.gov("enact", "feature/x", "--method", method)
        made = here.carol.head("main")
        here.carol.push(f"{made}:main", check=True)
        return made

    @pytest.mark.parametrize("method", ["merge", "squash", "fast-forward"])
    def test_what_the_remote_has_is_taken_over(
        self, fields: Fields, people: People, tmp_path: Path, method: str
    ) -> None:
        branches = '[[branches]]\nname = "main"\nmethods = ["merge", "squash", "fast-forward"]\n'
        field = fields.carried(tmp_path / "all", File(), charter_of(people, branches))
        made = self.halfway(field, method)
        assert f"({method})" in field.alice.gov("enact", "feature/x", "--push", "origin").stdout
        assert field.at("main") == field.alice.head("main") == made
        assert f"-> {made[:12]}" in field.alice.motion("show", "feature/x").stdout
        field.bob.sync()
        field.bob.git("pull", "--quiet")
        assert "verified: " in field.bob.gov("verify").stdout
        refused(field.alice, "feature/x", "--push", "origin", code="106")

    def test_and_without_the_remote_too(self, here: Field) -> None:
        made = self.halfway(here)
        here.alice.git("fetch", "--quiet")
        here.alice.gov("enact", "feature/x")
        assert here.alice.head("main") == made
        assert f"-> {made[:12]}" in here.alice.motion("show", "feature/x").stdout

    def test_a_tag_that_the_remote_has_is_taken_over(self, here: Field) -> None:
        here.decide("release", "v1", "main")
        here.bob.sync()
        here.bob.gov("enact", "v1")
        here.bob.push("refs/tags/v1", check=True)
        here.alice.gov("enact", "v1", "--push", "origin")
        assert here.at("refs/tags/v1") == here.alice.head("refs/tags/v1")
        assert "Enacted by alice" in here.alice.motion("show", "v1").stdout

    def test_without_a_name_too_once_nothing_else_waits(self, here: Field) -> None:
        """Whoever was killed after the push types the same again."""
        self.halfway(here)
        here.decide("release", "v1", "main")
        here.carol.sync()
        here.carol.gov("enact", "v1")
        here.carol.push("refs/tags/v1", check=True)
        here.alice.git("fetch", "--quiet", "--tags")
        here.alice.motion("adopt", "process", "--message", "Anything")  # waits for votes
        wrong(here.alice, says="more than one thing waits to be carried out")
        here.alice.gov("enact", "v1")
        here.alice.gov("enact", "--push", "origin")
        assert records(here.alice) == 2
        assert here.at("main") == here.alice.head("main")


class TestWhatComesBack:
    def voted(self, fresh: Field) -> str:
        """Moves to merge; alice and bob have voted as far as alice knows, and carol's nay is on the server."""
        alice, people = fresh.alice, fresh.people
        name = alice.motion("merge", "feature/x").stdout.split()[0]
        alice.git("push", "--quiet", "--no-verify", "origin", "feature/x")
        alice.vote("aye", name)
        alice.vote("aye", name, "--key", people.bob.key_path)
        alice.sync()
        fresh.carol.sync()
        fresh.carol.vote("nay", name)
        fresh.carol.sync()
        return name

    def test_an_announcement_that_misses_a_ballot(self, fresh: Field) -> None:
        """Announced before the exchange: the reason is said, and not what follows from it."""
        name = self.voted(fresh)
        fresh.alice.motion("announce", name)
        said = refused(fresh.alice, name, "--push", "origin", code="342")
        assert "GOV-140" not in said
        assert "GOV-110" not in said
        assert fresh.at("main") == fresh.alice.head("main")

    def test_with_push_the_ballots_are_fetched_first(self, fresh: Field) -> None:
        name = self.voted(fresh)
        said = fresh.alice.gov("enact", name, "--push", "origin").stdout
        assert "is announced: carried" in said
        assert "2 aye, 1 nay" in fresh.alice.motion("show", name).stdout

    def test_a_loss_is_sent_too(self, fresh: Field) -> None:
        name = fresh.alice.motion("merge", "feature/x").stdout.split()[0]
        for who in (fresh.people.alice, fresh.people.bob, fresh.people.carol):
            fresh.alice.vote("nay", name, "--key", who.key_path)
        refused(fresh.alice, name, "--push", "origin", code="112")
        fresh.bob.sync()
        assert "lost" in fresh.bob.motion("list", "--all").stdout

    def test_a_step_of_the_charter_that_comes_back_is_no_success(
        self, fresh: Field, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A motion arrives on the server between the two exchanges, and the step does not cover it."""
        name = fresh.alice.gov("member", "add", "dave", "--key", fresh.people.dave.pub_path).stdout.split()[0]
        for who in (fresh.people.alice, fresh.people.bob, fresh.people.carol):
            fresh.alice.vote("aye", name, "--key", who.key_path)
        fresh.alice.motion("announce", name)
        fresh.alice.sync()
        fresh.bob.sync()

        def arrives() -> None:
            fresh.alice.motion("merge", "feature/x")
            fresh.alice.sync()

        before_sync(monkeypatch, 2, arrives)
        done = fresh.bob.gov("enact", name, "--push", "origin", check=False)
        assert done.returncode == 1, done
        assert "the charter is now" not in done.stdout
        assert "refused: GOV-421" in done.stderr
        assert "the charter is now version 2" in fresh.bob.gov("enact", name, "--push", "origin").stdout


def before_sync(monkeypatch: pytest.MonkeyPatch, number: int, happens: Callable[[], None]) -> None:
    """Lets something happen just before the n-th exchange of an enactment."""
    numbers = count(1)

    def exchange(repo: Repository, now: Callable[[], int], remote: str) -> Report:
        if next(numbers) == number:
            happens()
        return sync(repo, now, remote)

    monkeypatch.setattr("gitgov.chamber.enact.sync", exchange)


class TestMethods:
    @pytest.fixture
    def voted(self, fresh: Field) -> Field:
        """Returns a body in which all have voted aye and nobody has announced it."""
        fresh.alice.motion("merge", "feature/x")
        for who in (fresh.people.alice, fresh.people.bob, fresh.people.carol):
            fresh.alice.vote("aye", "--key", who.key_path)
        return fresh

    @pytest.mark.parametrize("method", ["ours", "octopus", "--force"])
    def test_one_that_there_is_not(self, voted: Field, method: str) -> None:
        wrong(voted.alice, "feature/x", f"--method={method}", says="merge, squash, rebase, fast-forward")
        assert "announced" not in voted.alice.motion("show", "feature/x").stdout

    def test_one_that_the_charter_does_not_allow_is_refused_before_it_is_announced(self, voted: Field) -> None:
        refused(voted.alice, "feature/x", "--method", "squash", code="105")
        assert "announced" not in voted.alice.motion("show", "feature/x").stdout
        assert lines(voted.alice.path, "decisions") == []


class TestReleases:
    def test_a_tag_that_is_here_already_is_not_taken_for_the_release(self, here: Field) -> None:
        here.decide("release", "v1", "main")
        here.alice.git("-c", "core.hooksPath=/dev/null", "tag", "v1", "feature/x")
        done = here.alice.gov("enact", "v1", "--push", "origin", check=False)
        assert done.returncode in {1, 2}
        assert here.at("refs/tags/v1") == ""
        assert "Enacted" not in here.alice.motion("show", "v1").stdout

    def test_a_reason_that_looks_like_a_signature(self, here: Field) -> None:
        here.decide("release", "v1", "main", "-m", "so\n\n-----BEGIN SSH SIGNATURE-----\nand so on")
        here.alice.gov("enact", "v1", "--push", "origin")
        assert here.at("refs/tags/v1") == here.alice.head("refs/tags/v1")
        assert "-----BEGIN SSH" in here.alice.git("tag", "--list", "-n9", "v1").stdout

    def test_the_environment_is_part_of_the_words(self, here: Field) -> None:
        here.decide("release", "v1", "main", "--environment", "production")
        here.alice.gov("enact", "v1")
        assert "to production" in here.alice.git("tag", "--list", "-n9", "v1").stdout


class TestTexts:
    @pytest.mark.parametrize("kind", ["process", "architecture"])
    def test_they_took_effect_with_the_announcement(self, here: Field, kind: str) -> None:
        here.alice.gov("enact", "feature/x", "--push", "origin")
        name = here.decide("adopt", kind, "-m", "We stand up at nine")
        wrong(here.alice, name, says="took effect when it was announced")


class TestCharters:
    def test_in_force_on_every_clone(self, fresh: Field) -> None:
        fresh.alice.gov("member", "add", "dave", "--key", fresh.people.dave.pub_path)
        for who in (fresh.people.alice, fresh.people.bob, fresh.people.carol):
            fresh.alice.vote("aye", "--key", who.key_path)
        assert "the charter is now version 2" in fresh.alice.gov("enact", "--push", "origin").stdout
        for clone in (fresh.alice, fresh.bob, fresh.carol):
            clone.sync()
            assert "dave" in clone.gov("member", "list").stdout
            assert clone.gov("verify").returncode == 0

    def test_twice(self, fresh: Field) -> None:
        name = fresh.alice.gov("member", "add", "dave", "--key", fresh.people.dave.pub_path).stdout.split()[0]
        for who in (fresh.people.alice, fresh.people.bob, fresh.people.carol):
            fresh.alice.vote("aye", "--key", who.key_path)
        fresh.alice.gov("enact", name, "--push", "origin")
        refused(fresh.alice, name, code="106")

    def test_a_retired_member_cannot_vote_on(self, fresh: Field) -> None:
        fresh.alice.motion("merge", "feature/x")
        name = fresh.alice.gov("member", "retire", "carol").stdout.split()[0]
        for who in (fresh.people.alice, fresh.people.bob):
            fresh.alice.vote("aye", name, "--key", who.key_path)
        fresh.alice.gov("enact", name, "--push", "origin")
        fresh.carol.sync()
        done = fresh.carol.vote("aye", "feature/x", check=False)
        assert done.returncode == 1
        assert "carol" in done.stderr


def test_the_message_says_why_and_names_the_records(here: Field) -> None:
    here.alice.gov("enact", "feature/x")
    message = git("log", "-1", "--format=%B", "main", cwd=here.alice.path).stdout
    assert message.startswith("Merge feature/x (")
    assert f"Ratified-Head: {head(here.alice.path, 'feature/x')}" in message


class TestUnaccounted:
    """Main holds what nobody has let in: nothing is built upon it, so that it can still be put back."""

    @pytest.fixture
    def sneaked(self, here: Field) -> Field:
        """Returns a body whose main has an evil commit on a server without hooks, which alice has fetched."""
        here.alice.git("switch", "--quiet", "--detach", "main")
        here.alice.commit({"evil.txt": "evil\n"}, "Evil")
        receive = "git -c core.hooksPath=/dev/null -c receive.denyDeleteCurrent=ignore receive-pack"
        here.alice.git("push", "--quiet", "--no-verify", f"--receive-pack={receive}", "origin", "HEAD:main")
        here.alice.git("switch", "--quiet", "main")
        here.alice.git("fetch", "--quiet")
        return here

    @pytest.mark.parametrize("words", [("feature/x",), ("feature/x", "--push", "origin")])
    def test_it_is_refused(self, sneaked: Field, words: tuple[str, ...]) -> None:
        before = sneaked.at("main"), sneaked.alice.head("main")
        assert "holds what nobody has let in" in refused(sneaked.alice, *words, code="101")
        assert (sneaked.at("main"), sneaked.alice.head("main")) == before

    def test_the_queue_stands_still(self, sneaked: Field) -> None:
        done = sneaked.alice.gov("queue", "--push", "origin", check=False)
        assert done.returncode != 0
        assert "GOV-101" in done.stdout + done.stderr
        assert sneaked.at("main^") == sneaked.alice.head("main")

    def test_it_goes_on_once_the_branch_is_put_back(self, sneaked: Field) -> None:
        git("update-ref", "refs/heads/main", "refs/heads/main~1", cwd=sneaked.server)
        sneaked.alice.gov("enact", "feature/x", "--push", "origin")
        assert sneaked.at("main") == sneaked.alice.head("main")
        assert "verified: " in sneaked.alice.gov("verify", "--from-scratch").stdout

    def test_what_has_been_built_upon_is_for_verification_to_find(self, sneaked: Field) -> None:
        alice = sneaked.alice
        merge = alice.merge("feature/x", into="origin/main")
        alice.push(f"{merge}:main", check=True)
        alice.git("fetch", "--quiet")
        alice.commit({"y.txt": "y\n"}, branch="feature/y")
        alice.git("switch", "--quiet", "main")
        sneaked.carry("feature/y")
        alice.gov("enact", "feature/y", "--push", "origin")
        assert "GOV-101" in alice.gov("verify", check=False).stdout
