"""A rebase: each commit of the ratified series again, in order, exactly as git makes it upon the branch."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.chamber.prove import prove
from gitgov.chamber.proven import examine
from gitgov.chamber.reads import find_matter
from gitgov.ledger.proof import read, write
from tests.kit.field import Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

ONLY = '[[branches]]\nname = "main"\nmethods = ["merge", "rebase"]\n'
ALL = '[[branches]]\nname = "main"\nmethods = ["merge", "squash", "rebase", "fast-forward"]\n'


def at(alice: Clone, minute: int) -> None:
    """Dates the last commit: no two of a series are written in the same second."""
    alice.git("commit", "--quiet", "--amend", "--no-edit", "--date", f"@{1_700_000_000 + 60 * minute} +0100")


def diverge(field: Field) -> None:
    """Has main move on beside a ratified branch of three commits, one of which changes modes and links only."""
    alice = field.alice
    alice.commit({"a.txt": "1\n2\n3\n", "run.sh": "#!\n"}, "One", branch="topic")
    at(alice, 1)
    (alice.path / "run.sh").chmod(0o755)
    (alice.path / "link").symlink_to("a.txt")
    alice.git("add", "run.sh", "link")
    alice.git("commit", "--quiet", "--message", "Two")
    at(alice, 2)
    alice.commit({"a.txt": "1\n2\n3\n4\n"}, "Three")
    at(alice, 3)
    alice.git("switch", "--quiet", "main")
    alice.commit({"b.txt": "b\n"}, branch="other")
    alice.git("switch", "--quiet", "main")
    field.carry("other")
    alice.gov("enact", "other", "--push", "origin", "--method", "merge")
    field.carry("topic")


@pytest.fixture
def only(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that has carried `topic` beside a main that moved on; the charter allows merges and rebases."""
    return fields.grown(tmp_path / "only", File(), diverge, charter_of(people, ONLY))


@pytest.fixture
def every(fields: Fields, people: People, tmp_path: Path) -> Field:
    """As `only`, with all methods allowed."""
    return fields.grown(tmp_path / "every", File(), diverge, charter_of(people, ALL))


def rebased(alice: Clone, *edits: str, onto: str = "main", head: str = "topic") -> str:
    """Has git rebase a branch, as a host's button does, and returns where that ends; the branch stays."""
    alice.git("switch", "--quiet", "--detach", head)
    alice.git("rebase", "--quiet", "--force-rebase", "--reapply-cherry-picks", onto)
    for edit in edits:
        alice.git(*edit.split(" "))
    found = alice.head()
    alice.git("reset", "--quiet", "--hard")
    alice.git("clean", "--quiet", "--force")
    alice.git("switch", "--quiet", "main")
    return found


def written(alice: Clone, parent: str, tree: str) -> str:
    """Writes a commit that nobody ratified."""
    return alice.git("commit-tree", "-p", parent, "-m", "E", tree, env={"GIT_AUTHOR_DATE": "@1 +0000"}).stdout.strip()


def made(alice: Clone, parent: str, tree: str, like: str = "topic") -> str:
    """Writes a commit with another's author, date and message."""
    author = alice.git("log", "-1", "--format=%an%n%ae%n%ad", "--date=raw", like).stdout.splitlines()
    names = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE")
    env = dict(zip(names, author, strict=True))
    return alice.git("commit-tree", "-p", parent, "-m", "Made", tree, env=env).stdout.strip()


def refused(field: Field, commit: str, code: str) -> str:
    before = field.at("main")
    done = field.alice.push(f"{commit}:main")
    assert done.returncode == 1, done
    assert f"GOV-{code}" in done.stderr, done.stderr
    assert field.at("main") == before
    return done.stderr


def verified(field: Field) -> None:
    """Asserts that another clone accounts for main, warm and from scratch, and lists the motion as carried out."""
    bob = field.bob
    bob.git("pull", "--quiet")
    bob.sync()
    assert "verified: " in bob.gov("verify").stdout
    assert "verified: " in bob.gov("verify", "--from-scratch").stdout
    assert "topic" not in bob.motion("list").stdout


