"""The example of fifty teams plays whatever the user's git is set to, and leaves nothing behind."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLAY = ROOT / "examples" / "increment" / "run.py"


def test_fifty_teams_plan_an_increment_and_begin_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, PLAY],
        cwd=tmp_path,
        env=os.environ | {"TMPDIR": str(tmp_path), "GIT_DIR": "/nonexistent"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "All 6 steps went as they should" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_it_is_run_as_the_example_of_sprints_is() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "examples.increment.run", "--help"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "--seed" in done.stdout
