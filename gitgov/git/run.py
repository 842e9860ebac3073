"""Running git as a child: arguments as a list, never a shell string; output as bytes."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from gitgov.core.errors import BadInput, GitgovError

PLAIN = {"LC_ALL": "C", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": f"{os.devnull}/none", "GIT_ATTR_NOSYSTEM": "1"}
"""Environment for every child: untranslated messages, and history as it is, without replacements or grafts."""

OUTSIDE: dict[str, None] = dict.fromkeys(("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE"))
"""For a child in another work tree than ours: what says where ours lies is taken away."""

_COMMAND = re.compile(r"[a-z][a-z-]*")
"""What no option, and no setting that stands before the name of a command, looks like."""


class GitFailedError(GitgovError):
    """A git command exited with an error; `stderr` is what it said, and `said` that without advice."""

    def __init__(self, arguments: tuple[str, ...], status: int, stderr: str) -> None:
        self.said = stderr.partition("\n\nAnother git process")[0].strip()  # what follows, the remedy says in a line
        command = next(filter(_COMMAND.fullmatch, arguments), arguments[0])
        super().__init__(f"git {command} failed ({status}): {self.said or 'no message'}", what_helps(stderr))
        self.status = status
        self.stderr = stderr


_NO_DISK = ("No space left", "File too large", "quota exceeded", "Read-only file", "Permission denied", "failed to write", "unable to create directory", "couldn't write")  # fmt: skip
_NOT_HERE = re.compile(r"(?:unable to read|bad object|Could not read)(?: tree| blob object)? \(?[0-9a-f]{40}")
_LOCKED = r"(?:Unable to create '(.+)\.lock'|could not lock config file (.+)): File exists"


def what_helps(said: str) -> str:
    """Return what helps where git could not write, by what it said; nothing for any other failure."""
    if "unpacker error" in said:
        return "it cannot be written there: tell who keeps that repository; then the same command again"
    if "remote: " in said or "Could not read from remote" in said:
        return ""
    if lock := re.search(_LOCKED, said):
        return left_behind(Path(f"{lock[1] or lock[2]}.lock"))
    if _NOT_HERE.search(said):
        return "git fsck says what is missing; git fetch --refetch --no-filter brings it, if the remote has it"
    full = any(each in said for each in _NO_DISK)
    return "check the disk and its permissions; then the same command again" if full else ""


def left_behind(lock: Path) -> str:
    """Return what helps beside a lock."""
    return f"if no git is at work there, one that was killed has left it: rm {lock}; then the same command again"


def run(cwd: Path, *arguments: str, stdin: bytes | None = None, env: Mapping[str, str | None] | None = None) -> bytes:
    """Run `git *arguments` in `cwd` and return its standard output; raises `GitFailedError`."""
    done = attempt(cwd, *arguments, stdin=stdin, env=env)
    if done.returncode:
        raise GitFailedError(arguments, done.returncode, done.stderr.decode(errors="replace"))
    return done.stdout


def attempt(
    cwd: Path, *arguments: str, stdin: bytes | None = None, env: Mapping[str, str | None] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `git *arguments` in `cwd` and return whatever came of it; nothing as a value in `env` takes a variable away."""
    wanted = {**os.environ, **PLAIN, **(env or {})}
    settings = {name: value for name, value in wanted.items() if value is not None}
    # `input` may not be given beside `stdin`, and no child may read what is ours to read
    if stdin is None:
        return subprocess.run(
            ["git", *arguments], cwd=cwd, env=settings, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    return subprocess.run(["git", *arguments], cwd=cwd, env=settings, input=stdin, capture_output=True, check=False)


def safe_word(word: str, what: str) -> str:
    """Return a word that git cannot take for an option; raises `BadInput`."""
    if not word or word.startswith("-") or "\0" in word or "\n" in word:
        raise BadInput(f"not a {what}: {word!r}")
    return word
