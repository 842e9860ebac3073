"""Submodules of a work tree are added once, also where a branch before had them or where somebody was killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.core.errors import BadInput
from gitgov.git.run import GitFailedError
from gitgov.git.submodules import add, address_of, pin_of
from tests.kit.repo import git, head, sample

PATH = "domain_packs/x"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Returns a sparse work tree on a branch of its own, beside the repository `pack` that `../pack` names."""
    sample(tmp_path / "pack")
    git("clone", "--quiet", sample(tmp_path / "main"), "clone", cwd=tmp_path)
    git("worktree", "add", "--quiet", "-b", "one", "tree", cwd=tmp_path / "clone")
    git("sparse-checkout", "set", "--cone", "src", cwd=tmp_path / "clone" / "tree")
    return tmp_path / "clone" / "tree"


def test_one_is_added_once_and_laid_out_again_where_it_is_missing(place: Path, tmp_path: Path) -> None:
    url = str(tmp_path / "pack")
    assert (pin_of(place, PATH), address_of(place, PATH)) == ("", "")
    assert add(place, PATH, url, "Pin")
    assert (pin_of(place, PATH), address_of(place, PATH)) == (head(tmp_path / "pack", "main"), url)
    git("submodule", "--quiet", "deinit", "--force", PATH, cwd=place)
    assert not (place / PATH / "README.md").exists()
    assert not add(place, PATH, url, "Pin")
    assert (place / PATH / "README.md").exists()
    assert git("log", "--format=%s", "main..one", cwd=place).stdout.split() == ["Pin"]


def test_it_goes_on_where_somebody_was_killed_and_where_another_branch_has_left_it(place: Path, tmp_path: Path) -> None:
    url = str(tmp_path / "pack")
    git("sparse-checkout", "add", PATH, cwd=place)
    git("submodule", "--quiet", "add", "--", url, PATH, cwd=place)
    assert add(place, PATH, url, "Pin")
    git("switch", "--quiet", "--create", "two", "main", cwd=place)
    assert add(place, PATH, url, "Pin")
    assert pin_of(place, PATH) == head(tmp_path / "pack", "main")
    assert git("status", "--porcelain", cwd=place).stdout == ""


def test_what_cannot_be_had_leaves_nothing_and_no_word_is_an_option(place: Path, tmp_path: Path) -> None:
    with pytest.raises(GitFailedError, match="does not exist"):
        add(place, PATH, str(tmp_path / "nowhere"), "Pin")
    with pytest.raises(BadInput):
        add(place, PATH, "--upload-pack=touch x", "Pin")
    with pytest.raises(GitFailedError, match="transport 'ext' not allowed"):
        add(place, PATH, "ext::touch x", "Pin")
    assert git("status", "--porcelain", cwd=place).stdout == ""
    assert add(place, PATH, str(tmp_path / "pack"), "Pin")


def test_a_path_that_two_sections_have_has_no_address(place: Path, tmp_path: Path) -> None:
    section = '[submodule "{}"]\n\tpath = {}\n\turl = {}\n'
    modules = place / ".gitmodules"
    modules.write_text(section.format("x", PATH, "../pack") + section.format("y", "other", "../y"), encoding="utf-8")
    assert address_of(place, PATH) == "../pack"
    modules.write_text(section.format("x", PATH, "../pack") + section.format("y", PATH, "../evil"), encoding="utf-8")
    with pytest.raises(BadInput, match=r"more than once: submodule\.x, submodule\.y"):
        address_of(place, PATH)
    modules.write_text(section.format("x", PATH, "../pack") + "\tpath = other\n", encoding="utf-8")
    assert (address_of(place, PATH), address_of(place, "other")) == ("", "../pack")
