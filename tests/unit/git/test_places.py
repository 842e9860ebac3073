"""Wherever a work tree and its git directory lie, git's own answers are of the repository that was opened.

Each shape lies within another repository, whose answers would be wrong ones.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from gitgov.core.errors import BadInput
from gitgov.git import hookfiles
from gitgov.git.bulk import note_blobs
from gitgov.git.making import move_branch
from gitgov.git.repository import open_repository
from gitgov.git.submodules import add, pin_of
from gitgov.git.underway import underway
from gitgov.git.worktrees import make_worktree, top_of, worktrees
from tests.kit.repo import commit, git, head, sample


class Shape(NamedTuple):
    """Where one stands, the git directory that is meant, the work tree if there is any, and what the environment says."""

    start: Path
    common: Path
    tree: Path | None
    env: dict[str, str]


def plain(outer: Path) -> Shape:
    """A clone as most are."""
    place = sample(outer / "clone")
    return Shape(place, place / ".git", place, {})


def in_a_hook(outer: Path) -> Shape:
    """A hook of it where something names the git directory, as an alias of the shell in a clone of the next kind does."""
    shape = plain(outer)
    return shape._replace(env={"GIT_DIR": str(shape.common)})


def within_plain(outer: Path) -> Shape:
    """Somebody stands in its git directory."""
    return plain(outer)._replace(start=outer / "clone" / ".git" / "objects")


def apart(outer: Path) -> Shape:
    """A clone whose git directory lies apart from its work tree, in another repository."""
    git("clone", "--quiet", "--separate-git-dir", outer / "apart.git", sample(outer.parent / "made"), "tree", cwd=outer)
    tree = (outer / "tree").rename(outer.parent / "tree")
    (tree / "deep").mkdir()
    return Shape(tree / "deep", outer / "apart.git", tree, {})


def within_apart(outer: Path) -> Shape:
    """Somebody stands in such a git directory, which does not say where its work tree is."""
    return apart(outer)._replace(start=outer / "apart.git", tree=None)


def apart_in_a_hook(outer: Path) -> Shape:
    """A hook of such a clone: git names the git directory, and starts it at the top of the work tree."""
    shape = apart(outer)
    return shape._replace(start=outer.parent / "tree", env={"GIT_DIR": str(shape.common)})


def apart_taking_in(outer: Path) -> Shape:
    """A hook of such a clone to which somebody pushes."""
    return apart(outer)._replace(start=outer / "apart.git", tree=None, env={"GIT_DIR": "."})


def linked(outer: Path) -> Shape:
    """A linked work tree."""
    place = sample(outer / "clone")
    git("worktree", "add", "--quiet", outer.parent / "linked", "-b", "linked", cwd=place)
    return Shape(outer.parent / "linked", place / ".git", outer.parent / "linked", {})


def linked_to_apart(outer: Path) -> Shape:
    """A linked work tree of a clone whose git directory lies apart."""
    shape = apart(outer)
    git("worktree", "add", "--quiet", outer / "linked", "-b", "linked", cwd=shape.start)
    return shape._replace(start=outer / "linked", tree=outer / "linked")


def linked_in_a_hook(outer: Path) -> Shape:
    """A hook in a linked work tree."""
    shape = linked(outer)
    return shape._replace(env={"GIT_DIR": str(shape.common / "worktrees" / "linked")})


def linked_that_is_gone(outer: Path) -> Shape:
    """Somebody stands in what git keeps of a linked work tree that is gone."""
    shape = linked(outer)
    git("update-ref", "refs/heads/linked", "refs/heads/main", cwd=shape.start)
    shape.start.rename(outer.parent / "gone")
    return shape._replace(start=shape.common / "worktrees" / "linked", tree=None)


def bare(outer: Path) -> Shape:
    """A bare repository."""
    git("clone", "--quiet", "--bare", sample(outer.parent / "made"), outer / "bare.git", cwd=outer)
    return Shape(outer / "bare.git" / "refs", outer / "bare.git", None, {})


def named_bare(outer: Path) -> Shape:
    """A bare repository that the environment names."""
    return bare(outer)._replace(start=outer, env={"GIT_DIR": str(outer / "bare.git")})


def submodule(outer: Path) -> Shape:
    """A submodule: its git directory lies in that of the repository around it."""
    made = sample(outer.parent / "made")
    git("submodule", "--quiet", "add", made, "sub", cwd=outer)
    return Shape(outer / "sub", outer / ".git" / "modules" / "sub", outer / "sub", {})


def within_submodule(outer: Path) -> Shape:
    """Somebody stands in the git directory of a submodule, which does say where its work tree is."""
    shape = submodule(outer)
    return shape._replace(start=shape.common)


def submodule_in_a_hook(outer: Path) -> Shape:
    """A hook in a submodule."""
    shape = submodule(outer)
    return shape._replace(env={"GIT_DIR": str(shape.common)})


def submodule_not_laid_out(outer: Path) -> Shape:
    """Somebody stands in the git directory of a submodule that is not laid out now: the folder that it names lies in another's work tree."""
    shape = submodule(outer)
    (shape.start / ".git").unlink()
    return shape._replace(start=shape.common)


