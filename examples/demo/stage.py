"""The stage of the demo: a temporary folder, people with homes and keys, and a terminal that shows what they type.

Every command goes through `sh -c` exactly as it is shown, in the folder of the person who types it, in an environment
that holds nothing of yours: no git configuration, no agent, no prompt.
"""

import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 300  # seconds for one command; longer means that it hangs
WIDTH = 100
SETTINGS = """\
[user]
    name = {name}
    email = {name}@example.org
    signingKey = {key}
[gpg]
    format = ssh
[init]
    defaultBranch = main
[gc]
    auto = 0
[safe]
    directory = *
"""


class Misbehaved(Exception):
    """Something did not do what the demo says it does; the text tells what was expected and what came."""


class Unusable(Exception):
    """The demo cannot begin here: the text tells why, and what helps."""


@dataclass(frozen=True, slots=True)
class Stage:
    """`floor` holds server.git, a clone named after each person, keys/ and homes/."""

    floor: Path

    def admit(self, *people: str) -> None:
        """Gives each a home with a git configuration, and nothing else."""
        template = self.floor / "template" / "info"
        template.mkdir(parents=True, exist_ok=True)
        # Files come out byte for byte as committed, so that no clone is dirty from the start.
        (template / "attributes").write_text("* -text -filter -ident -working-tree-encoding\n", encoding="utf-8")
        (self.floor / "keys").mkdir(exist_ok=True)
        for name in people:
            home = self.floor / "homes" / name
            home.mkdir(parents=True)
            (home / ".gitconfig").write_text(SETTINGS.format(name=name, key=self.floor / "keys" / name))

    def env(self, who: str) -> dict[str, str]:
        """Returns the whole environment of a person."""
        home = str(self.floor / "homes" / who)
        return {
            # git finds git-gov, git-motion and git-vote beside the interpreter that runs this.
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
            "HOME": home,
            "XDG_CONFIG_HOME": home,
            "TMPDIR": str(self.floor),
            "GIT_CONFIG_GLOBAL": f"{home}/.gitconfig",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_TEMPLATE_DIR": str(self.floor / "template"),
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_EDITOR": "true",
            "GIT_MERGE_AUTOEDIT": "no",
            "GIT_PAGER": "cat",
            "PAGER": "cat",
            "LC_ALL": "C.UTF-8",
            "TERM": "dumb",
            "COLUMNS": str(WIDTH),
        }

    def place(self, who: str) -> Path:
        """Returns the folder in which a person types."""
        folder = self.floor / ("server.git" if who == "server" else who)
        return folder if folder.is_dir() else self.floor

    def start(self, who: str, command: str) -> "subprocess.Popen[str]":
        """Starts a command, both outputs in one."""
        return subprocess.Popen(
            ["sh", "-c", command],
            cwd=self.place(who),
            env=self.env(who),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="backslashreplace",
        )

    def ask(self, who: str, *command: str) -> str:
        """Runs git behind the scenes and returns what it says; whatever it says counts for nothing if it fails."""
        done = subprocess.run(
            ["git", *command],
            cwd=self.place(who),
            env=self.env(who),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return "" if done.returncode else done.stdout.decode(errors="backslashreplace").strip()

    def type(self, who: str, command: str, *, ends: int = 0, says: Iterable[str] = (), lines: int = 7) -> str:
        """Shows a command and up to `lines` of its output; raises `Misbehaved` unless it ends and speaks as it should."""
        print(f"{who}$ {command}", flush=True)
        return self._finish(command, self.start(who, command), (ends, tuple(says), lines))

    def at_once(self, typed: Sequence[tuple[str, str, str]]) -> None:
        """Lets several people type (who, command, what it must say) at the same moment, each a process of their own."""
        running = [(who, command, says, self.start(who, command)) for who, command, says in typed]
        for who, command, says, process in running:
            print(f"{who}$ {command}", flush=True)
            self._finish(command, process, (0, (says,), 7))

    def _finish(self, command: str, process: "subprocess.Popen[str]", wanted: tuple[int, tuple[str, ...], int]) -> str:
        ends, says, lines = wanted
        try:
            output, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise Misbehaved(f"`{command}` is still running after {PATIENCE} s") from error
        output = output.replace(f"{self.floor}/", "")
        trimmed(output, lines if process.returncode == ends else 40)
        if process.returncode != ends:
            raise Misbehaved(f"`{command}` ended with status {process.returncode}, not {ends}")
        for words in says:
            expect(words in output, f"`{command}` says {words!r}")
        return output


def expect(holds: object, what: str) -> None:
    """Raises `Misbehaved` unless `what` holds."""
    if not holds:
        raise Misbehaved(f"expected: {what}")


def trimmed(output: str, most: int) -> None:
    """Prints the first lines of an output; the ledger's long lines are cut, other long ones folded."""
    rows = [row.rstrip() for row in output.rstrip().splitlines()]
    for row in rows[:most]:
        print(f"{row[: WIDTH - 1]}…" if '{"event":' in row and len(row) > WIDTH else folded(row))
    if most and len(rows) > most:
        print(f"[{len(rows) - most} more]")


def folded(row: str) -> str:
    """Folds a line at blanks; what is carried over goes further in."""
    lead = re.match(r"(remote: |gitgov: )*\s*", row)
    return "\n".join(textwrap.wrap(row, WIDTH, subsequent_indent=(lead[0] if lead else "") + "    ") or [""])