class TestAccepted:
    def test_as_a_hosts_button_makes_it(self, only: Field) -> None:
        commit = rebased(only.alice)
        only.alice.push(f"{commit}:main", check=True)
        assert only.at("main") == commit
        verified(only)
        for each in (commit, f"{commit}~1", f"{commit}~2"):
            assert "merge topic" in only.bob.gov("why", each).stdout
        only.bob.git("fetch", "--quiet", "origin", "topic")
        assert "was rebased into" in only.bob.gov("why", "origin/topic~1").stdout

    def test_enact_makes_it(self, only: Field) -> None:
        alice = only.alice
        done = alice.gov("enact", "topic", "--method", "rebase", "--push", "origin")
        assert "(rebase)" in done.stdout
        said = alice.git("log", "-3", "--format=%an %s", "origin/main").stdout.splitlines()
        assert said == alice.git("log", "-3", "--format=%an %s", "topic").stdout.splitlines()
        assert "Ratified-Head" in alice.git("log", "-1", "--format=%(trailers)", "origin/main").stdout
        verified(only)
        again = alice.gov("enact", "topic", "--push", "origin", check=False)
        assert "GOV-106" in again.stderr

    def test_it_is_proven_with_all_its_commits(self, only: Field) -> None:
        alice = only.alice
        alice.gov("enact", "topic", "--method", "rebase", "--push", "origin")
        chamber = alice.chamber()
        found = examine(read(write(prove(chamber, find_matter(chamber, "topic")))), chamber.now())
        assert found.problems == ()
        (brought,) = found.brought
        assert brought.how.startswith("it ends a line of 3 commits")
        assert brought.shown == tuple(alice.git("rev-list", "-3", "main").stdout.split())

    @pytest.mark.parametrize("named", [True, False])
    def test_something_is_enacted_upon_it(self, only: Field, named: bool) -> None:
        alice = only.alice
        if named:
            alice.gov("enact", "topic", "--method", "rebase", "--push", "origin")
        else:
            alice.push(f"{rebased(alice)}:main", check=True)
        alice.git("pull", "--quiet")
        alice.commit({"c.txt": "c\n"}, "C", branch="second")
        alice.git("switch", "--quiet", "main")
        only.carry("second")
        alice.gov("enact", "second", "--method", "merge", "--push", "origin")
        verified(only)

    def test_with_other_words(self, only: Field) -> None:
        """Messages are not judged, of a merge neither."""
        only.alice.push(f"{rebased(only.alice, 'commit --quiet --amend -m Reworded')}:main", check=True)
        verified(only)

    def test_among_all_methods(self, every: Field) -> None:
        every.alice.push(f"{rebased(every.alice)}:main", check=True)
        verified(every)

    def test_among_all_methods_where_its_last_commit_might_be_a_squash_upon_the_others(self, every: Field) -> None:
        """Its commits touch different files, so that git merges the ratified head cleanly upon any of them."""
        alice = every.alice
        alice.commit({"c.txt": "c\n"}, "C", branch="second")
        alice.commit({"d.txt": "d\n"}, "D")
        alice.git("switch", "--quiet", "main")
        every.carry("second")
        stood = every.at("main")
        alice.gov("enact", "second", "--method", "rebase", "--push", "origin")
        assert every.at("main~2") == stood
        every.bob.git("pull", "--quiet")
        every.bob.sync()
        assert "verified: " in every.bob.gov("verify", "--from-scratch").stdout
        assert f"refs/heads/main {stood[:12]} -> {every.at('main')[:12]}" in alice.motion("show", "second").stdout

    def test_two_in_one_push(self, only: Field) -> None:
        alice = only.alice
        alice.commit({"c.txt": "c\n"}, "C", branch="second")
        alice.commit({"d.txt": "d\n"}, "D")
        alice.git("switch", "--quiet", "main")
        only.carry("second")
        alice.push(f"{rebased(alice, onto=rebased(alice), head='second')}:main", check=True)
        verified(only)

    def test_a_merge_upon_it(self, only: Field) -> None:
        alice = only.alice
        alice.commit({"c.txt": "c\n"}, "C", branch="second")
        alice.git("switch", "--quiet", "main")
        only.carry("second")
        alice.push(f"{alice.merge('second', into=rebased(alice))}:main", check=True)
        verified(only)


