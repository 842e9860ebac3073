"""Evaluating risk on a history: which changes count as bad, which are judged, and what is told on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitgov.advice.evaluating import LEAST_BAD
from gitgov.chamber.advising.evaluating import evaluate, taken_back_later
from gitgov.core.errors import BadInput
from gitgov.git.changes import changes
from gitgov.git.repository import open_repository
from tests.kit.dated import Dated
from tests.kit.field import Field
from tests.kit.repo import git

BAD = LEAST_BAD


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Dated:
    """Returns a history of 4 small changes for each large one, and each large one is taken back, by its id or by its title."""
    made = Dated(tmp_path_factory.mktemp("bad") / "repo.git")
    made.commit("main", {"readme": "r\n"}, 0, "Begin")
    for number in range(BAD):
        for small in range(3):
            made.commit("main", {f"s{small}": f"{number}\n"}, number * 10 + small, f"Small {number}.{small}")
        files = {f"d{each}/f.py": f"{number} {each}\n" * 60 for each in range(4)}
        oid = made.commit("main", files, number * 10 + 4, f"Large {number}")
        said = f"This reverts commit {oid}." if number % 2 else ""
        back = dict.fromkeys(files, "")
        made.commit("main", back, number * 10 + 5, f'Revert "Large {number}"\n\n{said}')
    return made


def test_bad_changes_are_found_among_the_first(dated: Dated) -> None:
    told = list[tuple[int, int]]()
    found = evaluate(open_repository(dated.path), "main", (5, 50, 100), lambda done, every: told.append((done, every)))
    assert (found.changes, found.bad) == (1 + BAD * 5, BAD)
    assert found.rows[-1].caught == 1
    assert found.rows[1].caught == 1 > found.rows[0].caught
    assert told == [(101, 101)]


def test_too_few_bad_ones_say_nothing(dated: Dated) -> None:
    found = evaluate(open_repository(dated.path), "main~10")
    assert (found.bad, found.sufficient) == (BAD - 2, False)


def test_merges_are_not_judged_and_taking_one_back_takes_back_what_it_brought(tmp_path: Path) -> None:
    made = Dated(tmp_path / "repo.git")
    made.commit("main", {"x": "x\n"}, 0)
    side = made.commit("side", {"y": "y\n"}, 1, "Side", upon="main")
    merge = made.merge("main", "side", 2)
    tip = made.commit(
        "main", {"y": ""}, 3, f"Take it back\n\nThis reverts commit {merge}, reversing changes made to it."
    )
    repo = open_repository(made.path)
    assert taken_back_later(repo, tip, changes(repo, [tip])) == {merge, side}
    found = evaluate(repo, tip)
    assert (found.changes, found.bad) == (3, 1)


def test_what_a_shallow_clone_hides_is_not_judged(dated: Dated, tmp_path: Path) -> None:
    clone = tmp_path / "shallow.git"
    git("clone", "--quiet", "--bare", "--depth", "5", f"file://{dated.path}", clone, cwd=tmp_path)
    assert evaluate(open_repository(clone)).changes == 4


def test_a_commit_of_which_there_is_none(dated: Dated) -> None:
    with pytest.raises(BadInput):
        evaluate(open_repository(dated.path), "nowhere")


def test_culprits_on_record_are_bad_too(here: Field) -> None:
    alice = here.alice
    good = alice.commit({"lib": "fine\n"}, "Ok", branch="work")
    alice.commit({"lib": "broken\n"}, "Break it")
    alice.commit({"more": "m\n"}, "More")
    assert evaluate(alice.chamber(), "work").bad == 0
    alice.git("gov", "bisect", "--good", good, "--bad", "work", "--", "grep", "-q", "fine", "lib")
    assert evaluate(alice.chamber(), "work").bad == 1
    assert evaluate(alice.chamber().repo, "work").bad == 0
