"""Work put upon another commit: as git itself would put it, all or nothing, and never where somebody works."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.core.errors import BadInput, Undecided
from gitgov.git.integrating import Clash, aside, authors_since, pick_upon, put_branch, rebase_upon
from gitgov.git.repository import Repository, open_repository
from tests.kit.repo import commit, git, head, sample

BRANCH, NOTE = "refs/heads/integration/S1", "refs/gov/integrated/S1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Returns main, which has gone on since work and merged have left it; merged has a merge in it."""
    repo = sample(tmp_path / "repo")
    commit(repo, {"a.txt": "a\n"}, "Add a\n\nItem: A-1", branch="work")
    commit(repo, {"b.txt": "b\n"}, "Add b")
    git("switch", "--quiet", "main", cwd=repo)
    commit(repo, {"c.txt": "c\n"}, "Add c", branch="merged")
    git("merge", "--quiet", "--no-ff", "--no-edit", "work", cwd=repo)
    git("switch", "--quiet", "main", cwd=repo)
    commit(repo, {"d.txt": "d\n"}, "Go on")
    return repo


@pytest.fixture
def repo(path: Path) -> Repository:
    return open_repository(path)


def tree(path: Path, oid: str) -> list[str]:
    return git("ls-tree", "--name-only", oid, cwd=path).stdout.split()


def state(path: Path) -> tuple[str, ...]:
    asked = (("for-each-ref",), ("worktree", "list"), ("status", "--short", "--branch"))
    return tuple(git(*each, cwd=path).stdout for each in asked)


def test_picks_are_what_git_makes_of_them_and_say_where_they_come_from(repo: Repository, path: Path) -> None:
    before, tip = state(path), head(path, "main")
    made = pick_upon(repo, tip, head(path, "work"), [])
    assert isinstance(made, str)
    assert state(path) == before
    git("switch", "--quiet", "--detach", "main", cwd=path)
    git("cherry-pick", "-x", "main..work", cwd=path)
    shown = "--format=%T %an %ad %B"
    assert git("log", shown, f"{tip}..{made}", cwd=path).stdout == git("log", shown, f"{tip}..HEAD", cwd=path).stdout
    said = git("log", "--format=%(trailers:key=Item,valueonly)", f"{tip}..{made}", cwd=path).stdout.split()
    assert said == ["A-1"]


def test_what_builds_on_the_tip_stays_and_what_is_there_is_left_out(repo: Repository, path: Path) -> None:
    work, first = head(path, "work"), head(path, "work~1")
    assert pick_upon(repo, head(path, "work~2"), work, []) == work
    both = pick_upon(repo, head(path, "main"), work, [])
    assert isinstance(both, str)
    assert pick_upon(repo, both, work, []) == both
    only = pick_upon(repo, head(path, "main"), work, [first])
    assert isinstance(only, str)
    assert "a.txt" not in tree(path, only)


def test_nobody_picks_a_merge(repo: Repository, path: Path) -> None:
    with pytest.raises(BadInput, match="merges"):
        pick_upon(repo, head(path, "main"), head(path, "merged"), [])


def test_a_rebase_keeps_merges_and_moves_nothing_of_anybody_s(repo: Repository, path: Path) -> None:
    """Not even where somebody's settings have branches follow."""
    git("config", "rebase.updateRefs", "true", cwd=path)
    before, tip = state(path), head(path, "main")
    with aside(repo, tip) as place:
        made = rebase_upon(place, tip, head(path, "merged"), tip)
    assert isinstance(made, str)
    assert state(path) == before
    assert len(git("rev-list", "--merges", f"{tip}..{made}", cwd=path).stdout.split()) == 1
    assert {"a.txt", "b.txt", "c.txt", "d.txt"} <= {*tree(path, made)}


def test_a_conflict_is_named_and_leaves_nothing_behind(repo: Repository, path: Path) -> None:
    tip = commit(path, {"b.txt": "another\n"}, "Another b")
    before, clash = state(path), Clash(head(path, "work"), ("b.txt",))
    assert pick_upon(repo, tip, head(path, "work"), []) == clash
    with aside(repo, tip) as place:
        assert rebase_upon(place, tip, head(path, "work"), tip) == clash
        with pytest.raises(Undecided, match="another integration"), aside(repo, tip):
            pass
    assert state(path) == before
    assert not place.exists()
    (place / "left").mkdir(parents=True)  # by one that was killed
    with aside(repo, tip) as place:
        assert head(place) == tip
    assert len(authors_since(repo, head(path, "work~2"), tip, ["b.txt"])) == 1


def test_a_branch_is_moved_only_from_where_it_was_put(repo: Repository, path: Path) -> None:
    work, main = head(path, "work"), head(path, "main")
    for tip in (work, main, main, work):
        put_branch(repo, BRANCH, NOTE, tip)
        assert head(path, BRANCH) == tip
    git("switch", "--quiet", "integration/S1", cwd=path)
    with pytest.raises(BadInput, match="checked out"):
        put_branch(repo, BRANCH, NOTE, main)
    commit(path, {"mine.txt": "mine\n"}, "Mine")
    git("switch", "--quiet", "main", cwd=path)
    with pytest.raises(BadInput, match="not made here"):
        put_branch(repo, BRANCH, NOTE, main)
    assert "mine.txt" in tree(path, BRANCH)
