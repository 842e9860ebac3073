"""Commits made again upon others, compared with what `git rebase` itself makes of them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gitgov.git.picks import Pick, picked, rebase, rebases_of, series_of, tree_at, written
from gitgov.git.repository import Repository, open_repository
from tests.kit.repo import commit, git, head, sample

LONG = "".join(f"line {number}\n" for number in range(40))


def change_a_line(repo: Path) -> None:
    commit(repo, {"long.txt": LONG.replace("line 30", "line thirty")}, "Change")
    commit(repo, {"long.txt": LONG.replace("line 30", "line thirty").replace("line 31", "")}, "Again")


def rename(repo: Path) -> None:
    git("mv", "long.txt", "longer.txt", cwd=repo)
    git("commit", "--quiet", "-m", "Rename", cwd=repo)
    commit(repo, {"longer.txt": LONG + "more\n"}, "Append")


def modes_and_links(repo: Path) -> None:
    (repo / "long.txt").chmod(0o755)
    (repo / "link").symlink_to("long.txt")
    git("add", ".", cwd=repo)
    git("commit", "--quiet", "-m", "Modes", cwd=repo)


def bytes_of_any_kind(repo: Path) -> None:
    (repo / "image").write_bytes(bytes(range(256)))
    git("add", ".", cwd=repo)
    git("commit", "--quiet", "-m", "Image", cwd=repo)
    (repo / "image").write_bytes(bytes(reversed(range(256))))
    git("commit", "--quiet", "--all", "-m", "Other image", cwd=repo)


def nothing_at_all(repo: Path) -> None:
    git("commit", "--quiet", "--allow-empty", "-m", "Nothing", cwd=repo)
    commit(repo, {"n.txt": "n\n"}, "Something")


def there_and_back(repo: Path) -> None:
    commit(repo, {"t.txt": "t\n"}, "There")
    git("revert", "--no-edit", "HEAD", cwd=repo)


def what_is_there_already(repo: Path) -> None:
    commit(repo, {"long.txt": LONG.replace("line 3\n", "line three\n")}, "As on main")
    commit(repo, {"m.txt": "m\n"}, "More")


def a_pin(repo: Path) -> None:
    git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},lib", cwd=repo)
    git("commit", "--quiet", "-m", "Pin", cwd=repo)
    git("update-index", "--cacheinfo", f"160000,{'2' * 40},lib", cwd=repo)
    git("commit", "--quiet", "-m", "Another pin", cwd=repo)


SHAPES = (
    change_a_line, rename, modes_and_links, bytes_of_any_kind, nothing_at_all, there_and_back, what_is_there_already, a_pin,
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Returns a repository whose main has moved on since `topic` forked, which is checked out."""
    repo = sample(tmp_path / "repo")
    commit(repo, {"long.txt": LONG}, "Long")
    git("switch", "--quiet", "--create", "topic", cwd=repo)
    git("switch", "--quiet", "main", cwd=repo)
    commit(repo, {"long.txt": LONG.replace("line 3\n", "line three\n")}, "Main moves on")
    git("switch", "--quiet", "topic", cwd=repo)
    return repo


@pytest.fixture
def repo(path: Path) -> Repository:
    return open_repository(path)


def by_git(path: Path) -> list[str]:
    """Rebases topic aside, and returns the commits, oldest first."""
    git("switch", "--quiet", "--detach", "topic", cwd=path)
    git("rebase", "--quiet", "--force-rebase", "--reapply-cherry-picks", "--empty=keep", "main", cwd=path)
    return git("rev-list", "--reverse", "main..HEAD", cwd=path).stdout.split()


@pytest.mark.parametrize("shape", SHAPES)
def test_the_trees_are_those_of_git(repo: Repository, path: Path, shape: Callable[[Path], None]) -> None:
    shape(path)
    made = by_git(path)
    line = series_of(repo, head(path, "topic"), head(path, "main"))
    trees, conflict = rebase(repo, line, head(path, "main"))
    assert (trees, conflict) == ([tree_at(repo, each) for each in made], "")
    assert all(repo.holds(tree) for tree in trees)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_rebase_is_known_again(repo: Repository, path: Path, shape: Callable[[Path], None]) -> None:
    shape(path)
    old, topic, made = head(path, "main"), head(path, "topic"), by_git(path)
    git("branch", "--force", "main", "HEAD", cwd=path)
    more = commit(path, {"z.txt": "z\n"}, "More", branch="main")
    found = rebases_of(repo, [topic], more)[topic]
    assert (found.newest.oid, found.old) == (made[-1], old)
    assert rebases_of(repo, [topic], made[-2] if len(made) > 1 else old) == {}


