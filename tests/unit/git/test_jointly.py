"""Whether heads go together, told by what more than two of them have changed: the same that git says when it merges them whole."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from gitgov.git import jointly
from gitgov.git.jointly import merge_jointly
from gitgov.git.repository import Repository, open_repository
from gitgov.git.together import Together, merge_together
from gitgov.git.touching import touched
from tests.kit.repo import commit, git

LINES = 24


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "repo"
    git("init", "--quiet", path, cwd=tmp_path)
    commit(path, {name: text({}) for name in ("a", "b", "d/c")}, "Begin")
    return path


def text(changed: dict[int, str]) -> str:
    return "".join(f"{changed.get(at, f'line {at}')}\n" for at in range(LINES))


def grown(place: Path, seed: int) -> list[str]:
    """Makes five branches and some steps of main, in which lines change, files come, go and move; returns the branches' tips."""
    dice, tips = Random(seed), list[str]()
    gentle = seed % 2
    for number in range(5):
        git("switch", "--quiet", "--create", f"s{number}", dice.choice(["main", "main", *tips[-1:]]), cwd=place)
        for _ in range(dice.randint(1, 2)):
            name = dice.choice(["a", "b", "d/c"])
            path = place / name
            rows = path.read_text().splitlines() if path.exists() else ["new"]
            rows[dice.randrange(len(rows))] = f"by {number}"
            act = dice.random()
            if gentle or act < 0.8:
                commit(place, {name: "".join(f"{each}\n" for each in rows)}, "Edit")
            elif act < 0.87 and path.exists():
                git("mv", name, f"{name}-{number}", cwd=place)
                git("commit", "--quiet", "-m", "Move", cwd=place)
            elif act < 0.94:
                commit(place, {f"d/new{dice.randrange(3)}": f"{number}\n"}, "Add")
            elif path.exists():
                git("rm", "--quiet", name, cwd=place)
                git("commit", "--quiet", "-m", "Remove", cwd=place)
        tips.append(git("rev-parse", "HEAD", cwd=place).stdout.strip())
        git("switch", "--quiet", "main", cwd=place)
        if dice.random() < 0.4:
            commit(place, {dice.choice(["a", "z"]): text({dice.randrange(LINES): f"main {number}"})}, "Go on")
    return tips


def pairwise(repo: Repository, target: str, tips: list[str]) -> list[str]:
    """Returns heads of which every pair goes, and each with the target."""
    chosen: list[str] = []
    for tip in dict.fromkeys(tips):
        if all(merge_together(repo, one, [tip]).tree for one in (target, *chosen)):
            chosen.append(tip)
    return chosen


@pytest.mark.parametrize("seed", range(24))
def test_it_is_what_git_says_that_merges_them_whole(place: Path, seed: int) -> None:
    tips = grown(place, seed)
    repo = open_repository(place)
    target = repo.tip("refs/heads/main")
    heads = pairwise(repo, target, tips)
    added = touched(repo, heads, target)
    heads = [each for each in heads if added[each].commits]
    assert merge_jointly(repo, target, heads, added).gone == merge_together(repo, target, heads).gone


def drawn(place: Path, *changes: dict[int, str]) -> tuple[Repository, str, list[str]]:
    tips = []
    for number, each in enumerate(changes):
        git("switch", "--quiet", "--create", f"s{number}", "main", cwd=place)
        tips.append(commit(place, {"a": text(each)}, "Edit"))
    git("switch", "--quiet", "main", cwd=place)
    repo = open_repository(place)
    return repo, repo.tip("refs/heads/main"), tips


def test_a_file_that_three_have_edited_is_merged_by_itself(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo, target, tips = drawn(place, {1: "x"}, {9: "y"}, {17: "z"})
    monkeypatch.setattr(jointly, "merge_together", None)
    assert merge_jointly(repo, target, tips, touched(repo, tips, target)) == Together("", 3)


def test_three_that_go_by_pairs_and_not_together_are_told_by_merging_them(place: Path) -> None:
    """One side moves the lines that two others change in ways that meet only then."""
    swapped = {1: "line 2", 2: "line 1"}
    repo, target, tips = drawn(place, {1: "one"}, swapped, {2: "two"})
    told = merge_jointly(repo, target, tips, touched(repo, tips, target))
    assert told.gone == merge_together(repo, target, tips).gone
    assert told.gone < 3


def test_no_heads_go_nowhere(place: Path) -> None:
    repo = open_repository(place)
    assert merge_jointly(repo, repo.tip("refs/heads/main"), [], {}) == Together("", 0)
