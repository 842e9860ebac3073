"""The dashboard of a real repository: its steps are measured as they are, and what people decide about them is made up.

    make quality, or: python -m examples.quality.run [--repo PATH] [--steps N] [--html FILE] [--keep]

The repository is copied, never changed. Alice founds a body in the copy at the time of an old commit, and defines what is
critical to quality; each step since then is measured and put on record as it came in, by the clock of its commit. Limits, a
project, a waiver, deployments and four merges are made up, so that each part of the page has something to show.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from examples.quality.history import History, look_at, record_steps
from gitgov.chamber import clock
from tests.kit.forks import forked
from tests.kit.repo import git
from tests.kit.scenes import LATER, Stage
from tests.kit.transcript import Outcome, Step

DAY, HOUR = 86_400, 3_600
CHARTER = """\
name = "Example"
version = 1

[rules]
second = false
debate = "0s"

[[branches]]
name = "main"
ctqs = ["batch_size"]

[members.alice]
keys = ["{key}"]
"""
TEAM = """
[teams.{name}]
members = ["alice"]
product_owner = "alice"
scrum_master = "alice"
paths = ["{path}/"]
"""
DEFINED = (
    'merge_files --unit "{count}" --upper 40 --chart xmr --rules shewhart --title "Files in one step" --owner alice',
    'batch_size --unit "{count}" --upper 20 --title "Files in a step, the median" --critical',
    'merge_lines --unit "{count}" --upper 1000 --chart ewma --title "Lines in one step"',
    'merge_time --unit h --upper 24 --chart xmr --title "How long a merge took"',
    'conflict_rate --unit 1 --upper 0.25 --title "Merges that conflict"',
)


class Misbehaved(Exception):
    """A command did not do what it should."""


class Desk:
    """Where alice types: a copy of a repository, and a clock that is set for each command."""

    def __init__(self, floor: Path, programs: Path, repo: Path) -> None:
        self.stage = Stage.build(floor, programs)
        self.clock = floor / "ahead"
        self.stage.envs["alice"] |= {"LATER_BY": str(self.clock), "PYTHONPATH": str(LATER)}
        self.path = self.stage.floor / "alice"
        git("clone", "--quiet", "--no-hardlinks", repo, self.path, cwd=floor)
        for key, value in self.stage.people["alice"].settings.items():
            git("config", key, value, cwd=self.path)
        self.now = 0

    def type(self, command: str, at: int = 0) -> str:
        """Types a command at an instant, by default a second after the last one; raises `Misbehaved`."""
        self.now = max(at, self.now + 1)
        dated = {f"GIT_{who}_DATE": f"{self.now} +0000" for who in ("AUTHOR", "COMMITTER")}
        self.stage.envs["alice"] |= dated
        self.clock.write_text(str(self.now - clock.now()), encoding="utf-8")
        print(f"{time.strftime('%Y-%m-%d %H:%M', time.gmtime(self.now))} $ {command}", flush=True)
        outcome = self.stage.play(Step("alice", command, (), Outcome((), 0), 0))
        if outcome.status:
            raise Misbehaved("\n".join((command, *outcome.output)))
        return "\n".join(outcome.output)

    def carry(self, moved: str, name: str) -> None:
        """Moves something, votes for it and announces the result."""
        self.type(moved)
        self.type(f"git vote aye {name}", self.now + HOUR // 2)
        self.type(f"git motion announce {name}", self.now + HOUR // 4)


def found(desk: Desk, history: History) -> None:
    """Founds a body with a team for each of the two folders that have the most files, and defines what is critical."""
    teams = "".join(TEAM.format(name=f"team-{number}", path=path) for number, path in enumerate(history.folders, 1))
    key = desk.stage.people["alice"].pub
    (desk.stage.floor / "charter.toml").write_text(CHARTER.format(key=key) + teams, encoding="utf-8")
    desk.type("git gov init --charter ../charter.toml", history.steps[0].at)
    for each in DEFINED:
        desk.type(f"git quality define {each}")
        desk.type("git vote aye ctq")
        desk.type("git motion announce ctq")


def measure(desk: Desk, history: History) -> None:
    """Measures each step by the clock of its commit; halfway the limits of one chart are frozen by decision."""
    half = len(history.steps) // 2
    desk.now = record_steps(desk.path, history.steps[:half], desk.now)
    desk.carry("git quality control merge_files --freeze", "ctq")
    desk.now = record_steps(desk.path, history.steps[half:], desk.now)
    desk.type("git quality measure --metric conflict_rate --record")


def decide(desk: Desk) -> None:
    """A project goes through its first tollgate, and a waiver is given."""
    charter = 'git quality project charter "Smaller steps" --ctq merge_files --due 2099-12-31 --goal "At most 40 files"'
    desk.type(charter)
    desk.type('git quality project file -m "Steps of many files conflict, and take long to read"')
    desk.carry("git quality project review", "tollgate")
    desk.type("git quality project pass")
    desk.carry('git quality waive merge_files --for 7d -m "A folder is renamed this week"', "waiver")


def deliver(desk: Desk) -> None:
    """Four branches are merged by motion after some waiting; each is deployed, and one deployment is mended."""
    for number in range(1, 5):
        branch = f"topic-{number}"
        made = f"git switch --quiet -c {branch} main && echo {number} >{branch} && git add {branch}"
        desk.type(f"{made} && git commit --quiet -m 'Topic {number}' && git switch --quiet main", desk.now + DAY)
        desk.type(f"git motion merge {branch}", desk.now + number * HOUR)
        desk.type(f"git quality measure {branch} --metric batch_size --record")
        desk.type(f"git vote aye {branch}", desk.now + 3 * HOUR)
        desk.type(f"git motion announce {branch}", desk.now + HOUR)
        desk.type(f"git gov enact {branch}", desk.now + 2 * HOUR)
        desk.type("git quality deploy main", desk.now + HOUR)
    desk.type('git quality incident open "Slow" --deployment last', desk.now + HOUR)
    desk.type("git quality incident close", desk.now + HOUR)


def play(desk: Desk, steps: int, html: Path) -> None:
    """Plays all of it, and writes the page and its JSON."""
    history = look_at(desk.path, steps)
    found(desk, history)
    measure(desk, history)
    decide(desk)
    deliver(desk)
    print(desk.type("git quality show"))
    print(desk.type("git quality chart merge_files"))
    print(desk.type("git quality dashboard --html ../quality.html --json ../quality.json"))
    html.parent.mkdir(parents=True, exist_ok=True)
    for name, path in (("quality.html", html), ("quality.json", html.with_suffix(".json"))):
        shutil.copyfile(desk.stage.floor / name, path)
    print(f"\n{html} is the page: open it in a browser")


def main(arguments: list[str] | None = None) -> int:
    """Reads the command line, plays in a temporary folder, and clears it away."""
    parser = argparse.ArgumentParser(
        prog="python -m examples.quality.run", description="Measure a real repository, and write its dashboard."
    )
    parser.add_argument("--repo", type=Path, default=Path(), metavar="PATH", help="the repository to copy")
    parser.add_argument("--steps", type=int, default=120, metavar="N", help="so many steps of its history")
    parser.add_argument("--html", type=Path, default=Path("dist/quality.html"), metavar="FILE", help="the page")
    parser.add_argument("--keep", action="store_true", help="leave the temporary folder behind")
    given = parser.parse_args(arguments)
    floor = Path(tempfile.mkdtemp(prefix="gitgov-quality-")).resolve()
    try:
        with forked(floor / "forks") as programs:
            play(Desk(floor / "play", programs, given.repo.resolve()), given.steps, given.html)
    except Misbehaved as error:
        print(f"quality: {error}", file=sys.stderr)
        return 1
    finally:
        if given.keep:
            print(f"everything is left in {floor}")
        else:
            shutil.rmtree(floor, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main())