def test_one_altered_commit_makes_it_another_series(repo: Repository, path: Path) -> None:
    commit(path, {"a.txt": "a\n"}, "A")
    topic = commit(path, {"b.txt": "b\n"}, "B")
    git("switch", "--quiet", "main", cwd=path)
    commit(path, {"a.txt": "evil\n"}, "A")
    tip = commit(path, {"b.txt": "b\n"}, "B")
    assert rebases_of(repo, [topic], tip) == {}


def test_what_changes_nothing_is_no_copy(repo: Repository, path: Path) -> None:
    git("commit", "--quiet", "--allow-empty", "-m", "Nothing", cwd=path)
    topic = head(path)
    git("switch", "--quiet", "main", cwd=path)
    git("commit", "--quiet", "--allow-empty", "-m", "Nothing either", cwd=path)
    assert rebases_of(repo, [topic], head(path)) == {}


def test_a_conflict_is_none(repo: Repository, path: Path) -> None:
    commit(path, {"f.txt": "f\n"}, "Fine")
    clash = commit(path, {"long.txt": LONG.replace("line 3\n", "line III\n")}, "Clash")
    commit(path, {"g.txt": "g\n"}, "Fine again")
    trees, conflict = rebase(repo, series_of(repo, head(path), head(path, "main")), head(path, "main"))
    assert (len(trees), conflict) == (1, clash)


def test_no_settings_of_anybody_take_part(repo: Repository, path: Path) -> None:
    """With `merge=union` the conflict would be none."""
    (path / ".git" / "info").mkdir(exist_ok=True)
    (path / ".git" / "info" / "attributes").write_text("* merge=union\n")
    clash = commit(path, {"long.txt": LONG.replace("line 3\n", "line III\n")}, "Clash")
    assert rebase(repo, series_of(repo, clash, head(path, "main")), head(path, "main")) == ([], clash)


def test_what_is_made_to_compare_is_thrown_away(repo: Repository, path: Path) -> None:
    change_a_line(path)
    before = sorted((path / ".git" / "objects").rglob("*"))
    (_, one), main = series_of(repo, head(path), head(path, "main")), head(path, "main^{tree}")
    pick = Pick(head(path, "topic~2^{tree}"), main, one.tree)
    tree = picked(repo, [pick, pick])[pick]
    assert tree not in {"", pick.base, pick.ours, pick.theirs}
    assert not repo.holds(tree)
    assert sorted((path / ".git" / "objects").rglob("*")) == before


def test_a_series_is_one_line(repo: Repository, path: Path) -> None:
    commit(path, {"a.txt": "a\n"}, "A")
    git("merge", "--quiet", "--no-edit", "main", cwd=path)
    assert series_of(repo, head(path), head(path, "main")) == ()
    root = git("commit-tree", "-m", "Root", "main^{tree}", cwd=path).stdout.strip()
    assert series_of(repo, root, head(path, "main")) == ()
    assert series_of(repo, head(path, "main"), head(path)) == ()


def test_who_wrote_it_and_when_is_read_as_git_does(repo: Repository, path: Path) -> None:
    stamped = {**os.environ, "GIT_AUTHOR_NAME": "Ä", "GIT_AUTHOR_DATE": "@1700000000 -0330"}
    git("commit", "--quiet", "--allow-empty", "-m", "Words\n\nMore", cwd=path, env=stamped)
    found = written(repo, head(path))
    assert found.message == b"Words\n\nMore\n"
    assert found.author["GIT_AUTHOR_NAME"] == "Ä"
    again = git("commit-tree", "-m", "x", "HEAD^{tree}", cwd=path, env={**os.environ, **found.author}).stdout.strip()
    form = "--format=%an %ae %ad"
    assert git("log", "-1", form, again, cwd=path).stdout == git("log", "-1", form, cwd=path).stdout
