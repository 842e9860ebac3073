"""Where two trees differ: as git says when nothing is hidden from it, whatever the trees are called and hold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gitgov.git.entries import LINK, NONE, Difference, Entry, differences, entry_at
from gitgov.git.repository import Repository, open_repository
from tests.kit.repo import git, sample

MODES = {"file": "100644", "program": "100755", "link": "120000", "pin": "160000"}
NAMES = st.sampled_from(["a", "a/b", "a/b/c", "ab", "adr/1", "adr", ".hidden", "ä/ö", "x y"])
Tree = Mapping[str, tuple[str, str]]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return sample(tmp_path / "repo")


@pytest.fixture
def repo(place: Path) -> Repository:
    return open_repository(place)


def laid(place: Path, tree: Tree) -> str:
    """Writes a tree and returns it; of names of which one lies below the other the last stands."""
    index = {"GIT_INDEX_FILE": str(place / ".git" / "index.aside")}
    git("read-tree", "--empty", cwd=place, env=index)
    for name, (mode, text) in tree.items():
        blob = git("hash-object", "-w", "--stdin", cwd=place, input=text).stdout.strip()
        row = f"{MODES[mode]},{blob},{name}"
        git("update-index", "--add", "--replace", "--cacheinfo", row, cwd=place, env=index)
    return git("write-tree", cwd=place, env=index).stdout.strip()


def as_git_says(place: Path, old: str, new: str) -> list[Difference]:
    """Asks git, with all that could hide something put out of the way."""
    told = git("diff-tree", "-r", "-z", "--no-renames", "--ignore-submodules=none", "--no-abbrev", old, new, cwd=place)
    words = told.stdout.split("\0")
    found = []
    for row, path in zip(words[0:-1:2], words[1::2], strict=True):
        was, now, before, after, _ = row.removeprefix(":").split()
        sides = (Entry(int(mode, 8), oid) if int(mode, 8) else NONE for mode, oid in ((was, before), (now, after)))
        found.append(Difference(path, *sides))
    return sorted(found)


@given(
    *[st.dictionaries(NAMES, st.tuples(st.sampled_from(sorted(MODES)), st.sampled_from("xy")), max_size=5)] * 2,
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_as_git_says(place: Path, old: Tree, new: Tree) -> None:
    trees = laid(place, old), laid(place, new)
    repo = open_repository(place)
    found = list(differences(repo, *trees))
    assert found == as_git_says(place, *trees)
    assert all(entry_at(repo, trees[0], each.path) == each.old for each in found if each.old != NONE)
    assert all(entry_at(repo, trees[1], each.path) == each.new for each in found if each.new != NONE)


def test_no_word_of_the_repository_hides_a_submodule(place: Path) -> None:
    (place / ".gitmodules").write_text('[submodule "a"]\n\tpath = a\n\turl = u\n\tignore = all\n', encoding="utf-8")
    git("config", "diff.ignoreSubmodules", "all", cwd=place)
    old, new = laid(place, {}), laid(place, {"a": ("pin", "x")})
    (found,) = differences(open_repository(place), old, new)
    assert (found.path, found.new.mode, found.links) == ("a", LINK, True)
    assert git("diff", old, new, cwd=place).stdout == ""


def test_what_is_moved_or_turned_is_told_of_both_places(repo: Repository, place: Path) -> None:
    old, new = laid(place, {"adr/1": ("file", "x")}), laid(place, {"adr": ("link", "doc"), "doc/1": ("file", "x")})
    assert [each.path for each in differences(repo, old, new)] == ["adr", "adr/1", "doc/1"]
    assert [each.path for each in differences(repo, "", new)] == ["adr", "doc/1"]


def test_a_pin_that_only_moves_neither_comes_nor_goes(repo: Repository, place: Path) -> None:
    old, new = laid(place, {"a": ("pin", "x")}), laid(place, {"a": ("pin", "y")})
    assert [each.links for each in differences(repo, old, new)] == [False]


def test_what_is_not_here_counts_as_nothing(repo: Repository, place: Path) -> None:
    tree = laid(place, {"a/b": ("file", "x")})
    assert [each.path for each in differences(repo, "1" * 40, tree)] == ["a/b"]
    assert entry_at(repo, "1" * 40, "a/b") == entry_at(repo, tree, "a/c") == entry_at(repo, tree, "a/b/c") == NONE


def test_folders_may_be_deeper_than_python_calls(repo: Repository, place: Path) -> None:
    entry = f"100644 blob {git('hash-object', '-w', '--stdin', cwd=place, input='x').stdout.strip()}\tx\n"
    for _ in range(1_500):
        tree = repo.git.TreeBuilder()
        mode, _kind, rest = entry.split(" ", 2)
        oid, name = rest.rstrip("\n").split("\t")
        tree.insert(name, oid, int(mode, 8))
        entry = f"40000 tree {tree.write()}\tx\n"
    top = entry.split()[2]
    assert [len(each.path) for each in differences(repo, "", top)] == [2 * 1_499 + 1]
