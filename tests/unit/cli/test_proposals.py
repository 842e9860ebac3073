"""What is moved can be carried out, is shown whole, and cannot forge the page that it is shown on."""

from subprocess import CompletedProcess

import pytest

from tests.kit.field import Field
from tests.kit.programs import program


def refused(done: CompletedProcess[str]) -> str:
    """Asserts bad input in one message, and returns it."""
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    return done.stderr


class TestMerge:
    def test_of_what_the_branch_contains(self, fresh: Field) -> None:
        assert "nothing to merge" in refused(fresh.alice.motion("merge", "main", check=False))

    def test_what_is_in_place_is_there_and_may_stand_so_by_the_charter(self, fresh: Field) -> None:
        lacking = refused(fresh.alice.motion("merge", "feature/x", "--in-place", check=False))
        assert "main does not contain" in lacking
        assert "leave out --in-place" in lacking
        said = refused(fresh.alice.motion("merge", "main", "--in-place", check=False))
        assert "the charter lets no commit into main as it stands" in said
        assert '"fast-forward" among the methods' in said

    def test_of_what_is_open_already(self, fresh: Field) -> None:
        fresh.alice.motion("merge", "feature/x")
        assert "is open already" in refused(fresh.alice.motion("merge", "feature/x", check=False))

    def test_into_a_protected_branch_that_is_not_there(self, fresh: Field) -> None:
        fresh.alice.git("push", "--quiet", "origin", "main:refs/heads/elsewhere")
        done = fresh.alice.motion("merge", "feature/x", "--into", "main..", check=False)
        assert "not the name of a branch" in refused(done)

    def test_of_head_goes_by_the_name_of_its_branch(self, fresh: Field) -> None:
        fresh.alice.git("switch", "--quiet", "feature/x")
        assert "merge feature/x (" in fresh.alice.motion("merge", "HEAD").stdout

    def test_of_a_branch_that_somebody_called_a_tag_by_too(self, fresh: Field) -> None:
        """Git takes the tag, which may have come with a fetch: the branch would be voted on by another's content."""
        alice = fresh.alice
        alice.commit({"y.txt": "y\n"}, branch="other")
        for tag in ("feature/x", "origin/feature/x"):
            alice.git("tag", tag, "other")
        head = alice.head("refs/heads/feature/x")[:12]
        assert f"merge feature/x ({head})" in alice.motion("merge", "feature/x").stdout
        alice.motion("withdraw")
        assert f"merge feature/x ({head})" in alice.motion("merge", "origin/feature/x", "-m", "again").stdout
        alice.motion("withdraw")
        alice.git("branch", "--quiet", "-D", "feature/x")
        assert f"merge feature/x ({head})" in alice.motion("merge", "feature/x", "-m", "once more").stdout


class TestRelease:
    def test_of_a_name_that_is_a_branch_and_a_tag(self, fresh: Field) -> None:
        fresh.alice.git("tag", "main", "feature/x")
        for line in (("motion", "release", "v1", "main"), ("gov", "why", "main")):
            said = refused(program(*line, cwd=fresh.alice.path, check=False))
            assert "'main' is a branch and a tag" in said
            assert "next: write refs/heads/main or refs/tags/main" in said

    def test_under_a_name_that_git_does_not_take(self, fresh: Field) -> None:
        assert "not the name of a tag" in refused(fresh.alice.motion("release", "v..1", check=False))

    def test_under_a_tag_that_is_here(self, fresh: Field) -> None:
        fresh.alice.git("-c", "core.hooksPath=/nonexistent", "tag", "v1", "main")
        assert "is here already" in refused(fresh.alice.motion("release", "v1", check=False))

    def test_to_an_environment_that_would_break_the_line(self, fresh: Field) -> None:
        done = fresh.alice.motion("release", "v1", "--environment", "prod\nAnnounced by bob: carried", check=False)
        assert r"environment 'prod\nAnnounced by bob: carried': it takes one line" in refused(done)


class TestTexts:
    @pytest.mark.parametrize("verb", ["adopt architecture", "adopt process", "adopt report", "resolve"])
    def test_from_a_file_and_with_notice_or_without(self, fresh: Field, verb: str) -> None:
        (fresh.root / "text").write_text("Pair on reviews\n", encoding="utf-8")
        done = fresh.alice.motion(*verb.split(), "--file", fresh.root / "text", "--without-notice", check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Pair on reviews" in fresh.alice.motion("show").stdout


class TestShown:
    def test_the_text_that_is_decided(self, fresh: Field) -> None:
        fresh.alice.motion("adopt", "architecture", "-m", "Use SQLite\n\nBecause it is there.")
        assert "    Because it is there." in fresh.alice.motion("show", "architecture").stdout

    def test_what_a_charter_changes(self, fresh: Field) -> None:
        fresh.alice.gov("member", "add", "dave", "--key", fresh.people.dave.pub_path)
        shown = fresh.alice.motion("show", "charter").stdout
        assert "    +[members.dave]" in shown
        assert "    -version = 1" in shown

    def test_a_reason_of_several_lines_is_not_taken_for_the_page(self, fresh: Field) -> None:
        fresh.alice.motion("merge", "feature/x")
        fresh.alice.vote("aye", "-m", "fine\n  nay     bob: no\n\nAnnounced by bob: lost")
        lines = fresh.alice.motion("show").stdout.splitlines()
        assert "  aye     alice: fine" in lines
        assert not any(line.startswith(("  nay", "Announced")) for line in lines)


def test_who_votes_means_the_motion_that_is_open_and_who_enacts_the_one_that_is_carried(here: Field) -> None:
    here.alice.commit({"more.txt": "more"}, branch="feature/x")
    here.alice.motion("merge", "feature/x")
    assert "alice votes aye" in here.alice.vote("aye", "feature/x").stdout
    assert "(merge)" in here.alice.gov("enact", "feature/x", "--push", "origin").stdout


@pytest.mark.parametrize("name", ["v9", "tags/v9", "refs/tags/v9"])
def test_a_short_name_means_the_protected_ref(here: Field, name: str) -> None:
    done = here.alice.gov("check", "0" * 40, "main", name, check=False)
    assert done.returncode == 1
    assert "refs/tags/v9" in done.stdout
