"""Documents that run: a story that holds is green, one that does not is red and shows the difference."""

import sys
from pathlib import Path

import pytest

from tests.kit.repo import run

ROOT = Path(__file__).parents[2]
CONFTEST = """\
from pathlib import Path
from tests.kit.scenes import programs, pytest_addoption, pytest_configure, scenes
pytest_collect_file = scenes(Path(__file__).parent, "*.md")
"""
STORY = """\
A story.

```console
$ echo one >&2; exit 2
one
[2]
```

```console
alice$ echo two > file; pwd
/scene/alice
```

```console
alice$ cat file; echo ~; git config user.name
two
~
alice
```
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Returns a folder with the story and a conftest that runs it."""
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (tmp_path / "story.md").write_text(STORY, encoding="utf-8")
    return tmp_path


def play(folder: Path, *options: str) -> tuple[int, str]:
    """Runs pytest on the folder; returns the exit status and what it printed."""
    here = (f"--rootdir={folder}", f"--basetemp={folder / 'tmp'}", f"--override-ini=pythonpath={ROOT}")
    quiet = ("--import-mode=importlib", "-p", "no:cacheprovider", "--tb=short")
    done = run(sys.executable, "-m", "pytest", *quiet, *here, *options, cwd=folder, check=False)
    return done.returncode, done.stdout


def rewrite(folder: Path, old: str, new: str) -> str:
    """Puts `new` for `old` in the story and returns it whole."""
    text = STORY.replace(old, new)
    assert text != STORY
    (folder / "story.md").write_text(text, encoding="utf-8")
    return text


def test_a_story_that_holds_is_green(folder: Path) -> None:
    status, shown = play(folder)
    assert status == 0, shown
    assert "3 passed" in shown


def test_a_block_alone_plays_what_comes_before_it(folder: Path) -> None:
    status, shown = play(folder, "story.md::line:14,column:1")
    assert status == 0, shown
    assert "1 passed" in shown


RED = (
    ("one\n[", "another\n[", "-another\n+one\n"),
    ("[2]", "[1]", "-[1]\n+[2]\n"),
    ("one\n[2]", "one", " one\n+[2]\n"),
    ("/scene/alice", "...\n/scene/b...", "-...\n-/scene/b...\n+/scene/alice\n"),
    ("~\nalice\n", "~\n", " ~\n+alice\n"),
)


def test_stories_that_do_not_hold_are_red_and_stay_as_they_are(folder: Path) -> None:
    texts = {f"red{number}.md": rewrite(folder, old, new) for number, (old, new, _) in enumerate(RED)}
    texts["set.md"] = rewrite(folder, "A story.\n", "<!-- setup: four-clones -->\n")
    (folder / "story.md").unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    status, shown = play(folder)
    assert status == 1
    assert [difference for *_, difference in RED if difference not in shown] == []
    assert "no set-up 'four-clones'; there are empty, three-clones" in shown
    assert f"{len(RED) + 3} failed, {2 * len(RED)} passed" in shown
    assert {name: (folder / name).read_text(encoding="utf-8") for name in texts} == texts


def test_update_rewrites_only_what_differs(folder: Path) -> None:
    rewrite(folder, "two\n~\nalice\n", "three\n...~\n")
    status, shown = play(folder, "--scenes-update")
    assert status == 0, shown
    assert (folder / "story.md").read_text(encoding="utf-8") == STORY.replace("\n~\n", "\n...~\n")


def test_update_wants_one_process(folder: Path) -> None:
    status, _ = play(folder, "--scenes-update", "-n", "2")
    assert status == pytest.ExitCode.USAGE_ERROR
    assert (folder / "story.md").read_text(encoding="utf-8") == STORY
