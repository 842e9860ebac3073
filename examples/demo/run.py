"""gitgov at work on a real repository: from an ungoverned clone to enforced decisions, and what tampering comes to.

    python examples/demo/run.py [--repo PATH] [--keep]

The repository is copied, never changed. Every command is shown as a person would type it, followed by what it really
printed, trimmed. Every step checks what came of it: the demo ends with status 1 and names the step that misbehaved,
with 2 where it cannot begin.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from past import Play, look_at
from stage import Misbehaved, Stage, Unusable
from steps import (
    MEMBERS,
    announce,
    enact_the_merge,
    found_the_body,
    move_and_debate,
    read_the_record,
    release,
    set_the_stage,
    vote_at_once,
)
from tampering import delete_a_nay, forge_a_ballot, push_an_evil_merge, push_directly

STEPS: list[Callable[[Play], None]] = [
    set_the_stage,
    found_the_body,
    push_directly,
    move_and_debate,
    vote_at_once,
    announce,
    push_an_evil_merge,
    enact_the_merge,
    release,
    read_the_record,
    forge_a_ballot,
    delete_a_nay,
]


def show(play: Play) -> int:
    """Plays all steps; returns 0, or 1 after naming the step that misbehaved."""
    began = time.monotonic()
    for number, step in enumerate(STEPS, start=1):
        title = (step.__doc__ or step.__name__).split("\n")[0].rstrip(".")
        print(f"\n{number}. {title}\n", flush=True)
        try:
            step(play)
        except Misbehaved as error:
            print(f"\ndemo: step {number} misbehaved ({title})\ndemo: {error}", file=sys.stderr)
            return 1
    print(f"\nAll {len(STEPS)} steps went as they should, in {time.monotonic() - began:.0f} s.")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Reads the command line, builds the stage in a temporary folder, and clears it away."""
    parser = argparse.ArgumentParser(description="Show gitgov at work on a copy of a real repository.")
    parser.add_argument("--repo", default=".", metavar="PATH", help="the repository to copy; the current one")
    parser.add_argument("--keep", action="store_true", help="leave the temporary folder behind")
    given = parser.parse_args(arguments)
    floor = Path(tempfile.mkdtemp(prefix="gitgov-demo-")).resolve()
    try:
        stage = Stage(floor)
        stage.admit("server", *MEMBERS, "mallory", "dave")
        require_programs(stage)
        return show(Play(stage, look_at(stage, Path(given.repo).resolve())))
    except Unusable as error:
        print(f"demo: {error}", file=sys.stderr)
        return 2
    finally:
        if given.keep:
            print(f"everything is left in {floor}")
        else:
            shutil.rmtree(floor, ignore_errors=True)


def require_programs(stage: Stage) -> None:
    """Raises `Unusable` where a program that the demo types is not there."""
    path = stage.env("server")["PATH"]
    for program, remedy in (("git", "install git"), ("ssh-keygen", "install openssh-client"), ("git-gov", "make demo")):
        if not shutil.which(program, path=path):
            raise Unusable(f"{program} is not there: {remedy}")


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main())