def configured(outer: Path) -> Shape:
    """A repository that names a work tree elsewhere, which does not lead back."""
    shape, tree = plain(outer), outer / "work"
    tree.mkdir()
    git("config", "core.worktree", tree, cwd=shape.start)
    return shape._replace(tree=tree)


def around(outer: Path) -> Shape:
    """A work tree that lies around the git directory of another name, as many keep their settings."""
    shape = bare(outer)
    git("config", "core.bare", "false", cwd=shape.common)
    git("config", "core.worktree", outer, cwd=shape.common)
    return shape._replace(tree=outer)


def named_tree(outer: Path) -> Shape:
    """The environment names a work tree, and no git directory."""
    shape, tree = plain(outer), outer / "work"
    tree.mkdir()
    return shape._replace(tree=tree, env={"GIT_WORK_TREE": str(tree)})


def named_both(outer: Path) -> Shape:
    """The environment names both."""
    shape, tree = bare(outer), outer / "work"
    tree.mkdir()
    return Shape(outer, shape.common, tree, {"GIT_DIR": str(shape.common), "GIT_WORK_TREE": str(tree)})


SHAPES = (
    plain, in_a_hook, within_plain, apart, within_apart, apart_in_a_hook, apart_taking_in, linked, linked_to_apart, linked_in_a_hook,
    linked_that_is_gone, bare, named_bare, submodule, within_submodule, submodule_in_a_hook, submodule_not_laid_out, configured,
    around, named_tree, named_both,
)  # fmt: skip


