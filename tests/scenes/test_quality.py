"""The example of a dashboard measures whatever repository it is given, writes the page and its JSON, and leaves nothing behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

from gitgov.quality.page.values import Page
from tests.kit.repo import commit, git, head, sample

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "examples" / "quality" / "quality.html"


def test_a_repository_is_measured_step_by_step(tmp_path: Path) -> None:
    repo = sample(tmp_path / "repo")
    git("switch", "--quiet", "main", cwd=repo)
    for step in range(16):
        commit(repo, {f"src/{step}-{number}.txt": "text\n" for number in range(1 + step % 3)}, "Work")
    before = head(repo)
    (tmp_path / "scratch").mkdir()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "examples.quality.run",
            "--repo",
            repo,
            "--steps",
            "15",
            "--html",
            tmp_path / "page.html",
        ],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path / "scratch")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    shown = json.loads((tmp_path / "page.json").read_text(encoding="utf-8"))
    assert {name for name in Page._fields if shown[name] in ([], "")} <= {"chains", "funnels"}
    assert [len(each["at"]) for each in shown["charts"]] == [15, 15]
    assert [len(each["phases"]) for each in shown["charts"]] == [2, 1]
    assert [each["verdict"] for each in shown["gates"]] == ["met"]
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert head(repo) == before
    assert list((tmp_path / "scratch").iterdir()) == []


def test_the_page_that_is_kept_here_is_one_small_file_that_loads_nothing() -> None:
    kept = KEPT.read_text(encoding="utf-8")
    assert len(kept.encode()) < 300_000
    assert "default-src 'none'" in kept
    assert '"charts"' in kept