class TestRefused:
    def test_where_the_charter_wants_merges(self, here: Field) -> None:
        refused(here, rebased(here.alice, head="feature/x"), "101")

    def test_an_extra_commit_on_top(self, only: Field) -> None:
        refused(only, rebased(only.alice, "commit --quiet --allow-empty -m Extra --date @1"), "101")

    def test_an_extra_commit_on_top_that_says_it_were_the_ratified_head(self, only: Field) -> None:
        alice = only.alice
        top = rebased(alice)
        head = alice.head("topic")
        extra = alice.git("commit-tree", "-p", top, "-m", f"E\n\nRatified-Head: {head}", f"{top}^{{tree}}")
        refused(only, extra.stdout.strip(), "117")

    def test_an_extra_commit_below(self, only: Field) -> None:
        alice = only.alice
        evil = written(alice, "main", alice.tree("main", {"evil": "evil\n"}))
        refused(only, rebased(alice, onto=evil), "101")

    def test_an_extra_commit_in_between(self, only: Field) -> None:
        alice = only.alice
        below = rebased(alice, head="topic~1")
        evil = written(alice, below, alice.tree(below, {"evil": "evil\n"}))
        refused(only, made(alice, evil, alice.tree(evil, {"a.txt": "1\n2\n3\n4\n"})), "117")

    def test_a_missing_commit(self, only: Field) -> None:
        alice = only.alice
        below = rebased(alice, head="topic~2")
        refused(only, made(alice, below, alice.tree(below, {"a.txt": "1\n2\n3\n4\n"})), "11")

    def test_only_the_last_commit(self, only: Field) -> None:
        alice = only.alice
        refused(only, made(alice, "main", alice.tree("main", {"a.txt": "4\n"})), "11")

    def test_only_the_first_commits(self, only: Field) -> None:
        refused(only, rebased(only.alice, head="topic~1"), "101")

    @pytest.mark.parametrize("edit", ["update-index --chmod=-x run.sh", "rm --quiet --cached link"])
    def test_what_patch_ids_would_not_see(self, only: Field, edit: str) -> None:
        refused(only, rebased(only.alice, edit, "commit --quiet --amend --no-edit"), "117")

    def test_a_file_slipped_into_an_earlier_commit(self, only: Field) -> None:
        alice = only.alice
        first = rebased(alice, head="topic~2")
        evil = written(alice, "main", alice.tree(first, {"evil": "e\n"}))
        alice.git("switch", "--quiet", "--detach", "topic")
        alice.git("rebase", "--quiet", "--onto", evil, "topic~2")
        found = alice.head()
        alice.git("switch", "--quiet", "main")
        refused(only, found, "117")

    def test_reordered(self, only: Field) -> None:
        """The tree of the last is right, but the way there is not what was ratified."""
        alice = only.alice
        end = rebased(alice)
        first = rebased(alice, head="topic~2")
        swapped = made(alice, first, alice.tree(first, {"a.txt": "1\n2\n3\n4\n"}), "topic")
        refused(only, made(alice, swapped, f"{end}^{{tree}}", "topic"), "101")

    def second(self, only: Field) -> str:
        """Carries another branch, of two commits, beside main."""
        alice = only.alice
        alice.git("switch", "--quiet", "--detach", "main~1")
        alice.commit({"c.txt": "c\n"}, "C", branch="second")
        at(alice, 4)
        alice.commit({"d.txt": "d\n"}, "D")
        at(alice, 5)
        alice.git("switch", "--quiet", "main")
        only.carry("second")
        return alice.head("second")

    def test_two_series_woven_into_each_other(self, only: Field) -> None:
        alice = only.alice
        self.second(only)
        here = alice.head("main")
        for each in ("topic~2", "second~1", "topic~1", "second", "topic"):
            alice.git("switch", "--quiet", "--detach", here)
            alice.git("cherry-pick", each)
            here = alice.head()
        alice.git("switch", "--quiet", "main")
        refused(only, here, "117")

    def test_twice_in_one_push(self, only: Field) -> None:
        """The second time it changes nothing, and is a rebase nevertheless."""
        alice = only.alice
        second = self.second(only)
        top = rebased(alice, head="second")
        again = made(alice, top, f"{top}^{{tree}}", "second~1")
        text = f"D\n\nRatified-Head: {second}"
        again = alice.git("commit-tree", "-p", again, "-m", text, f"{top}^{{tree}}").stdout.strip()
        refused(only, again, "106")

    def test_a_merge_among_them(self, only: Field) -> None:
        alice = only.alice
        end = rebased(alice)
        hidden = alice.git(
            "commit-tree", "-p", f"{end}~2", "-p", "topic~1", "-m", "Two", f"{end}~1^{{tree}}"
        ).stdout.strip()
        refused(only, made(alice, hidden, f"{end}^{{tree}}"), "1")

    def test_a_series_with_a_merge_in_it(self, only: Field) -> None:
        alice = only.alice
        alice.git("switch", "--quiet", "--create", "woven", "topic")
        alice.git("merge", "--quiet", "--no-edit", "other")
        alice.git("switch", "--quiet", "main")
        only.carry("woven")
        done = alice.gov("enact", "woven", "--method", "rebase", check=False)
        assert done.returncode == 1
        assert "GOV-118" in done.stderr

    def test_a_conflict(self, only: Field) -> None:
        alice = only.alice
        alice.commit({"b.txt": "mine\n"}, "B", branch="clash")
        alice.git("switch", "--quiet", "--create", "at-first", "main~1")
        alice.commit({"b.txt": "mine\n"}, "B", branch="conflict")
        alice.git("switch", "--quiet", "main")
        only.carry("conflict")
        done = alice.gov("enact", "conflict", "--method", "rebase", check=False)
        assert done.returncode == 1
        assert "GOV-119" in done.stderr
        refused(only, made(alice, "main", alice.tree("main", {"b.txt": "mine\n"}), "conflict"), "119")


