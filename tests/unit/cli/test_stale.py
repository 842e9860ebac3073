"""A motion decides about one head: when the branch moves on, everybody is told, and its mover renews it."""

from pathlib import Path

import pytest

from tests.kit.field import Field, Fields
from tests.kit.servers import File


@pytest.fixture
def moved_on(fields: Fields, tmp_path: Path) -> Field:
    """Returns a body where feature/x has moved on after the motion, and everybody knows."""
    return fields.grown(tmp_path / "field", File(), move_on)


def move_on(field: Field) -> None:
    field.alice.motion("merge", "feature/x")
    field.alice.sync()
    field.alice.commit({"more.txt": "m\n"}, branch="feature/x")
    field.alice.git("push", "--quiet", "origin", "feature/x")
    field.bob.git("fetch", "--quiet")
    field.bob.sync()


def test_it_shows_everywhere(moved_on: Field) -> None:
    tip = moved_on.alice.head("feature/x")[:12]
    for clone in (moved_on.alice, moved_on.bob):
        assert f"[stale: {tip}]" in clone.motion("list").stdout
        assert f"Stale: the branch stands at {tip}" in clone.motion("show", "feature/x").stdout
        assert f"stale: feature/x is at {tip} by now" in clone.vote("aye", "feature/x").stdout


def test_what_was_voted_on_is_what_may_be_merged(moved_on: Field) -> None:
    for who in (moved_on.people.alice, moved_on.people.bob):
        moved_on.alice.vote("aye", "feature/x", "--key", who.key_path)
    moved_on.alice.gov("enact", "feature/x", "--push", "origin")
    assert moved_on.at("main^2") == moved_on.alice.head("feature/x~1")


def test_renewed_the_old_one_is_withdrawn(moved_on: Field) -> None:
    said = moved_on.alice.motion("renew", "feature/x").stdout
    assert moved_on.alice.head("feature/x")[:12] in said
    assert "is withdrawn" in said
    assert "stale" not in moved_on.alice.motion("list").stdout
    moved_on.alice.sync()
    assert len(moved_on.alice.motion("list", "--short").stdout.splitlines()) == 1


def test_renewed_after_others_voted_the_old_one_stands_beside_it(moved_on: Field) -> None:
    moved_on.bob.vote("nay", "feature/x")
    moved_on.bob.sync()
    moved_on.alice.sync()
    said = moved_on.alice.motion("renew", "feature/x").stdout
    assert "stands beside it: bob voted" in said
    assert len(moved_on.alice.motion("list", "--short").stdout.splitlines()) == 2


def test_the_mover_is_told_in_the_status(moved_on: Field) -> None:
    moved_on.alice.vote("aye", "feature/x")
    assert "git motion renew M-" in moved_on.alice.gov("status").stdout


def test_nothing_to_renew(fresh: Field) -> None:
    fresh.alice.motion("merge", "feature/x")
    done = fresh.alice.motion("renew", "feature/x", check=False)
    assert done.returncode == 2
    assert "nothing to renew" in done.stderr


def test_only_merges_go_stale(fresh: Field) -> None:
    fresh.alice.motion("release", "v1", "main")
    done = fresh.alice.motion("renew", "v1", check=False)
    assert done.returncode == 2


def test_a_renewal_after_the_branch_is_gone(moved_on: Field) -> None:
    moved_on.alice.git("switch", "--quiet", "main")
    moved_on.alice.git("branch", "--quiet", "--delete", "--force", "feature/x")
    moved_on.alice.git("update-ref", "-d", "refs/remotes/origin/feature/x")
    done = moved_on.alice.motion("renew", "feature/x", check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_clone_that_has_not_fetched_the_branch_says_nothing_of_it(fresh: Field) -> None:
    """It knows an older commit than the motion does, which is no news."""
    alice, bob = fresh.alice, fresh.bob
    old = bob.head("origin/feature/x")
    alice.commit({"more.txt": "m\n"}, branch="feature/x")
    alice.git("push", "--quiet", "origin", "feature/x")
    alice.motion("merge", "feature/x")
    alice.sync()
    bob.sync()
    for said in (bob.motion("list"), bob.motion("show"), bob.gov("status"), bob.vote("aye")):
        assert "stale" not in said.stdout.lower()
    bob.git("fetch", "--quiet")
    bob.git("branch", "--quiet", "feature/x", old)
    assert "stale" not in bob.motion("list").stdout
    bob.git("update-ref", "refs/remotes/origin/feature/x", old)
    assert "stale" not in bob.motion("list").stdout, "what is behind may only be old"


def test_where_there_is_nothing_to_fetch_a_branch_that_went_back_is_stale(fresh: Field) -> None:
    alice = fresh.alice
    alice.git("remote", "remove", "origin")
    alice.motion("merge", "feature/x")
    alice.git("branch", "--quiet", "--force", "feature/x", "main")
    assert f"[stale: {alice.head('main')[:12]}]" in alice.motion("list").stdout
