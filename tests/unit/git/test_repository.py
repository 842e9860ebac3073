"""Opening repositories, and asking git about them."""

import os
from pathlib import Path

import pytest

from gitgov.core.errors import BadInput, Undecided
from gitgov.git.making import commit as make_commit
from gitgov.git.making import make_ref, move_branch
from gitgov.git.repository import Repository, open_repository
from gitgov.git.run import GitFailedError, attempt, run, safe_word, what_helps
from tests.kit.repo import git, head, sample, server


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return sample(tmp_path / "repo")


@pytest.fixture
def repo(path: Path) -> Repository:
    return open_repository(path)


class TestOpening:
    def test_from_a_subfolder(self, path: Path) -> None:
        (path / "deep").mkdir()
        assert open_repository(path / "deep").common == open_repository(path).common

    def test_a_linked_worktree_shares_the_common_folder(self, path: Path, tmp_path: Path) -> None:
        git("worktree", "add", "--quiet", tmp_path / "tree", "feature/x", cwd=path)
        tree = open_repository(tmp_path / "tree")
        assert tree.common.resolve() == (path / ".git").resolve()
        assert tree.state == open_repository(path).state
        assert tree.branch() == "refs/heads/feature/x"

    def test_a_bare_one(self, path: Path, tmp_path: Path) -> None:
        bare = open_repository(server(path, tmp_path / "bare.git"))
        assert bare.bare
        assert bare.common == tmp_path / "bare.git"

    @pytest.mark.parametrize("place", ["nowhere", "."])
    def test_outside_of_one(self, tmp_path: Path, place: str) -> None:
        with pytest.raises(BadInput, match="repository"):
            open_repository(tmp_path / place)

    def test_a_broken_one(self, path: Path) -> None:
        (path / ".git" / "HEAD").unlink()
        with pytest.raises(BadInput, match="repository"):
            open_repository(path)


class TestAsking:
    def test_revisions_as_git_writes_them(self, repo: Repository, path: Path) -> None:
        for word in ("main", "HEAD", "HEAD~0", "refs/heads/main", head(path)[:8], ":/Begin"):
            assert repo.commit_of(word) == head(path, "main")

    @pytest.mark.parametrize(
        "word",
        [
            "",
            " ",
            "nowhere",
            "main..feature/x",
            "^main",
            "--all",
            "--help",
            "--upload-pack=x",
            "-",
            "main:README.md",
            "main^{tree}",
            "HEAD~9",
            "..",
            "main main",
        ],
    )
    def test_other_words_are_refused_by_name(self, repo: Repository, word: str) -> None:
        with pytest.raises(BadInput, match="no such commit here"):
            repo.commit_of(word)

    def test_a_branch_whose_name_looks_like_an_option(self, repo: Repository, path: Path) -> None:
        git("update-ref", "refs/heads/--upload-pack=x", "main", cwd=path)
        assert repo.commit_of("refs/heads/--upload-pack=x") == head(path, "main")
        assert repo.tip("refs/heads/--upload-pack=x") == head(path, "main")

    def test_a_tag_is_an_object_of_its_own(self, repo: Repository, path: Path) -> None:
        git("tag", "--annotate", "--message", "t", "t", cwd=path)
        assert repo.object_of("t") == head(path, "refs/tags/t") != repo.commit_of("t")

    def test_the_title_is_what_people_call_it(self, repo: Repository, path: Path) -> None:
        assert repo.title == "repo"
        for url in ("git@host:team/thing.git", "https://host/team/thing/", "/srv/thing.git"):
            git("config", "remote.origin.url", url, cwd=path)
            assert open_repository(path).title == "thing"

    def test_settings_are_as_git_resolves_them(self, path: Path) -> None:
        git("config", "--global", "gov.key", "global", cwd=path)
        assert open_repository(path).settings()["gov.key"] == "global"
        git("config", "gov.Key", "with\nbreak = é", cwd=path)
        assert open_repository(path).settings()["gov.key"] == "with\nbreak = é"

    def test_a_ref_with_a_name_that_is_no_utf8(self, repo: Repository, path: Path) -> None:
        (path / ".git" / "refs" / "heads" / os.fsdecode(b"caf\xe9")).write_text(head(path) + "\n", encoding="utf-8")
        assert len(open_repository(path).refs("refs/heads/")) == 3

    @pytest.mark.parametrize(
        "content", ["", "garbage\n", "\0" * 41, "1" * 39 + "\n", "ref: refs/heads/bad\n", "ref: \n"]
    )
    def test_a_damaged_ref_is_not_taken_for_none(self, repo: Repository, path: Path, content: str) -> None:
        (path / ".git/refs/heads/bad").write_text(content, encoding="utf-8")
        with pytest.raises(Undecided, match="refs/heads/bad is damaged"):
            repo.tip("refs/heads/bad")
        assert set(repo.refs("refs/heads/")) == {"refs/heads/main", "refs/heads/feature/x"}

    def test_a_symbolic_ref_stands_where_it_points(self, repo: Repository, path: Path) -> None:
        git("symbolic-ref", "refs/heads/alias", "refs/heads/main", cwd=path)
        git("symbolic-ref", "refs/heads/dangling", "refs/heads/nowhere", cwd=path)
        assert repo.tip("refs/heads/alias") == head(path, "main")
        assert repo.tip("refs/heads/dangling") == ""
        assert "refs/heads/main" in repo.refs("refs/heads/")