class TestOnce:
    @pytest.mark.parametrize("method", ["merge", "rebase"])
    def test_what_was_taken_out_since_does_not_come_back(self, only: Field, method: str) -> None:
        alice = only.alice
        alice.push(f"{rebased(alice)}:main", check=True)
        alice.git("pull", "--quiet")
        alice.git("switch", "--quiet", "--create", "undo", "main")
        alice.git("revert", "--no-edit", "main~3..main")
        alice.git("switch", "--quiet", "main")
        only.carry("undo")
        alice.gov("enact", "undo", "--push", "origin", "--method", "rebase")
        again = rebased(alice) if method == "rebase" else alice.merge("topic")
        refused(only, again, "106")
        alice.git("-c", "core.hooksPath=/dev/null", "update-ref", "refs/heads/main", again)
        done = alice.gov("verify", "--from-scratch", check=False)
        assert done.returncode == 1
        assert "GOV-106" in done.stdout

    def test_what_changes_nothing_comes_in_once_and_only_by_name(self, only: Field) -> None:
        alice = only.alice
        alice.git("switch", "--quiet", "--create", "void", "main~1")
        alice.git("commit", "--quiet", "--allow-empty", "--message", "Nothing", "--date", "@1700000540 +0100")
        alice.git("switch", "--quiet", "main")
        only.carry("void")
        alice.gov("enact", "void", "--push", "origin", "--method", "rebase")
        alice.git("pull", "--quiet")
        named = alice.git("log", "-1", "--format=%B", "main").stdout
        again = alice.git("commit-tree", "-p", "main", "-m", named, "main^{tree}").stdout.strip()
        for evil, code in ((made(alice, "main", "main^{tree}", "void"), "101"), (again, "106")):
            refused(only, evil, code)
            alice.git("-c", "core.hooksPath=/dev/null", "update-ref", "refs/heads/main", evil)
            for how in ([], ["--from-scratch"]):
                assert f"GOV-{code}" in alice.gov("verify", *how, check=False).stdout
            alice.git("-c", "core.hooksPath=/dev/null", "update-ref", "refs/heads/main", f"{evil}~1")
        assert "verified: " in alice.gov("verify", "--from-scratch").stdout


