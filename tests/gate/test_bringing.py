"""What comes in with something else, or again: reverts, copies, stacked branches, several heads, submodule pins."""

from __future__ import annotations

import re

import pytest

from tests.kit.field import Clone, Field

PIN = "160000,{},lib"


def refused(field: Field, commit: str, code: str) -> str:
    before = field.at("main")
    done = field.alice.push(f"{commit}:main")
    assert done.returncode == 1, done
    assert f"GOV-{code}" in done.stderr, done.stderr
    assert field.at("main") == before
    return done.stderr


def verified(field: Field) -> None:
    field.bob.git("pull", "--quiet")
    field.bob.sync()
    assert "verified: " in field.bob.gov("verify", "--from-scratch").stdout


def stacked(field: Field) -> Clone:
    """Puts `upper` on top of `lower`, which adds two commits."""
    alice = field.alice
    alice.commit({"a.txt": "a\n"}, branch="lower")
    alice.commit({"b.txt": "b\n"})
    alice.commit({"c.txt": "c\n"}, branch="upper")
    alice.git("switch", "--quiet", "main")
    return alice


class TestAgain:
    def test_a_revert_is_refused_and_told_how_it_comes_in(self, here: Field) -> None:
        alice = here.alice
        alice.gov("enact", "feature/x", "--push", "origin")
        merged = alice.head("main")
        alice.git("revert", "--no-edit", "--mainline", "1", "main")
        said = refused(here, "main", "168")
        assert f"reverts {merged[:12]}" in said
        push, move = re.search(r"next: git (push .*?); git (motion .*)", said).groups()  # type: ignore[union-attr]
        alice.git(*push.split(), check=True)
        alice.motion(*move.split()[1:])
        name = alice.motion("list", "--short").stdout.split()[0]
        for each in ("alice", "bob", "carol"):
            alice.vote("aye", name, "--key", getattr(here.people, each).key_path)
        alice.git("reset", "--quiet", "--hard", "origin/main")
        alice.gov("enact", name, "--push", "origin")
        assert "x.txt" not in alice.git("ls-tree", "--name-only", "origin/main").stdout
        verified(here)

    def test_a_copy_is_refused_and_told_that_it_is_one(self, here: Field) -> None:
        here.alice.git("cherry-pick", "-x", "feature/x")
        assert f"is picked from {here.alice.head('feature/x')[:12]}" in refused(here, "main", "169")

    def test_a_copy_that_does_not_say_so(self, here: Field) -> None:
        here.alice.git("cherry-pick", "--no-ff", "feature/x")
        refused(here, here.alice.git("commit-tree", "-p", "main~1", "-m", "x", "main^{tree}").stdout.strip(), "101")

    def test_words_let_nothing_in(self, here: Field) -> None:
        """A ratified merge may say whatever it likes, and no commit is let in for what it says."""
        alice = here.alice
        text = f"Evil\n\nThis reverts commit {alice.head('feature/x')}."
        evil = alice.git("commit-tree", "-p", "main", "-m", text, alice.tree("main", {"evil": "e\n"})).stdout.strip()
        refused(here, evil, "168")
        alice.push(f"{alice.merge('feature/x', message=text)}:main", check=True)


class TestStacked:
    def test_the_motion_says_what_else_comes_in(self, here: Field) -> None:
        alice = stacked(here)
        lower = alice.motion("merge", "lower").stdout.split()[0]
        said = alice.motion("merge", "upper").stdout
        assert "it brings in 3 commits" in said
        assert f"among them what {lower} is about: merge lower" in said
        assert "(to be decided)" in said
        assert "It brings in 3 commits" in alice.motion("show", "upper").stdout
        assert "brings in" not in alice.motion("show", "feature/x").stdout

    def test_the_upper_one_brings_the_lower_one_in(self, here: Field) -> None:
        """Who ratified a head ratified all that it is made of."""
        alice = stacked(here)
        here.carry("upper")
        alice.push(f"{alice.merge('upper')}:main", check=True)
        verified(here)

    def test_the_lower_one_does_not_bring_the_upper_one_in(self, here: Field) -> None:
        alice = stacked(here)
        here.carry("lower")
        refused(here, alice.merge("upper"), "101")

    def test_a_lower_one_that_is_in_already_is_no_news(self, here: Field) -> None:
        alice = stacked(here)
        here.carry("lower")
        alice.gov("enact", "lower", "--push", "origin")
        assert "brings in" not in alice.motion("merge", "upper").stdout

    def test_several_heads_in_one_push(self, here: Field) -> None:
        alice = stacked(here)
        here.carry("lower")
        here.carry("upper")
        both = alice.merge("upper", into=alice.merge("lower", into=alice.merge("feature/x")))
        alice.push(f"{both}:main", check=True)
        verified(here)

    def test_one_of_several_that_nobody_ratified(self, here: Field) -> None:
        alice = stacked(here)
        here.carry("upper")
        lower = alice.merge("lower", into=alice.merge("feature/x"))
        refused(here, alice.merge("upper", into=lower), "101")


class TestPins:
    @pytest.fixture
    def pinned(self, here: Field) -> Field:
        """Returns a body whose main pins a submodule, and where a branch that pins it anew is carried."""
        alice = here.alice
        self.pin(alice, "pins", "1" * 40)
        here.carry("pins")
        alice.gov("enact", "pins", "--push", "origin")
        self.pin(alice, "newer", "2" * 40)
        return here

    def pin(self, alice: Clone, branch: str, oid: str) -> None:
        tree = self.tree(alice, "main", oid)
        made = alice.git("commit-tree", "-p", "main", "-m", "Pin", tree).stdout.strip()
        alice.git("branch", branch, made)

    def tree(self, alice: Clone, base: str, oid: str) -> str:
        index = {"GIT_INDEX_FILE": str(alice.path / ".git" / "index.aside")}
        alice.git("read-tree", base, env=index)
        alice.git("update-index", "--add", "--cacheinfo", PIN.format(oid), env=index)
        return alice.git("write-tree", env=index).stdout.strip()

    def test_the_motion_names_the_pin(self, pinned: Field) -> None:
        alice = pinned.alice
        moved = f"submodule lib: {'1' * 12} -> {'2' * 12}"
        assert moved in alice.motion("merge", "newer").stdout
        assert moved.capitalize().replace("submodule", "Submodule") in alice.motion("show", "newer").stdout

    def test_exactly_that_pin(self, pinned: Field) -> None:
        alice = pinned.alice
        pinned.carry("newer")
        refused(pinned, alice.merge("newer", tree=self.tree(alice, "main", "3" * 40)), "108")
        refused(pinned, alice.merge("newer", tree="main^{tree}"), "108")
        alice.push(f"{alice.merge('newer')}:main", check=True)
        verified(pinned)

    def test_a_pin_that_moved_on_both_sides(self, pinned: Field) -> None:
        alice = pinned.alice
        pinned.carry("newer")
        self.pin(alice, "other", "4" * 40)
        pinned.carry("other")
        alice.gov("enact", "other", "--push", "origin")
        refused(pinned, alice.merge("newer", tree=self.tree(alice, "main", "2" * 40)), "107")

    def test_a_pin_that_goes(self, pinned: Field) -> None:
        alice = pinned.alice
        made = alice.git("commit-tree", "-p", "main", "-m", "Unpin", "main~1^{tree}").stdout.strip()
        assert "submodule lib: taken away" in alice.motion("merge", made).stdout
