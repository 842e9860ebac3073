"""Work put upon another commit: as git itself would put it, all or nothing, and never where somebody works."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.core.errors import BadInput, Undecided
from gitgov.git.integrating import Clash, Named, aside, authors_since, merge_upon, pick_upon, put_branch, rebase_upon
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
        made = rebase_upon(repo, place, tip, head(path, "merged"), tip)
    assert isinstance(made, str)
    assert state(path) == before
    assert len(git("rev-list", "--merges", f"{tip}..{made}", cwd=path).stdout.split()) == 1
    assert {"a.txt", "b.txt", "c.txt", "d.txt"} <= {*tree(path, made)}


def test_a_conflict_is_named_and_leaves_nothing_behind(repo: Repository, path: Path) -> None:
    tip = commit(path, {"b.txt": "another\n"}, "Another b")
    before, clash = state(path), Clash(head(path, "work"), ("b.txt",))
    assert pick_upon(repo, tip, head(path, "work"), []) == clash
    with aside(repo, tip) as place:
        assert rebase_upon(repo, place, tip, head(path, "work"), tip) == clash
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


def resolved(path: Path, more: dict[str, str]) -> None:
    """Main and work have both changed files since they parted; `work` has merged main, with these resolutions and other changes."""
    for branch in ("work", "main"):
        git("switch", "--quiet", branch, cwd=path)
        commit(path, {"one.txt": f"of {branch}\n"}, f"One of {branch}")
        commit(path, {"two.txt": f"of {branch}\n"}, f"Two of {branch}")
        if branch == "work":
            git("rm", "--quiet", "old.txt", cwd=path)
            git("commit", "--quiet", "-m", "No old", cwd=path)
        else:
            commit(path, {"old.txt": "newer\n"}, "Newer")
    git("switch", "--quiet", "work", cwd=path)
    git("merge", "--quiet", "--no-ff", "main", cwd=path, check=False)
    git("rm", "--quiet", "--force", "old.txt", cwd=path)
    for name, text in {"one.txt": "both\n", "two.txt": "both too\n", **more}.items():
        (path / name).write_text(text, encoding="utf-8")
    git("add", "--all", cwd=path)
    git("commit", "--quiet", "--no-edit", cwd=path)
    git("switch", "--quiet", "main", cwd=path)


@pytest.fixture
def parted(path: Path) -> Path:
    """Returns a repository in which work branches off main, with a file that work is going to take away."""
    commit(path, {"old.txt": "old\n", "one.txt": "1\n", "two.txt": "2\n"}, "Files")
    git("branch", "--quiet", "--force", "work", "main", cwd=path)
    return path


def rebased(path: Path) -> str | Clash:
    repo, tip = open_repository(path), head(path, "main")
    with aside(repo, tip) as place:
        return rebase_upon(repo, place, tip, head(path, "work"), tip)


def test_what_a_merge_has_resolved_is_resolved_so_again(parted: Path) -> None:
    """Main has moved on elsewhere; a file that was taken away is one of them."""
    resolved(parted, {})
    tip = commit(parted, {"later.txt": "later\n"}, "Later")
    before, made = state(parted), rebased(parted)
    assert isinstance(made, str)
    assert state(parted) == before
    assert git("show", f"{made}:one.txt", f"{made}:two.txt", cwd=parted).stdout == "both\nboth too\n"
    assert "old.txt" not in tree(parted, made)
    assert git("rev-parse", f"{made}^1", f"{made}^2", cwd=parted).stdout.split() == [head(parted, "work~1"), tip]
    merge = git("merge-tree", "--write-tree", tip, "work", cwd=parted).stdout.strip()
    assert git("rev-parse", f"{made}^{{tree}}", cwd=parted).stdout.strip() == merge


def test_another_conflict_is_not_resolved_as_an_earlier_one_was(parted: Path) -> None:
    resolved(parted, {})
    merge = head(parted, "work")
    commit(parted, {"two.txt": "of main, later\n"}, "Two again")
    before, clash = state(parted), rebased(parted)
    assert clash == Clash(merge, ("two.txt",), merge)
    assert state(parted) == before


def test_what_a_merge_has_changed_beside_conflicts_is_not_lost(parted: Path) -> None:
    """By what it has resolved alone nobody would make such a merge again."""
    resolved(parted, {"beside.txt": "by hand\n"})
    commit(parted, {"later.txt": "later\n"}, "Later")
    clash = rebased(parted)
    assert clash == Clash(head(parted, "work"), ("old.txt", "one.txt", "two.txt"), head(parted, "work"))


def test_a_named_tree_is_made_again_upon_another_commit_where_the_conflict_is_the_same(parted: Path) -> None:
    resolved(parted, {})
    repo, main, merge = open_repository(parted), head(parted, "main"), head(parted, "work")
    named = Named("refs/heads/work", git("rev-parse", f"{merge}^{{tree}}", cwd=parted).stdout.strip(), main)
    work = head(parted, "work~1")

    def files(made: str | Clash) -> list[str]:
        assert isinstance(made, str)
        assert git("rev-parse", f"{made}^1", f"{made}^2", cwd=parted).stdout.split() == [head(parted, "main"), work]
        assert git("show", f"{made}:one.txt", f"{made}:two.txt", cwd=parted).stdout == "both\nboth too\n"
        return tree(parted, made)

    held = files(merge_upon(repo, main, work, named))
    later = commit(parted, {"later.txt": "later\n"}, "Later")
    assert sorted(files(merge_upon(repo, later, work, named))) == sorted([*held, "later.txt"])
    by_hand = Named(named.branch, git("rev-parse", "main^{tree}", cwd=parted).stdout.strip(), head(parted, "main~1"))
    clash = Clash(work, ("old.txt", "one.txt", "two.txt"), by_hand.tree)
    assert (
        merge_upon(repo, later, work, by_hand) == clash
    )  # it is main's own tree: nobody knows what that would be elsewhere
    again = commit(parted, {"two.txt": "of main, later\n"}, "Two again")
    assert merge_upon(repo, again, work, named) == clash._replace(held=named.tree)


def test_what_a_clean_merge_has_changed_by_hand_is_not_lost(parted: Path) -> None:
    """No conflict comes up, so that nobody is asked: what would come out is held against git's own merge of the head."""
    git("switch", "--quiet", "work", cwd=parted)
    commit(parted, {"mine.txt": "mine\n"}, "Mine")
    git("switch", "--quiet", "main", cwd=parted)
    commit(parted, {"theirs.txt": "theirs\n"}, "Theirs")
    git("switch", "--quiet", "work", cwd=parted)
    git("merge", "--quiet", "--no-ff", "--no-commit", "main", cwd=parted)
    (parted / "beside.txt").write_text("by hand\n", encoding="utf-8")
    git("add", "--all", cwd=parted)
    git("commit", "--quiet", "--no-edit", cwd=parted)
    git("switch", "--quiet", "main", cwd=parted)
    commit(parted, {"later.txt": "later\n"}, "Later")
    made = rebased(parted)
    assert made == Clash(head(parted, "work"), ("beside.txt",), head(parted, "work"))
