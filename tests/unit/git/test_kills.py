"""kill -9 at any moment: what was acknowledged is there, and nothing that is left behind blocks the next writer."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.kit.field import Field
from tests.kit.forge import Pen, lines, submission
from tests.kit.repo import git, head, run, sample

ROOT = Path(__file__).parents[3]


def play(mode: str, repo: Path, subject: str, seed: int = 0, given: str = "") -> dict[str, Any]:
    command = (sys.executable, "-m", "tests.kit.killing", mode, repo, subject, str(seed))
    value: dict[str, Any] = json.loads(run(*command, cwd=ROOT, input=given).stdout)
    return value


@pytest.mark.parametrize("seed", [1, 2])
def test_writers_killed_by_chance_lose_nothing_that_was_acknowledged(tmp_path: Path, seed: int) -> None:
    repo = sample(tmp_path / "repo")
    told = play("chance", repo, head(repo), seed)
    assert told["missing"] == []
    assert told["blocked"] == 0
    assert told["acknowledged"] >= 40
    git("fsck", "--no-progress", cwd=repo)


def test_killed_at_each_step_a_writer_blocks_nobody(tmp_path: Path) -> None:
    repo = sample(tmp_path / "repo")
    told = play("steps", repo, head(repo))
    assert told["failures"] == []
    assert told["steps"] >= 8
    assert len(lines(repo, "votes")) >= told["steps"]


@pytest.mark.parametrize("seed", [1, 2])
def test_folders_killed_by_chance_lose_no_submission(fresh: Field, seed: int) -> None:
    fresh.alice.motion("merge", "feature/x")
    fresh.alice.sync()
    pen = Pen(fresh.alice.chamber(), "feature/x")
    sent = [
        pen.ballot(who, reason=f"{number}") for number in range(40) for who in (fresh.people.bob, fresh.people.carol)
    ]
    refs = [f"refs/gov/inbox/{number} {submission(fresh.server, [line])}" for number, line in enumerate(sent)]
    told = play("folders", fresh.server, "-", seed, "\n".join(refs))
    assert told == {"blocked": 0, "refused": []}
    assert set(lines(fresh.server, "votes")) == set(sent)
    assert fresh.refs("refs/gov/inbox") == []
    git("fsck", "--no-progress", cwd=fresh.server)
