"""Reading the past of files: whoever reads it, all of a history at once, one commit, or what touched some files, tells the same."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

from gitgov.chamber.advising.past import step_of
from gitgov.chamber.advising.risk import risks, span_of, weighed
from gitgov.git.changes import changes, changes_touching
from gitgov.git.repository import Repository, open_repository
from tests.kit.repo import git

COMMITS = 60
NAMES = ("a", "b", "dir/c", "dir/d", "e f", "\u00fc")
SAYS = ("Work", "Work", "Fix a bug", 'Revert "Work"')


def text(dice: random.Random) -> str:
    return "".join(f"line {number} {dice.randrange(3)}\n" for number in range(dice.randrange(1, 12)))


def history(seed: int) -> str:
    """Writes a stream for `git fast-import`: branches and merges, files that come, change, go and are renamed, by several authors."""
    dice, rows, files = random.Random(seed), list[str](), dict[int, set[str]]()
    for mark in range(1, COMMITS + 1):
        above = dice.sample(range(max(1, mark - 5), mark), min(mark - 1, dice.choice((1, 1, 1, 2)))) if mark > 1 else []
        held = set(files[above[0]]) if above else set[str]()
        when = 1_700_000_000 + mark * 3_600 * dice.randrange(1, 30)
        said = dice.choice(SAYS)
        rows += [f"commit refs/heads/c{mark}", f"mark :{mark}"]
        rows += [f"author A <a{dice.randrange(4)}@example.org> {when} +0{dice.randrange(9)}30"]
        rows += [f"committer A <a@example.org> {when} +0000", f"data {len(said)}", said]
        rows += [f"{'merge' if place else 'from'} :{each}" for place, each in enumerate(above)]
        for _ in range(dice.randrange(4)):
            name, other = dice.sample(NAMES, 2)
            if name in held and dice.random() < 0.4:
                rows.append(f'R "{name}" "{other}"')
                held = {*held - {name}, other}
            elif name in held and dice.random() < 0.2:
                rows.append(f'D "{name}"')
                held -= {name}
            else:
                content = text(dice)
                rows += [f'M 100644 inline "{name}"', f"data {len(content)}", content]
                held |= {name}
        files[mark] = held
        rows.append("")
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module", params=range(4))
def repo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    path: Path = tmp_path_factory.mktemp("history") / "repo.git"
    git("init", "--quiet", "--bare", path, cwd=path.parent)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=path, input=history(request.param).encode(), check=True)
    return open_repository(path)


def tips(repo: Repository) -> dict[int, str]:
    return {number: repo.tip(f"refs/heads/c{number}") for number in range(1, COMMITS + 1)}


def test_a_history_has_what_this_is_about(repo: Repository) -> None:
    found = changes(repo, tips(repo).values())
    assert len(found) == COMMITS
    assert any(file.before for each in found for file in each.files)
    assert any(len(each.parents) > 1 for each in found)
    assert any(step_of(each).reverts for each in found)


def test_all_at_once_and_each_alone(repo: Repository) -> None:
    every = risks(repo, [*tips(repo).values()])
    assert len(every) == COMMITS
    for oid in [*every][:: COMMITS // 12]:
        assert risks(repo, [oid])[oid] == every[oid]


def test_a_branch_by_all_of_history_and_by_what_touched_its_files(repo: Repository) -> None:
    found, dice = tips(repo), random.Random(0)
    for _ in range(8):
        onto, head = (found[each] for each in sorted(dice.sample(range(20, COMMITS + 1), 2)))
        span = span_of(repo, head, onto)
        whole = weighed(span, changes(repo, [onto]), ())
        assert weighed(span, changes_touching(repo, onto, span.names), ()) == whole
