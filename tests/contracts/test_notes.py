"""What a notes store promises beyond the contract: stock git reads and writes the same notes, and nobody loses a line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gitgov.core.errors import BadInput
from gitgov.git.notes import NotesStore
from gitgov.git.repository import open_repository
from gitgov.ledger.store import Entry
from tests.kit.questions import oid
from tests.kit.repo import commit, git, head, sample

NOTES = "refs/notes/gov/votes"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return sample(tmp_path / "repo")


def opened(repo: Path) -> NotesStore:
    return NotesStore(open_repository(repo), now=lambda: 0)


def append(repo: Path, *lines: bytes, subject: str = "") -> int:
    return opened(repo).append([Entry("votes", subject or head(repo), line) for line in lines])


def held(repo: Path, subject: str = "") -> list[bytes]:
    return sorted(opened(repo).lines("votes", subject or head(repo)))


def test_stock_git_shows_what_was_appended(repo: Path) -> None:
    append(repo, b"aye", "Zoë: nay".encode())
    assert git("notes", "--ref=gov/votes", "show", "HEAD", cwd=repo).stdout == "aye\nZoë: nay\n"
    assert "    aye\n    Zoë: nay" in git("log", "--notes=gov/*", "-1", cwd=repo).stdout
    assert git("notes", "--ref=gov/votes", "list", cwd=repo).stdout.split()[1::2] == [head(repo)]


def test_what_stock_git_appends_is_read(repo: Path) -> None:
    append(repo, b"aye")
    git("notes", "--ref=gov/votes", "append", "-m", "nay", cwd=repo)
    assert held(repo) == [b"aye", b"nay"]
    append(repo, b"abstain")
    assert held(repo) == [b"abstain", b"aye", b"nay"]
    assert "nay" in git("notes", "--ref=gov/votes", "show", "HEAD", cwd=repo).stdout


def test_a_line_that_stock_git_wrote_twice_is_one_line(repo: Path) -> None:
    for _ in range(2):
        git("notes", "--ref=gov/votes", "append", "-m", "aye", cwd=repo)
    assert append(repo, b"aye") == 0
    assert held(repo) == [b"aye"]
    assert dict(opened(repo).every("votes")) == {head(repo): (b"aye",)}


def test_a_note_without_its_last_newline_is_not_glued_to_the_next_line(repo: Path) -> None:
    blob = git("hash-object", "-w", "--stdin", cwd=repo, input="aye").stdout.strip()
    tree = git("mktree", cwd=repo, input=f"100644 blob {blob}\t{head(repo)}\n").stdout.strip()
    git("update-ref", NOTES, git("commit-tree", "-m", "notes", tree, cwd=repo).stdout.strip(), cwd=repo)
    assert append(repo, b"nay") == 1
    assert held(repo) == [b"aye", b"nay"]


@pytest.mark.parametrize("levels", range(5))
def test_any_fan_out_is_read_and_kept(repo: Path, levels: int) -> None:
    subject = head(repo)
    path = "/".join([*(subject[2 * level : 2 * level + 2] for level in range(levels)), subject[2 * levels :]])
    git("update-ref", NOTES, notes_commit(repo, {path: "aye\n"}), cwd=repo)
    store = opened(repo)
    assert list(store.subjects("votes")) == [subject]
    assert store.lines("votes", subject) == (b"aye",)
    append(repo, b"nay")
    assert held(repo) == [b"aye", b"nay"]
    assert git("notes", "--ref=gov/votes", "show", "HEAD", cwd=repo).stdout == "aye\nnay\n"
    assert git("ls-tree", "-r", "--name-only", NOTES, cwd=repo).stdout.split() == [path]


def test_a_subject_at_two_depths_is_read_at_both(repo: Path) -> None:
    subject = head(repo)
    git(
        "update-ref",
        NOTES,
        notes_commit(repo, {subject: "aye\n", f"{subject[:2]}/{subject[2:]}": "nay\n"}),
        cwd=repo,
    )
    assert held(repo) == [b"aye", b"nay"]
    assert list(opened(repo).subjects("votes")) == [subject]
    assert append(repo, b"aye", b"nay") == 0


def test_other_files_in_a_notes_tree_are_passed_over(repo: Path) -> None:
    git("update-ref", NOTES, notes_commit(repo, {"README": "not a note\n", "ab/cd": "nor this\n"}), cwd=repo)
    assert list(opened(repo).subjects("votes")) == []
    assert list(opened(repo).every("votes")) == []
    append(repo, b"aye")
    assert git("show", f"{NOTES}:README", cwd=repo).stdout == "not a note\n"


def test_a_second_store_on_the_same_repository_sees_it_at_once(repo: Path) -> None:
    first, second = opened(repo), opened(repo)
    first.append([Entry("votes", oid("one"), b"aye")])
    tip = second.tip("votes")
    assert second.lines("votes", oid("one")) == (b"aye",)
    second.append([Entry("votes", oid("other"), b"nay")])
    assert list(first.changed("votes", tip)) == [oid("other")]


def test_a_worktree_shares_the_rooms(repo: Path, tmp_path: Path) -> None:
    git("worktree", "add", "--quiet", tmp_path / "beside", "feature/x", cwd=repo)
    append(tmp_path / "beside", b"aye", subject=oid("one"))
    assert held(repo, oid("one")) == [b"aye"]


def test_notes_only_grow(repo: Path) -> None:
    """Every state of a room is an ancestor of the next, so a plain push of it is a fast-forward."""
    tips = []
    for number in range(3):
        append(repo, str(number).encode(), subject=oid(str(number)))
        tips.append(head(repo, NOTES))
    assert git("rev-list", "--first-parent", NOTES, cwd=repo).stdout.split() == tips[::-1]


def test_a_repository_with_sha256_works_or_is_refused_in_words(tmp_path: Path) -> None:
    """It depends on how libgit2 was built."""
    repo = tmp_path / "sha256"
    git("init", "--quiet", "--object-format=sha256", repo, cwd=tmp_path)
    refusal = ""
    try:
        open_repository(repo)
    except BadInput as error:
        refusal = error.what
    if refusal:
        assert "sha256" in refusal
        return
    commit(repo, {"a": "a\n"}, "Begin")
    append(repo, b"aye")
    assert held(repo) == [b"aye"]


WRITERS, APPENDS = 8, 10
WRITER = """
import sys
from hashlib import sha1
from pathlib import Path
from gitgov.core.errors import BadInput
from gitgov.git.notes import NotesStore
from gitgov.git.repository import open_repository
from gitgov.ledger.store import Entry
folder, number, appends = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for step in range(appends):
    line = f"{number}.{step}".encode()
    subject = sha1(b"all" if step % 2 else line).hexdigest()
    store = NotesStore(open_repository(folder), now=lambda: 0)
    assert store.append([Entry("votes", subject, line)]) == 1
