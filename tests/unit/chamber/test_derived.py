"""The list by the index alone: where it is given at all, it is what the law would say."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gitgov.chamber.derived import INDEX, Grandfathered, Verified, as_derived, as_verified
from gitgov.chamber.indexing import listed
from gitgov.chamber.summary import Summary
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.servers import File


def by_law(clone: Clone) -> list[Summary]:
    return listed(clone.chamber(), everything=True)


def by_index(clone: Clone) -> list[Summary] | None:
    found = as_derived(clone.path, everything=True)
    return found and found.motions


def test_once_the_law_was_asked_the_index_says_it(here: Field) -> None:
    assert by_index(here.alice) is None
    assert by_law(here.alice) == by_index(here.alice)
    found = as_derived(here.alice.path, everything=False)
    assert found is not None
    assert [each.settled for each in found.motions] == ["carried"]


LAW = ("gitgov.gate", "gitgov.procedure", "gitgov.tally", "gitgov.charter", "gitgov.ledger", "pydantic")


@pytest.mark.as_installed
def test_no_law_is_loaded_for_it(here: Field) -> None:
    here.alice.motion("list")
    shown = (
        "import sys; from gitgov.cli.listing import list_motions; list_motions(); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", shown], cwd=here.alice.path, capture_output=True, text=True, check=True
    )
    assert "feature/x" in done.stdout
    assert [each for each in done.stderr.split() if each.startswith(LAW)] == []


def vote(clone: Clone) -> None:
    clone.motion("release", "v1", "main")


def merge_here(clone: Clone) -> None:
    clone.gov("enact", "feature/x")


def somebody_pushed(clone: Clone) -> None:
    clone.push(f"{clone.merge('feature/x')}:main", check=True)
    clone.git("fetch", "--quiet")


def index_gone(clone: Clone) -> None:
    (clone.path / ".git/gitgov" / INDEX).unlink()


def index_damaged(clone: Clone) -> None:
    (clone.path / ".git/gitgov" / INDEX).write_bytes(b"SQLite format 3\0" + b"?" * 4096)


def other_ledger(clone: Clone) -> None:
    clone.git("config", "gov.genesis", "0" * 64)


def unpinned(clone: Clone) -> None:
    clone.git("config", "--unset", "gov.genesis")


def grafted(clone: Clone) -> None:
    (clone.path / ".git/info/grafts").write_text(f"{clone.head()}\n", encoding="ascii")


def room_gone(clone: Clone) -> None:
    clone.git("update-ref", "-d", "refs/notes/gov/votes")


@pytest.mark.parametrize(
    "change",
    [
        vote, merge_here, somebody_pushed, index_gone, index_damaged, other_ledger, unpinned, room_gone,
    ],
)  # fmt: skip
def test_what_may_change_it_has_the_law_asked(here: Field, change: Callable[[Clone], None]) -> None:
    by_law(here.alice)
    assert by_index(here.alice) is not None
    change(here.alice)
    assert by_index(here.alice) is None


def test_what_is_merged_here_and_not_pushed_is_marked_each_time(here: Field) -> None:
    here.alice.gov("enact", "feature/x")
    assert here.alice.motion("list").stdout == here.alice.motion("list").stdout
    assert "[not pushed yet]" in here.alice.motion("list").stdout


def test_a_proxy_may_end_by_itself(fields: Fields, tmp_path: Path) -> None:
    charter = charter_of(fields.people, "\n[proxies]\n" + MAIN_AND_TAGS)
    field = fields.founded(tmp_path / "field", File(), charter)
    by_law(field.alice)
    assert by_index(field.alice) == []
    field.alice.vote("proxy", "give", "bob", "--until", "2w")
    by_law(field.alice)
    assert by_index(field.alice) is None


def test_what_a_ref_has_lost_is_to_be_carried_out_again(here: Field) -> None:
    """A branch that was taken back does not hold any more what it held; a fresh index says so too."""
    somebody_pushed(here.alice)
    assert [each.settled for each in by_law(here.alice)] == ["enacted"]
    here.alice.git("update-ref", "refs/remotes/origin/main", "refs/remotes/origin/main~1")
    assert by_index(here.alice) is None
    warm = by_law(here.alice)
    assert [each.settled for each in warm] == ["carried"]
    assert by_index(here.alice) == warm
    index_gone(here.alice)
    assert by_law(here.alice) == warm


class TestVerified:
    def test_where_nothing_has_moved_it_is_said_again(self, here: Field) -> None:
        assert as_verified(here.alice.path) is None
        first = here.alice.gov("verify", "--json").stdout
        known = Verified(here.alice.chamber().chain.repo, 6, 1, 0, 2, Grandfathered(1, 0))
        assert as_verified(here.alice.path) == known
        assert here.alice.gov("verify", "--json").stdout == first

    @pytest.mark.parametrize(
        "change",
        [vote, merge_here, somebody_pushed, index_gone, index_damaged, other_ledger, unpinned, room_gone, grafted],
    )
    def test_whatever_moves_is_judged(self, here: Field, change: Callable[[Clone], None]) -> None:
        here.alice.gov("verify")
        change(here.alice)
        assert as_verified(here.alice.path) is None

    def test_a_problem_is_told_each_time(self, here: Field) -> None:
        here.alice.git("-c", "core.hooksPath=/dev/null", "commit", "--quiet", "--allow-empty", "-m", "not decided")
        for _ in range(2):
            assert "problem: GOV-101" in here.alice.gov("verify", check=False).stdout

    @pytest.mark.as_installed
    def test_no_law_is_loaded_for_it(self, here: Field) -> None:
        here.alice.gov("verify")
        shown = "import sys; from gitgov.cli.proving import verify_clone; verify_clone(); print(*sys.modules, file=sys.stderr)"
        done = subprocess.run(
            [sys.executable, "-c", shown], cwd=here.alice.path, capture_output=True, text=True, check=True
        )
        assert done.stdout.startswith("verified: 6 records")
        assert [each for each in done.stderr.split() if each.startswith(LAW)] == []
