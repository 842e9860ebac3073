"""An increment of fifty teams in five trains: planned at once, ratified, begun, and told by what it reached.

    python -m examples.increment.run [--keep] [--seed N], or: python examples/increment/run.py

Each team is an agent with a key of its own, who plans having seen nothing of the others but the frame, as fifty clones
would. What they sign is put together, asked of the law as a server asks it, and read back by the commands that people
type. Ends with status 1 and names what misbehaved. Nothing of yours is touched: all is in a temporary folder.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":  # run as a script, this folder stands where the one above both should
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from examples.increment.play import TRAINS, Misbehaved, Play, expect
from examples.increment.roster import charter_text
from gitgov.core.errors import GitgovError

Step = Callable[[Play], str]


def frames(play: Play) -> str:
    """Each train sets the frame of PI1: five iterations of two weeks, and a sync point."""
    for train in TRAINS:
        play.frame(train)
    return f"{len(TRAINS)} trains, 50 teams, {5 * 4} iterations with features"


def planning(play: Play) -> str:
    """Fifty teams plan at once: objectives, features, needs and risks; none has seen another's."""
    for train in TRAINS:
        play.plan(train)
    needs = [need for train in TRAINS for need in play.increment(train).dependencies.values()]
    expect(len(needs) == play.needed, "every need of every team is there: none is lost")
    across = sum(need.provider[:2] != need.consumer[:2] for need in needs)
    return f"{len(needs)} needs, {across} of them of another train"


def promising(play: Play) -> str:
    """Providers promise; some for later than it is needed, and the board knows which. Product owners set values."""
    for train in TRAINS:
        play.promise(train)
    late = [need for train in TRAINS for need in play.increment(train).dependencies.values() if need.late]
    expect({need.id for need in late} == play.late, "exactly what is promised for too late is late")
    return f"{len(late)} are late"


def beginning(play: Play) -> str:
    """Each train is asked how sure it is, ratifies its plan by a motion, and begins; not before."""
    for train in TRAINS:
        play.refused_to_begin(train)
        play.confide(train)
        play.refused_to_begin(train)
        play.ratify(train)
    play.begin()
    return "all have begun, as ratified"


def ending(play: Play) -> str:
    """Product owners say what was reached; predictability is what was reached of what was promised."""
    said = []
    for train in TRAINS:
        planned, actual = play.achieve(train)
        said.append(f"{train} {100 * actual // planned} %")
    play.read_back()
    return ", ".join(said)


def reading(play: Play) -> str:
    """Commands read it back: what crosses trains, as the board above them shows it, and the verification of it all."""
    across = play.command("git-sprint", "pi", "board", "PI1", "--train", "solution")
    print("\n".join(across.splitlines()[:5]))
    expect(
        len(across.splitlines()) == play.crossing, "the board above the trains shows what crosses them, and only that"
    )
    return play.command("git-gov", "verify").strip()


STEPS: list[Step] = [frames, planning, promising, beginning, ending, reading]


def main(arguments: list[str] | None = None) -> int:
    """Reads the command line, founds the body in a temporary folder, plays all steps, and clears it away."""
    parser = argparse.ArgumentParser(description="Play an increment of fifty simulated teams.")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another number plays another increment")
    parser.add_argument("--keep", action="store_true", help="leave the temporary folder behind")
    given = parser.parse_args(arguments)
    floor = Path(tempfile.mkdtemp(prefix="gitgov-increment-")).resolve()
    try:
        return show(Play.founded(repository(floor), random.Random(given.seed), charter_text(floor)))
    except (Misbehaved, GitgovError) as error:
        print(f"increment: {error}", file=sys.stderr)
        return 1
    finally:
        if given.keep:
            print(f"everything is left in {floor}")
        else:
            shutil.rmtree(floor, ignore_errors=True)


def show(play: Play) -> int:
    """Plays all steps and says what came of each."""
    began = time.monotonic()
    for number, step in enumerate(STEPS, start=1):
        title = (step.__doc__ or "").split("\n")[0]
        print(f"{number}. {title}")
        print(f"   {step(play)}", flush=True)
    print(f"All {len(STEPS)} steps went as they should, in {time.monotonic() - began:.0f} s: {play.written} records.")
    return 0


def repository(floor: Path) -> Path:
    """Makes a repository with one commit, in an environment that holds no git configuration of yours."""
    for name in [each for each in os.environ if each.startswith("GIT_")]:
        del os.environ[name]
    os.environ |= {"HOME": str(floor), "XDG_CONFIG_HOME": str(floor), "GIT_CONFIG_NOSYSTEM": "1"}
    os.environ |= {
        f"GIT_{who}_{what}": "play@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    place = floor / "repository"
    for command in (
        ["init", "-q", "-b", "main", str(place)],
        ["-C", str(place), "commit", "-q", "--allow-empty", "-m", "Begin"],
    ):
        subprocess.run(["git", *command], check=True)
    return place


if __name__ == "__main__":
    sys.exit(main())