"""


def test_of_eighty_concurrent_appends_eighty_are_kept(repo: Path) -> None:
    """8 processes write 10 lines each, half of them to one commit that all write to."""
    command = (sys.executable, "-c", WRITER, str(repo))
    writers = [
        subprocess.Popen(
            [*command, str(number), str(APPENDS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for number in range(WRITERS)
    ]
    assert [each.stdout.readline() for each in writers if each.stdout] == ["ready\n"] * WRITERS
    for each in writers:
        if each.stdin:
            each.stdin.write("go\n")
            each.stdin.flush()
    for each in writers:
        each.communicate()
    assert [each.returncode for each in writers] == [0] * WRITERS
    kept = [line for _, lines in opened(repo).every("votes") for line in lines]
    assert sorted(kept) == sorted(f"{number}.{step}".encode() for number in range(WRITERS) for step in range(APPENDS))


def notes_commit(repo: Path, notes: dict[str, str]) -> str:
    """Commits a notes tree with these files, with an index of its own."""
    rows = []
    for path, text in notes.items():
        blob = git("hash-object", "-w", "--stdin", cwd=repo, input=text).stdout.strip()
        rows.append(f"100644 {blob}\t{path}\n")
    env = {**os.environ, "GIT_INDEX_FILE": str(repo / ".git/notes-index")}
    git("update-index", "--add", "--index-info", cwd=repo, input="".join(rows), env=env)
    tree = git("write-tree", cwd=repo, env=env).stdout.strip()
    return git("commit-tree", "-m", "notes", tree, cwd=repo).stdout.strip()