@pytest.mark.parametrize(
    ("tracking", "branch"),
    [
        ("refs/remotes/origin/main", "refs/heads/main"),
        ("refs/remotes/origin/release/1", "refs/heads/release/1"),
        ("refs/remotes/team/up/main", "refs/heads/main"),
        ("refs/remotes/team/main", "refs/heads/main"),
        ("refs/remotes/gone/main", "refs/heads/main"),
        ("refs/remotes/origin/HEAD", ""),
        ("refs/remotes/team/up/HEAD", ""),
        ("refs/remotes/alone", ""),
    ],
)
def test_a_branch_is_told_from_its_remote_by_the_names_of_remotes(path: Path, tracking: str, branch: str) -> None:
    for name in ("origin", "team", "team/up"):
        git("config", f"remote.{name}.url", "nowhere", cwd=path)
    repo = open_repository(path)
    assert repo.remotes == ["origin", "team", "team/up"]
    assert repo.follows(tracking) == branch


class TestRunning:
    def test_a_failure_says_what_git_said(self, path: Path) -> None:
        with pytest.raises(GitFailedError, match=r"git rev-parse failed \(128\): fatal") as caught:
            run(path, "rev-parse", "--verify", "nowhere^{commit}x")
        assert caught.value.exit_code == 3

    def test_messages_are_untranslated_and_nothing_else_is_said(self, path: Path) -> None:
        assert attempt(path, "log", "-1").stderr == b""

    @pytest.mark.parametrize("word", ["", "-x", "--exec=x", "a\nb", "a\0b"])
    def test_words_that_git_could_take_for_options(self, word: str) -> None:
        with pytest.raises(BadInput):
            safe_word(word, "remote")


class TestMaking:
    def test_a_branch_that_is_checked_out_moves_with_its_files(self, repo: Repository, path: Path) -> None:
        move_branch(repo, "refs/heads/main", head(path), head(path, "feature/x"))
        assert (path / "x.txt").exists()
        assert git("status", "--short", cwd=path).stdout == ""

    def test_in_whichever_worktree(self, repo: Repository, path: Path, tmp_path: Path) -> None:
        git("switch", "--quiet", "--detach", cwd=path)
        git("worktree", "add", "--quiet", tmp_path / "tree", "main", cwd=path)
        move_branch(repo, "refs/heads/main", head(path, "main"), head(path, "feature/x"))
        assert (tmp_path / "tree" / "x.txt").exists()

    def test_not_over_unsaved_work(self, repo: Repository, path: Path) -> None:
        (path / "x.txt").write_text("mine\n", encoding="utf-8")
        with pytest.raises(BadInput, match="cannot be moved there"):
            move_branch(repo, "refs/heads/main", head(path), head(path, "feature/x"))
        assert (path / "x.txt").read_text(encoding="utf-8") == "mine\n"
        assert head(path, "main") != head(path, "feature/x")

    def test_a_branch_that_moved_meanwhile_stays(self, repo: Repository, path: Path) -> None:
        git("switch", "--quiet", "--detach", cwd=path)
        with pytest.raises(GitFailedError):
            move_branch(repo, "refs/heads/main", "1" * 40, head(path, "feature/x"))

    def test_a_ref_is_made_once(self, repo: Repository, path: Path) -> None:
        for _ in range(2):
            make_ref(repo, "refs/tags/v1", head(path))
        with pytest.raises(BadInput, match="cannot create"):
            make_ref(repo, "refs/tags/v1", head(path, "feature/x"))
        assert head(path, "v1") == head(path)

    def test_a_commit_is_the_users_own(self, repo: Repository, path: Path) -> None:
        made = make_commit(repo, head(path, "main^{tree}"), [head(path)], "Line\n\nTrailer: x\n")
        assert git("log", "-1", "--format=%an %s %(trailers:key=Trailer)", made, cwd=path).stdout.startswith(
            "Nobody Line"
        )


@pytest.mark.parametrize(
    ("said", "helps"),
    [
        (
            "fatal: Unable to create '/r/.git/index.lock': File exists.\n\nAnother git process ...",
            "rm /r/.git/index.lock;",
        ),
        ("error: could not lock config file .git/config: File exists", "rm .git/config.lock;"),
        ("fatal: cannot create directory at 'x': File exists", ""),
        ("error: unable to write file: No space left on device", "check the disk"),
        ("git@host: Permission denied (publickey).\nfatal: Could not read from remote repository.", ""),
        ("remote: error: x: Permission denied", ""),
        ("! [remote rejected] main -> main (unpacker error)", "tell who keeps"),
        ("fatal: not a git repository", ""),
    ],
)
def test_what_git_says_of_a_write_that_failed_tells_what_helps(said: str, helps: str) -> None:
    found = what_helps(said)
    assert helps in found
    assert bool(helps) == bool(found)
