"""S4-097: the probability of a conflict is what git says, 0 or 1: of 20 merges that were made it is right each time."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

from gitgov.chamber.advising.conflict import conflict_of
from gitgov.git.repository import open_repository
from tests.kit.dated import Dated
from tests.kit.repo import git

MERGES = 20


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Dated:
    """Returns a history of merges, of which those of an odd number conflicted and were resolved by hand."""
    dice, made = random.Random(20), Dated(tmp_path_factory.mktemp("merged") / "repo.git")
    lines = [f"line {number}" for number in range(40)]
    made.commit("main", {"f": "\n".join(lines)}, 0)
    for number in range(MERGES):
        here, there = dice.sample(range(0, 40, 4), 2)
        sides = {}
        for branch, place in (("main", here), (f"side-{number}", here if number % 2 else there)):
            sides[branch] = [*lines[:place], f"{number} by {branch}", *lines[place + 1 :]]
        made.commit(f"side-{number}", {"f": "\n".join(sides[f"side-{number}"])}, 10 * number + 1, upon="main")
        made.commit("main", {"f": "\n".join(sides["main"])}, 10 * number + 2)
        lines = sides["main"] if number % 2 else [
            other if other != one and "by side" in other else one
            for one, other in zip(sides["main"], sides[f"side-{number}"], strict=True)
        ]  # fmt: skip
        made.merge("main", f"side-{number}", 10 * number + 3, made.tree(made.heads["main"], {"f": "\n".join(lines)}))
    return made


def test_replayed_merges(merged: Dated) -> None:
    listed = git("rev-list", "--merges", "--reverse", "--parents", "main", cwd=merged.path).stdout
    rows = [row.split() for row in listed.splitlines()]
    assert len(rows) == MERGES
    repo = open_repository(merged.path)
    found = [conflict_of(repo, head, onto) for _, onto, head in rows]
    assert [each.probability for each in found] == [number % 2 for number in range(MERGES)]
    assert [each.files for each in found] == [("f",) if number % 2 else () for number in range(MERGES)]
    for (_, onto, head), each in zip(rows, found, strict=True):
        how = ["git", "merge-tree", "--write-tree", onto, head]
        assert subprocess.run(how, cwd=merged.path, capture_output=True, check=False).returncode == each.probability


def test_commits_that_share_no_history(merged: Dated) -> None:
    alone = merged.commit("alone", {"a": "a\n"}, 1)
    found = conflict_of(open_repository(merged.path), alone, merged.heads["main"])
    assert (found.probability, found.why) == (1, ": they share no history")


def test_what_is_not_here_leaves_it_unknown(merged: Dated, tmp_path: Path) -> None:
    git("config", "uploadpack.allowFilter", "true", cwd=merged.path)
    git("clone", "--quiet", "--bare", "--filter=blob:none", f"file://{merged.path}", tmp_path / "partial", cwd=tmp_path)
    one, other = git("rev-list", "--merges", "--parents", "-1", "main", cwd=merged.path).stdout.split()[1:]
    found = conflict_of(open_repository(tmp_path / "partial"), other, one)
    assert found.probability is None
    assert "is not here" in found.why