@pytest.fixture
def outer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Returns another repository, around the one that is meant or around its git directory."""
    place = sample(tmp_path / "outer")
    git("config", "gov.genesis", "another", cwd=place)
    commit(place, {"other.txt": "other\n"}, "Other")
    git("branch", "--move", "another", cwd=place)
    for name in ("GIT_DIR", "GIT_WORK_TREE"):  # whatever a test leaves there goes with it
        monkeypatch.setenv(name, "nowhere")
        monkeypatch.delenv(name)
    return place


def enter(shape: Shape, patch: pytest.MonkeyPatch) -> None:
    """Stands where the shape says, in its environment."""
    git("config", "--file", shape.common / "config", "gov.genesis", "meant", cwd=shape.common)
    patch.chdir(shape.start)
    for name, value in shape.env.items():
        patch.setenv(name, value)


@pytest.mark.parametrize("make", SHAPES, ids=lambda make: make.__name__)
def test_git_answers_for_the_repository_that_is_meant(
    outer: Path, make: Callable[[Path], Shape], monkeypatch: pytest.MonkeyPatch
) -> None:
    shape, other = make(outer), head(outer, "refs/heads/another")
    enter(shape, monkeypatch)
    repo = open_repository(Path())
    assert repo.common == shape.common
    assert repo.cwd == (shape.tree or Path(repo.git.path))
    assert repo.treeless == (shape.tree is None)
    assert repo.bare == (make in (bare, named_bare))
    assert underway(repo).unmerged == 0
    assert repo.settings()["gov.genesis"] == repo.own("gov.genesis") == "meant"
    assert repo.commit_of("HEAD") == str(repo.git.head.target) != other
    assert hookfiles.folder(repo).resolve() == shape.common / "hooks"


@pytest.mark.parametrize("make", SHAPES, ids=lambda make: make.__name__)
def test_so_do_hooks_and_notes(outer: Path, make: Callable[[Path], Shape], monkeypatch: pytest.MonkeyPatch) -> None:
    shape = make(outer)
    enter(shape, monkeypatch)
    repo = open_repository(Path())
    hookfiles.install(repo, ("pre-push",))
    assert (shape.common / "hooks" / "pre-push").exists()
    assert not (outer / ".git" / "hooks" / "pre-push").exists()
    git("notes", "--ref", "x", "add", "-m", "word", "HEAD", cwd=repo.cwd)
    assert repo.tip("refs/notes/x")
    assert [subject for subject, _ in note_blobs(repo, "refs/notes/x")] == [repo.commit_of("HEAD")]


@pytest.mark.parametrize("make", [plain, apart, apart_in_a_hook, linked, submodule], ids=lambda make: make.__name__)
def test_hooks_that_a_setting_places_lie_in_the_work_tree(
    outer: Path, make: Callable[[Path], Shape], monkeypatch: pytest.MonkeyPatch
) -> None:
    shape = make(outer)
    git("config", "core.hooksPath", ".husky", cwd=shape.start)
    enter(shape, monkeypatch)
    repo = open_repository(Path())
    assert shape.tree is not None
    assert hookfiles.folder(repo) == shape.tree / ".husky"
    assert hookfiles.place(repo) == "tree"


@pytest.mark.parametrize("make", [apart, apart_in_a_hook, submodule], ids=lambda make: make.__name__)
def test_a_branch_that_is_checked_out_moves_with_its_files(
    outer: Path, make: Callable[[Path], Shape], monkeypatch: pytest.MonkeyPatch
) -> None:
    shape = make(outer)
    enter(shape, monkeypatch)
    repo = open_repository(Path())
    assert shape.tree is not None
    move_branch(repo, "refs/heads/main", head(shape.tree), head(shape.tree, "refs/remotes/origin/feature/x"))
    assert (shape.tree / "x.txt").exists()


@pytest.mark.parametrize("make", [plain, in_a_hook, apart, apart_in_a_hook, submodule], ids=lambda make: make.__name__)
def test_the_main_work_tree_is_where_it_lies(
    outer: Path, make: Callable[[Path], Shape], monkeypatch: pytest.MonkeyPatch
) -> None:
    shape = make(outer)
    enter(shape, monkeypatch)
    repo = open_repository(Path())
    assert top_of(repo) == shape.tree
    place = top_of(repo) / "teams" / "core"
    git("branch", "team", cwd=repo.cwd)
    make_worktree(repo, place, "refs/heads/team")
    assert worktrees(repo)[place] == "refs/heads/team"
    assert (place / "README.md").exists()
    assert git("status", "--porcelain", cwd=repo.cwd).stdout == ""
    assert add(place, "packs", str(outer), "Pin")
    assert pin_of(place, "packs") == head(place, "team:packs")
    assert repo.branch() == "refs/heads/main"
    assert git("status", "--porcelain", cwd=repo.cwd).stdout == ""
    for name in shape.env:
        monkeypatch.delenv(name)
    assert open_repository(place).common == shape.common


def test_from_a_linked_one_it_is_known_as_far_as_git_says(outer: Path) -> None:
    made = submodule(outer)
    git("worktree", "add", "--quiet", outer.parent / "beside", "-b", "beside", cwd=made.start)
    assert top_of(open_repository(outer.parent / "beside")) == made.tree


@pytest.mark.parametrize("place", ["linked", "apart.git"])
def test_where_git_does_not_know_it_none_is_guessed(outer: Path, place: str) -> None:
    linked_to_apart(outer)
    with pytest.raises(BadInput, match="not known from here"):
        top_of(open_repository(outer / place))


def test_a_bare_repository_has_none_and_those_beside_it_lie_below_it(outer: Path) -> None:
    made = bare(outer)
    with pytest.raises(BadInput, match="a bare repository has no work tree"):
        top_of(open_repository(made.start))
    git("worktree", "add", "--quiet", outer.parent / "beside", "feature/x", cwd=made.common)
    assert top_of(open_repository(outer.parent / "beside")) == made.common


def test_the_environment_is_left_alone_where_that_helps(outer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(apart(outer), monkeypatch)
    open_repository(Path())
    assert "GIT_DIR" not in os.environ


@pytest.mark.parametrize(
    ("extension", "helps"),
    [
        ("refstorage", "git refs migrate --ref-format=files"),
        ("partialclone", "git config --unset extensions.partialclone"),
        ("never-heard-of", "git clone makes one without it"),
    ],
)
def test_a_repository_that_libgit2_does_not_read_is_refused_with_what_helps(
    tmp_path: Path, extension: str, helps: str
) -> None:
    place = sample(tmp_path / "repo")
    said = f"[core]\n\trepositoryformatversion = 1\n[extensions]\n\t{extension} = reftable\n"
    (place / ".git" / "config").write_text(said, encoding="utf-8")
    with pytest.raises(BadInput, match=f"extensions.{extension}") as caught:
        open_repository(place)
    assert helps in caught.value.remedy
