"""Two repositories side by side: what is a matter of who has synced last, and what is two histories."""

from pathlib import Path

import pytest

from gitgov.chamber.against import Comparison, compare
from gitgov.chamber.returned import id_of
from gitgov.core.errors import BadInput, Undecided
from tests.kit import forge
from tests.kit.field import Clone, Field, Fields
from tests.kit.repo import git
from tests.kit.servers import File


def against(one: Clone, other: Clone) -> Comparison:
    before = git("for-each-ref", cwd=one.path).stdout
    found = compare(one.chamber(), str(other.path))
    assert git("for-each-ref", cwd=one.path).stdout == before
    return found


def codes(found: Comparison) -> list[str]:
    return [each.code for each in found.problems]


@pytest.fixture
def moved(fresh: Field) -> Field:
    """Returns a body in which all know of one motion."""
    fresh.alice.motion("merge", "feature/x")
    for each in (fresh.alice, fresh.bob):
        each.sync()
    return fresh


def vote(clone: Clone, choice: str, by: str, field: Field) -> None:
    clone.vote(choice, "--key", getattr(field.people, by).key_path)


def ballot(clone: Clone) -> str:
    """Returns the id of the one ballot that a clone holds."""
    store = clone.chamber().store
    (line,) = (line for subject in store.subjects("votes") for line in store.lines("votes", subject))
    return id_of(line)


def test_two_that_hold_the_same_are_the_same(moved: Field) -> None:
    assert against(moved.alice, moved.bob) == Comparison()


def test_who_is_behind_is_told_so_from_either_side(moved: Field) -> None:
    moved.alice.vote("aye")
    (lacking,) = against(moved.alice, moved.bob).notices
    assert "lacks 1 record that are here" in lacking
    (ahead,) = against(moved.bob, moved.alice).notices
    assert ahead.startswith("this clone lacks 1 record")


def test_each_holding_what_the_other_lacks_is_no_matter_of_syncing(moved: Field) -> None:
    moved.alice.vote("aye")
    moved.bob.vote("nay")
    (found,) = against(moved.alice, moved.bob).problems
    assert found.code == "GOV-236"
    assert found.records == (ballot(moved.alice), ballot(moved.bob))
    assert all(f"({each[:12]})" in found.what for each in found.records)
    for each in (moved.alice, moved.bob, moved.alice):
        each.sync()
    assert against(moved.alice, moved.bob) == Comparison()


def test_two_results_of_one_question(moved: Field) -> None:
    for clone, choice in ((moved.alice, "aye"), (moved.bob, "nay")):
        for member in ("alice", "bob", "carol"):
            vote(clone, choice, member, moved)
        clone.motion("announce")
    assert codes(against(moved.alice, moved.bob)) == ["GOV-236", "GOV-111"]
    assert codes(against(moved.bob, moved.alice)) == ["GOV-236", "GOV-111"]


def test_a_line_that_nobody_signed(moved: Field) -> None:
    moved.bob.vote("aye")
    forge.rewrite(moved.bob.path, "votes", lambda content: content.replace(b'"aye"', b'"nay"'))
    found = against(moved.alice, moved.bob)
    assert codes(found) == ["GOV-204"]
    assert "at " in found.problems[0].what


def test_a_branch_that_went_two_ways(fields: Fields, tmp_path: Path) -> None:
    field = fields.founded(tmp_path / "field", File())
    field.bob.commit({"b.txt": "b\n"}, branch="main")
    assert "git fetch, or git push" in against(field.alice, field.bob).notices[0]
    field.alice.commit({"a.txt": "a\n"}, branch="main")
    assert codes(against(field.alice, field.bob)) == ["GOV-237"]


def test_another_body(moved: Field, fields: Fields, tmp_path: Path) -> None:
    other = fields.founded(tmp_path / "other", File(), "regulated")
    assert codes(against(moved.alice, other.alice)) == ["GOV-235"]


@pytest.mark.parametrize("other", ["nowhere", "--upload-pack=touch pwned", "ext::sh -c true"])
def test_what_cannot_be_reached(moved: Field, other: str) -> None:
    with pytest.raises((Undecided, BadInput)):
        compare(moved.alice.chamber(), other)
    assert not (moved.alice.path / "pwned").exists()
