"""Whose work a head adds to a branch: authors and co-authors, by address, whatever else the configuration says."""

from __future__ import annotations

from pathlib import Path

from gitgov.git.history import authors_of
from gitgov.git.repository import open_repository
from tests.kit.repo import commit, git, head, sample


def written(repo: Path, name: str, author: str, message: str = "Work") -> None:
    commit(repo, {f"{name}.txt": name}, message, "feature/w")
    git("commit", "--quiet", "--amend", "--no-edit", f"--author={name} <{author}>", cwd=repo)


def test_authors_and_co_authors_of_what_comes_in(tmp_path: Path) -> None:
    repo = sample(tmp_path / "repo")
    base = head(repo, "main")
    written(repo, "one", "Ann@Example.org")
    written(
        repo, "two", "bob@example.org", "Two\n\nCo-authored-by: Cy <CY@example.org>\nco-authored-by: D <d@example.org>"
    )
    (repo / ".mailmap").write_text("Eve <eve@example.org> <bob@example.org>\n", encoding="utf-8")
    found = authors_of(open_repository(repo), base, head(repo, "feature/w"))
    assert found == {"ann@example.org", "bob@example.org", "cy@example.org", "d@example.org"}
    assert authors_of(open_repository(repo), head(repo, "feature/w"), base) == frozenset()


def test_what_another_head_has_brought_already_is_nobodys(tmp_path: Path) -> None:
    repo = sample(tmp_path / "repo")
    base = head(repo, "main")
    written(repo, "one", "ann@example.org")
    first = head(repo, "feature/w")
    written(repo, "two", "bob@example.org")
    found = authors_of(open_repository(repo), base, head(repo, "feature/w"), first)
    assert found == {"bob@example.org"}
