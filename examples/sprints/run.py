"""Two sprints of three teams, played before your eyes: what play.md says is typed by four people, and what it shows is checked.

    make sprints, or: python -m examples.sprints.run [--keep] [--pause] [FILE]

Everybody has a home, a key and a clone in a temporary folder; nothing of yours is touched. What is shown is what came
out. Ends with status 1 and names the command that did not do what the page says.
"""

import argparse
import re
import shutil
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

from tests.kit.forks import forked
from tests.kit.scenes import SETUP, Stage, staged
from tests.kit.transcript import Step, steps

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WIDTH = 100


def parts(page: str) -> Iterator[tuple[str, list[Step]]]:
    """Yields what a page tells, and then the steps that show it."""
    told = BLOCK.split(SETUP.sub("", page))
    for prose, block in zip(told[::2], told[1::2], strict=False):
        yield prose.strip(), list(steps(block))


def play(stage: Stage, page: str, *, pause: bool) -> int:
    """Plays a page; returns 0, or 1 after saying which command misbehaved, and how."""
    count = 0
    for prose, typed in parts(page):
        print("\n" + "\n".join(textwrap.fill(each, WIDTH) for each in prose.split("\n\n")) + "\n", flush=True)
        if pause:
            input("(Enter goes on) ")
        for step in typed:
            count += 1
            print("\n".join(step.typed), flush=True)
            outcome = stage.play(step)
            print("".join(f"{line}\n" for line in outcome.output), end="", flush=True)
            if step.played(outcome) != step.text:
                print(f"\nplay: command {count} misbehaved; the page has:\n{step.text}", file=sys.stderr)
                return 1
    print(f"\nAll {count} commands did what the page says.")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Reads the command line, sets the stage in a temporary folder, and clears it away."""
    parser = argparse.ArgumentParser(
        prog="python -m examples.sprints.run", description="Play two sprints of three teams."
    )
    parser.add_argument("--keep", action="store_true", help="leave the temporary folder behind")
    parser.add_argument("--pause", action="store_true", help="wait for Enter before each part")
    parser.add_argument("file", nargs="?", type=Path, default=Path(__file__).with_name("play.md"), metavar="FILE")
    given = parser.parse_args(arguments)
    floor = Path(tempfile.mkdtemp(prefix="gitgov-sprints-")).resolve()
    try:
        page = given.file.read_text("utf-8")
        with forked(floor / "forks") as programs:  # a third of the time
            return play(staged(page, str(given.file), floor / "play", programs), page, pause=given.pause)
    finally:
        if given.keep:
            print(f"everything is left in {floor}")
        else:
            shutil.rmtree(floor, ignore_errors=True)


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main())
