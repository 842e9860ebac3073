"""A merge that git does not make of itself: it comes in where the motion names its tree, and upon what it was made."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.kit.field import Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

ALL = '[[branches]]\nname = "main"\nmethods = ["merge", "squash", "fast-forward"]\n'


def clash(field: Field) -> None:
    """Brings into main what `clash` conflicts with."""
    alice = field.alice
    alice.commit({"x.txt": "x\n"}, branch="first")
    alice.git("switch", "--quiet", "main")
    alice.commit({"x.txt": "other\n"}, branch="clash")
    alice.git("switch", "--quiet", "main")
    field.carry("first")
    alice.gov("enact", "first", "--push", "origin", "--method", "merge")


@pytest.fixture
def clashing(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body with a branch `clash` that git cannot merge into main, where the charter allows all methods."""
    return fields.grown(tmp_path / "clashing", File(), clash, charter_of(people, ALL))


def resolved(alice: Clone, into: str = "main", text: str = "both\n") -> str:
    """Writes the merge as somebody resolved it."""
    return alice.merge("clash", into=into, tree=alice.tree(into, {"x.txt": text}))


def resolve(field: Field) -> str:
    """Has the merge carried as alice resolved it, and returns it."""
    made = resolved(field.alice)
    field.decide("merge", "clash", "--resolution", made)
    return made


def pushed(field: Field, commit: str) -> CompletedProcess[str]:
    """Pushes, and asserts that main went there or stayed."""
    before = field.at("main")
    done = field.alice.push(f"{commit}:main")
    assert field.at("main") == (before if done.returncode else commit)
    return done


class TestNamed:
    def test_the_very_merge(self, clashing: Field) -> None:
        made = resolve(clashing)
        assert pushed(clashing, made).returncode == 0
        clashing.bob.git("pull", "--quiet")
        clashing.bob.sync()
        assert "verified: " in clashing.bob.gov("verify", "--from-scratch").stdout
        assert "as the tree" in clashing.bob.gov("why", made).stdout

    def test_any_merge_with_its_tree(self, clashing: Field) -> None:
        made = resolve(clashing)
        again = clashing.alice.merge("clash", tree=f"{made}^{{tree}}", message="In other words")
        assert pushed(clashing, again).returncode == 0

    def test_enacted_by_another_member(self, clashing: Field) -> None:
        made = resolve(clashing)
        bob = clashing.bob
        bob.git("fetch", "--quiet")
        bob.sync()
        done = bob.gov("enact", "clash", "--push", "origin", check=False)
        assert done.returncode == 2
        assert "which M-" in done.stderr
        clashing.alice.push(f"{made}:refs/heads/clash-resolved", check=True)
        bob.git("fetch", "--quiet")
        bob.gov("enact", "clash", "--push", "origin")
        assert clashing.at("main^{tree}") == clashing.alice.head(f"{made}^{{tree}}")

    def test_another_project_in_a_folder_of_its_own(self, clashing: Field) -> None:
        """A subtree merge: the histories have no common ancestor, so that git makes no merge of them by itself."""
        alice = clashing.alice
        tree = alice.tree("main", {"project/f.txt": "f\n"})
        root = alice.git("commit-tree", "-m", "Project", f"{tree}:project").stdout.strip()
        alice.git("branch", "project", root)
        made = alice.merge("project", tree=tree)
        clashing.decide("merge", "project")
        assert "GOV-107" in pushed(clashing, made).stderr
        clashing.decide("merge", "project", "--resolution", made)
        assert pushed(clashing, made).returncode == 0
        alice.git("fetch", "--quiet")
        assert "verified: " in alice.gov("verify", "--from-scratch").stdout

    def test_the_queue_lets_it_go_first(self, clashing: Field) -> None:
        """Upon anything that was decided before it and goes first, it could not go any more."""
        alice = clashing.alice
        alice.commit({"y.txt": "y\n"}, branch="feature/y")
        alice.git("switch", "--quiet", "main")
        clashing.carry("feature/y")
        resolve(clashing)
        alice.gov("queue", "--push", "origin")
        assert clashing.at("main^2") == alice.head("feature/y")
        assert clashing.at("main~1^2") == alice.head("clash")

    def test_ours_only_where_it_is_named(self, clashing: Field) -> None:
        clashing.decide("merge", "clash", "--resolution", "main")
        assert pushed(clashing, clashing.alice.merge("clash", tree="main^{tree}")).returncode == 0
        assert "verified: " in clashing.alice.gov("verify", "--from-scratch").stdout


class TestRefused:
    def test_nothing_is_named(self, clashing: Field) -> None:
        clashing.carry("clash")
        done = pushed(clashing, resolved(clashing.alice))
        assert "GOV-107" in done.stderr
        assert "--resolution" in done.stderr

    def test_another_tree(self, clashing: Field) -> None:
        resolve(clashing)
        done = pushed(clashing, resolved(clashing.alice, text="evil\n"))
        assert "GOV-108" in done.stderr
        assert "names" in done.stderr

    def test_the_branch_has_moved_on(self, clashing: Field) -> None:
        """What came in meanwhile would be thrown away."""
        made, alice = resolve(clashing), clashing.alice
        alice.commit({"y.txt": "y\n"}, branch="feature/y")
        alice.git("switch", "--quiet", "main")
        clashing.carry("feature/y")
        alice.gov("enact", "feature/y", "--push", "origin", "--method", "merge")
        done = pushed(clashing, alice.merge("clash", tree=f"{made}^{{tree}}"))
        assert "GOV-116" in done.stderr
        assert "--resolution COMMIT" in done.stderr
        done = alice.gov("enact", "clash", "--push", "origin", check=False)
        assert done.returncode == 1
        assert "GOV-116" in done.stderr

    def test_by_another_method(self, clashing: Field) -> None:
        made, alice = resolve(clashing), clashing.alice
        message = f"S\n\nRatified-Head: {alice.head('clash')}"
        squash = alice.git("commit-tree", "-p", "main", "-m", message, f"{made}^{{tree}}").stdout.strip()
        assert "GOV-115" in pushed(clashing, squash).stderr
        done = alice.gov("enact", "clash", "--method", "squash", check=False)
        assert done.returncode == 1
        assert "GOV-115" in done.stderr

    def test_a_fast_forward_to_what_was_to_be_merged_as_ours(self, clashing: Field) -> None:
        """The branch builds on main, so that a fast-forward would be possible; it was ratified to change nothing."""
        alice = clashing.alice
        alice.commit({"z.txt": "z\n"}, branch="ahead")
        alice.git("switch", "--quiet", "main")
        clashing.decide("merge", "ahead", "--resolution", "main")
        assert "GOV-115" in pushed(clashing, alice.head("ahead")).stderr


class TestMoving:
    def test_a_merge_of_something_else(self, clashing: Field) -> None:
        alice = clashing.alice
        for made in (resolved(alice, "main~1"), alice.merge("first", tree="main^{tree}")):
            done = alice.motion("merge", "clash", "--resolution", made, check=False)
            assert done.returncode == 2
            assert "is no merge of" in done.stderr

    def test_another_head_has_no_resolution(self, clashing: Field) -> None:
        alice = clashing.alice
        alice.motion("merge", "clash", "--resolution", resolved(alice))
        alice.commit({"w.txt": "w\n"}, branch="clash")
        done = alice.motion("renew", "clash", check=False)
        assert done.returncode == 2
        assert "names a resolution" in done.stderr