class TestStacked:
    """A head that was ratified upon another one: alone it may look like the end of a rebase of both, and be a squash."""

    @pytest.fixture
    def stacked(self, every: Field) -> Field:
        """Returns a body that has carried `next`, one commit upon `topic`, too."""
        alice = every.alice
        alice.git("switch", "--quiet", "--create", "next", "topic")
        alice.commit({"n.txt": "n\n"}, "Next")
        at(alice, 4)
        alice.git("switch", "--quiet", "main")
        every.carry("next")
        return every

    def next(self, field: Field) -> None:
        """Puts `next` upon main without its trailers, as a cherry-pick does, and pushes."""
        alice = field.alice
        alice.git("pull", "--quiet", "--ff-only")
        alice.git("cherry-pick", "next")
        alice.push("main", check=True)

    def test_upon_a_rebase_and_a_merge(self, stacked: Field) -> None:
        alice = stacked.alice
        alice.push(f"{rebased(alice)}:main", check=True)
        alice.commit({"m.txt": "m\n"}, branch="between")
        alice.git("switch", "--quiet", "main")
        stacked.carry("between")
        alice.gov("enact", "between", "--push", "origin", "--method", "merge")
        self.next(stacked)
        verified(stacked)

    def test_upon_a_squash(self, stacked: Field) -> None:
        alice = stacked.alice
        squash = alice.git("merge-tree", "--write-tree", "main", "topic").stdout.split()[0]
        alice.push(f"{written(alice, 'main', squash)}:main", check=True)
        self.next(stacked)
        verified(stacked)

    def test_what_came_in_below_it_was_used_with_it(self, stacked: Field) -> None:
        """`next` is rebased with all that it is upon, and all is taken out again: `topic` has been in main, too."""
        alice = stacked.alice
        alice.push(f"{rebased(alice, head='next')}:main", check=True)
        alice.git("pull", "--quiet")
        alice.git("switch", "--quiet", "--create", "undo", "main")
        alice.git("revert", "--no-edit", "main~4..main")
        alice.git("switch", "--quiet", "main")
        stacked.carry("undo")
        alice.gov("enact", "undo", "--push", "origin", "--method", "merge")
        alice.gov("verify")
        again = alice.merge("topic")
        refused(stacked, again, "106")
        alice.git("-c", "core.hooksPath=/dev/null", "update-ref", "refs/heads/main", again)
        for how in ([], ["--from-scratch"]):
            assert "GOV-106" in alice.gov("verify", *how, check=False).stdout, how

    def test_nor_is_it_used_again_in_the_same_push(self, stacked: Field) -> None:
        alice = stacked.alice
        end = rebased(alice, head="next")
        alice.git("switch", "--quiet", "--create", "undo", end)
        alice.git("revert", "--no-edit", "main..undo")
        alice.git("switch", "--quiet", "main")
        stacked.carry("undo")
        taken_out = alice.merge("undo", into=end)
        refused(stacked, alice.merge("topic", into=taken_out), "106")
        alice.push(f"{taken_out}:main", check=True)
