"""What commits say is read as it is written: by no settings of the reader, and no word of it passes for another commit."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.git.arrivals import arrivals
from gitgov.git.history import authors_of, first_parents
from gitgov.git.integrating import author_of, authors_since
from gitgov.git.repository import Repository, open_repository
from gitgov.git.touching import touched
from gitgov.git.worktrees import trailers
from tests.kit.people import People
from tests.kit.repo import commit, git, head, sample

SETTINGS = {"log.showSignature": "true", "trailer.separators": "=", "log.mailmap": "true", "i18n.logOutputEncoding": "UTF-16"}  # fmt: skip
SAID = """One

Item: A-1
Depends-On: B-2
Co-authored-by: D <d@example.org>
Ratified-Head: 1234567890123456789012345678901234567890
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return sample(tmp_path / "repo")


@pytest.fixture
def repo(path: Path) -> Repository:
    return open_repository(path)


def test_no_settings_of_the_reader_change_what_is_read(repo: Repository, path: Path, people: People) -> None:
    base = head(path, "main")
    commit(path, {"one.txt": "1\n", ".mailmap": "Eve <eve@example.org> <cy@example.org>\n"}, SAID, branch="work")
    signing = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={people.alice.key_path}")
    git(*signing, "commit", "-q", "--amend", "--no-edit", "-S", "--author=Cy Å <cy@example.org>", cwd=path)
    tip = head(path, "work")

    def read() -> list[object]:
        found = touched(repo, [tip], base)[tip]
        return [
            [*trailers(repo, "Item", base, tip), *arrivals(repo, "Item", base, tip), *found.items, *found.depends],
            [author_of(repo, tip), *authors_since(repo, base, tip, ["one.txt"]), *found.authors],
            authors_of(repo, base, tip),
            [each.named for each in first_parents(repo, tip, [base])],
        ]

    plainly = read()
    assert plainly == [
        ["A-1", "A-1", "A-1", "B-2"],
        ["Cy Å"] * 3,
        {"cy@example.org", "d@example.org"},
        ["1234567890" * 4],
    ]
    for name, value in SETTINGS.items():
        git("config", name, value, cwd=path)
        assert read() == plainly, name


def test_no_value_of_a_trailer_passes_for_a_commit(repo: Repository, path: Path) -> None:
    base = head(path, "main")
    child = commit(path, {"one.txt": "1\n"}, "One", branch="work")
    forged = f"\x01{base} 1 {child}"
    tip = commit(path, {"two.txt": "2\n"}, f"Two\n\nItem: A-1\nItem: {forged}\nItem: \x02\x1e{forged}\nItem: A-2\n x\n")
    found = arrivals(repo, "Item", base, tip)
    assert [*found] == ["A-1", forged, f"\x02\x1e{forged}", "A-2 x"]
    assert len({*found.values()}) == 1
    assert min(found.values()) > 1


def test_nothing_that_a_commit_says_hides_what_its_branch_touches(repo: Repository, path: Path) -> None:
    base = head(path, "main")
    first = commit(path, {"one.txt": "1\n"}, "One\n\nItem: A-1\n", branch="work")
    commit(path, {"\x01two": "2\n", "\n\x01three": "3\n", "z": "z\n"}, f"Two\n\nDepends-On: \x01{first}, B-1\nItem: \x01q\n")  # fmt: skip
    git("commit", "--quiet", "--amend", "--no-edit", "--author=\x01me <me@example.org>", cwd=path)
    git("commit", "--quiet", "--allow-empty", "-m", "Nothing", cwd=path)
    second, tip = head(path, "work~1"), head(path, "work")
    found = touched(repo, [tip, first], base)
    assert found[tip].commits == (tip, second, first)
    who = git("log", "-1", "--format=%an", second, cwd=path).stdout.strip()
    assert {name for name, each in found[tip].files.items() if who in each} == {"\x01two", "\n\x01three", "z"}
    assert set(found[tip].files) == {"\x01two", "\n\x01three", "z", "one.txt"}
    assert (found[tip].depends, found[tip].items, found[tip].upon) == ((f"\x01{first}", "B-1"), ("\x01q", "A-1"), frozenset({first}))  # fmt: skip
    assert found[first].commits == (first,)
