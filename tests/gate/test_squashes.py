"""A decision that was carried out by a squash is used: no merge brings in again what was taken out since."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kit.field import Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

BOTH = '[[branches]]\nname = "main"\nmethods = ["merge", "squash"]\n'
ALL = '[[branches]]\nname = "main"\nmethods = ["merge", "squash", "fast-forward"]\n'
Founder = Callable[[str], Field]


@pytest.fixture
def found(fields: Fields, people: People, tmp_path: Path) -> Founder:
    """Returns what founds a body that has carried feature/x under a charter with these branches."""
    return lambda branches: fields.carried(tmp_path / "both", File(), charter_of(people, branches))


@pytest.fixture
def both(found: Founder) -> Field:
    """Returns a body whose charter allows merges and squashes, feature/x carried."""
    return found(BOTH)


def by_enact(field: Field) -> None:
    field.alice.gov("enact", "feature/x", "--push", "origin", "--method", "squash")


def by_a_button(field: Field) -> None:
    tree = field.alice.git("merge-tree", "--write-tree", "main", "feature/x").stdout.split()[0]
    squash = field.alice.git("commit-tree", "-p", "main", "-m", "Add x (#1)", tree).stdout.strip()
    field.alice.push(f"{squash}:main", check=True)
    field.alice.git("pull", "--quiet", "--ff-only")


def undo(field: Field) -> None:
    """Takes x out again, by a decision."""
    field.alice.git("switch", "--quiet", "--create", "undo", "main")
    field.alice.git("revert", "--no-edit", "main")
    field.alice.git("switch", "--quiet", "main")
    field.carry("undo")
    field.alice.gov("enact", "undo", "--push", "origin", "--method", "merge")


@pytest.mark.parametrize("squash", [by_enact, by_a_button])
class TestOnce:
    def test_a_merge_does_not_bring_it_back(self, both: Field, squash: Callable[[Field], None]) -> None:
        squash(both)
        undo(both)
        before = both.at("main")
        done = both.alice.push(f"{both.alice.merge('feature/x')}:main")
        assert done.returncode == 1
        assert "GOV-106" in done.stderr
        assert both.at("main") == before

    def test_nor_does_a_squash_of_another_kind(self, both: Field, squash: Callable[[Field], None]) -> None:
        squash(both)
        undo(both)
        before = both.at("main")
        tree = both.alice.git("merge-tree", "--write-tree", "main", "feature/x").stdout.split()[0]
        for message in ("Add x again (#2)", f"S\n\nRatified-Head: {both.alice.head('feature/x')}"):
            again = both.alice.git("commit-tree", "-p", "main", "-m", message, tree).stdout.strip()
            assert both.alice.push(f"{again}:main").returncode == 1
        assert both.at("main") == before

    def test_nor_is_it_enacted_again(self, both: Field, squash: Callable[[Field], None]) -> None:
        squash(both)
        for clone in (both.alice, both.bob):
            clone.git("pull", "--quiet", "--ff-only")
            clone.sync()
            for more in ([], ["--push", "origin"], ["--method", "squash"]):
                done = clone.gov("enact", "feature/x", *more, check=False)
                assert done.returncode == 1, done
                assert "GOV-106" in done.stderr
        assert both.at("main") == both.bob.head("main")

    def test_lists_show_it_as_enacted(self, both: Field, squash: Callable[[Field], None]) -> None:
        squash(both)
        both.bob.git("pull", "--quiet", "--ff-only")
        both.bob.sync()
        assert "carried: git gov enact" not in both.bob.gov("status").stdout
        assert "feature/x" not in both.bob.motion("list").stdout
        assert "enacted" in both.bob.motion("list", "--all").stdout

    def test_every_way_of_verifying_says_the_same(self, both: Field, squash: Callable[[Field], None]) -> None:
        both.bob.gov("verify")
        squash(both)
        undo(both)
        both.bob.git("pull", "--quiet", "--ff-only")
        both.bob.sync()
        both.bob.motion("list", "--all")
        assert "verified: " in both.bob.gov("verify").stdout
        assert "verified: " in both.bob.gov("verify", "--from-scratch").stdout
        assert "verified: " in both.bob.gov("verify").stdout


def test_used_twice_past_the_hooks_is_said_so(both: Field) -> None:
    """A button's squash and then a merge: it is the second use that is named, not the squash as unratified."""
    by_a_button(both)
    undo(both)
    merge = both.alice.merge("feature/x")
    both.alice.git("-c", "core.hooksPath=/dev/null", "update-ref", "refs/heads/main", merge)
    done = both.alice.gov("verify", "--from-scratch", check=False)
    assert done.returncode == 1
    assert "GOV-106" in done.stdout


def test_a_squash_that_a_fast_forward_put_beside_the_first_parents(found: Founder) -> None:
    """A branch that merged main carries the squash on its second-parent side; it has been in main nevertheless."""
    field = found(ALL)
    alice = field.alice
    by_enact(field)
    alice.git("switch", "--quiet", "--create", "side", "main~1")
    alice.commit({"side.txt": "s\n"}, branch="side")
    alice.git("merge", "--quiet", "--no-edit", "main")
    alice.git("rm", "--quiet", "x.txt")
    alice.git("commit", "--quiet", "--message", "Take x out")
    alice.git("switch", "--quiet", "main")
    field.carry("side")
    alice.gov("enact", "side", "--push", "origin", "--method", "fast-forward")
    done = alice.push(f"{alice.merge('feature/x')}:main")
    assert done.returncode == 1
    assert "GOV-106" in done.stderr


def test_what_was_never_squashed_is_merged(both: Field) -> None:
    both.alice.gov("enact", "feature/x", "--push", "origin", "--method", "squash")
    both.alice.commit({"y.txt": "y\n"}, branch="feature/y")
    both.alice.git("switch", "--quiet", "main")
    both.carry("feature/y")
    both.alice.push(f"{both.alice.merge('feature/y')}:main", check=True)


def test_a_button_uses_what_is_carried_before_what_is_undecided(both: Field) -> None:
    """Two heads with the same content: a branch that was rebased, and moved before."""
    alice = both.alice
    twin = alice.git("commit-tree", "-p", "main", "-m", "As x", "feature/x^{tree}").stdout.strip()
    alice.git("branch", "twin", twin)
    alice.motion("merge", "twin")
    alice.git("push", "--quiet", "origin", "twin")
    alice.sync()
    by_a_button(both)
    assert "verified: " in alice.gov("verify", "--from-scratch").stdout
    assert "merge feature/x" in alice.gov("why", "main").stdout
