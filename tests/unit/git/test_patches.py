"""What changes between two commits: files, lines by number, and patches."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.core.gitobjects import object_id
from gitgov.git.changes import Touched
from gitgov.git.patches import between, lines_between, patch_between
from gitgov.git.repository import open_repository
from tests.kit.dated import Dated
from tests.kit.repo import git

TEXT = "".join(f"line {number}\n" for number in range(30))


@pytest.fixture
def dated(tmp_path: Path) -> Dated:
    made = Dated(tmp_path / "repo.git")
    made.commit("main", {"x": TEXT}, 0, "Begin")
    return made


def binary(made: Dated, name: str, upon: str, hour: float) -> str:
    """Adds a commit with a file that has a NUL in it."""
    blob = git("hash-object", "-w", "--stdin", cwd=made.path, input="a\0b").stdout.strip()
    entries = git("ls-tree", upon, cwd=made.path).stdout + f"100644 blob {blob}\t{name}\n"
    tree = git("mktree", cwd=made.path, input=entries).stdout.strip()
    return made._made("main", tree, [upon], (hour, hour), "Binary")


def test_a_whole_branch_as_one_change(dated: Dated) -> None:
    base = dated.heads["main"]
    dated.commit("main", {"y": "1\n2\n"}, 1)
    head = dated.commit("main", {"y": "1\n", "x": "", "w": TEXT + "end\n"}, 2)
    repo = open_repository(dated.path)
    assert between(repo, base, head) == (Touched("w", 1, "x"), Touched("y", 1))
    nothing = object_id("tree", b"", head)
    assert between(repo, nothing, head) == (Touched("w", 31), Touched("y", 1))
    assert between(repo, head, head) == ()
    assert lines_between(repo, head, head) == {}
    assert b"rename to w" in patch_between(repo, base, head)


def test_the_lines_that_a_change_touches(dated: Dated) -> None:
    base = dated.heads["main"]
    text = TEXT.replace("line 4\n", "4\nand\n").replace("line 20\n", "")
    head = dated.commit("main", {"x": text, "new": "@@ -1 +9 @@\n+++ x\n", "a b": ""}, 1)
    found = lines_between(open_repository(dated.path), base, head)
    assert found == {"x": {0, 5, 6, 21}, "new": {0, 1, 2}}


def test_binary_files_renames_and_links_have_the_file_as_a_whole(dated: Dated) -> None:
    base = binary(dated, "b.bin", dated.heads["main"], 1)
    blob = git("hash-object", "-w", "--stdin", cwd=dated.path, input="elsewhere").stdout.strip()
    old = git("rev-parse", f"{base}:b.bin", cwd=dated.path).stdout.strip()
    tree = git("mktree", cwd=dated.path, input=f"100644 blob {old}\tc.bin\n120000 blob {blob}\tx\n").stdout.strip()
    head = dated._made("main", tree, [base], (2, 2), "Link")
    repo = open_repository(dated.path)
    found = lines_between(repo, base, head)
    assert [*found] == [each.path for each in between(repo, base, head)] == ["c.bin", "x"]
    assert found["c.bin"] == {0}
    assert found["x"] == {0, 1}
