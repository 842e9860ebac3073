"""Naming a motion: by a prefix of its id, by its branch or tag, or not at all."""

from pathlib import Path

import pytest

from tests.kit.field import Clone, Field, Fields
from tests.kit.servers import File


@pytest.fixture
def clone(fresh: Field) -> Clone:
    """Returns alice's clone with a merge and a release to vote on."""
    fresh.alice.motion("merge", "feature/x")
    fresh.alice.motion("release", "v1", "main")
    return fresh.alice


def name_of(clone: Clone, *words: str) -> str:
    return clone.motion("show", *words).stdout.split()[0]


def named(clone: Clone, word: str) -> str:
    done = clone.motion("show", "--", word, check=False)
    assert done.returncode == 2
    return done.stderr


class TestFound:
    @pytest.mark.parametrize("length", [6, 10, 24, 66])
    def test_by_a_prefix(self, clone: Clone, length: int) -> None:
        whole = clone.motion("show", "feature/x", "--json").stdout.split('"id": "')[-1]
        name = name_of(clone, "feature/x")
        full = clone.motion("show", name).stdout.split()[1]
        assert whole
        for word in (f"M-{full}"[:length], f"m-{full}"[:length], f"M-{full.upper()}"[:length], full[: length - 2]):
            assert name_of(clone, word) == name

    def test_by_branch_and_tag(self, clone: Clone) -> None:
        assert "merge feature/x" in clone.motion("show", "feature/x").stdout
        assert "as v1" in clone.motion("show", "v1").stdout
        assert "as v1" in clone.motion("show", "refs/tags/v1").stdout

    def test_left_out_where_only_one_waits(self, clone: Clone) -> None:
        clone.vote("aye", "v1")
        assert "merge feature/x" in clone.vote("aye").stdout

    def test_a_branch_that_looks_like_an_id(self, clone: Clone) -> None:
        clone.commit({"cafe.txt": "c\n"}, branch="cafe")
        clone.motion("merge", "cafe")
        assert "merge cafe" in clone.motion("show", "cafe").stdout

    def test_of_several_about_one_branch_the_open_one(self, clone: Clone) -> None:
        first = name_of(clone, "feature/x")
        clone.motion("withdraw", "feature/x")
        second = clone.motion("merge", "feature/x").stdout.split()[0]
        assert name_of(clone, "feature/x") == second
        assert name_of(clone, first) == first

    def test_when_all_are_done_the_last_one(self, clone: Clone) -> None:
        clone.motion("withdraw", "feature/x")
        assert "withdrawn" in clone.motion("show", "feature/x").stdout


class TestNotFound:
    @pytest.mark.parametrize("word", ["nothing", "M-", "M-123", "M-00000000", "feature", "refs/heads/feature/x!", "-x"])
    def test_nothing_is_called_so(self, clone: Clone, word: str) -> None:
        said = named(clone, word)
        assert "no motion is called" in said
        assert "git motion list" in said

    def test_none_of_a_kind_was_made(self, clone: Clone) -> None:
        done = clone.motion("nominate", "bob", check=False)
        assert done.returncode == 2
        assert "no elect motion has been made" in done.stderr
        assert "git motion elect" in done.stderr

    def test_several_wait(self, clone: Clone) -> None:
        done = clone.vote("aye", check=False)
        assert done.returncode == 2
        assert "more than one question waits for you" in done.stderr
        assert "merge feature/x" in done.stderr
        assert "as v1" in done.stderr

    def test_of_several_the_one_that_the_verb_is_for(self, fields: Fields, tmp_path: Path) -> None:
        field = fields.founded(tmp_path / "assembly", File(), "assembly")
        alice, bob, carol = field.alice, field.bob, field.carol
        first = carol.motion("adopt", "process", "-m", "Pair on reviews").stdout.split()[0]
        second = bob.motion("adopt", "process", "-m", "Meet on Mondays").stdout.split()[0]
        for each in (carol, bob, carol, alice):
            each.sync()
        assert f"carol seconds {second}" in carol.motion("second").stdout
        carol.sync()
        alice.sync()
        assert f"({second})" in alice.motion("state").stdout
        assert f"alice seconds {first}" in alice.motion("second").stdout
        assert f"({first})" in alice.motion("state").stdout

    def test_of_several_the_one_that_can_be_announced(self, fresh: Field) -> None:
        alice = fresh.alice
        ripe = alice.motion("merge", "feature/x").stdout.split()[0]
        alice.motion("adopt", "process", "-m", "Pair on reviews")
        for who in fresh.people[:3]:
            alice.vote("aye", ripe, "--key", who.key_path)
        assert "I move to merge feature/x" in alice.motion("announce").stdout

    def test_nothing_waits(self, fresh: Field) -> None:
        assert "no question waits for you" in fresh.alice.vote("aye", check=False).stderr

    def test_two_open_ones_about_one_branch(self, clone: Clone) -> None:
        clone.commit({"more.txt": "more"}, branch="feature/x")
        clone.motion("merge", "feature/x", "-m", "again")
        assert "more than one motion is meant" in named(clone, "feature/x")
